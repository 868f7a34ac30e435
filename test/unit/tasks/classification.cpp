// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_tasks
// How a class is read off floats and integers, what the judges make of it, how labels lie in a
// split.
#include "catalogue/tasks/classification/Classification.h"
#include "Check.h"
#include "catalogue/tasks/classification/Decision.h"
#include <cmath>

using namespace pnasc;

/// A network of nothing but an output of `scores`, made by `op`.
static ir::Network floats(int64_t scores, const char *op) {
  ir::Network network;
  network.classes = scores;
  network.nodes.resize(2);
  network.nodes[0].op = "input";
  network.nodes[1].op = op;
  network.nodes[1].inputs = {0};
  network.nodes[1].shape = {scores, 1, 1};
  network.outputs = {1};
  return network;
}

static ir::IntegerNetwork integers(int64_t scores, const char *op, ir::QuantParams params) {
  ir::IntegerNetwork network;
  network.graph.tensors = {{"input", {1, 1, 1}}, {"scores", {scores, 1, 1}}};
  network.graph.nodes.resize(1);
  network.graph.nodes[0].op = op;
  network.graph.nodes[0].output = 1;
  network.graph.outputs = {1};
  network.tensors = {{1, 0}, params};
  return network;
}

static void several() {
  const tasks::Task &task = tasks::named("classification");
  const std::vector<float> first{0.5f, 0.5f, 0.1f}, second{0, 1, 0};
  const auto judge = task.ofFloats(floats(3, "linear"));
  CHECK_EQ(judge->values().front(), 0.0);
  const std::vector<llvm::ArrayRef<float>> a{first}, b{second};
  judge->see(a, std::vector<int32_t>{0}); // of equals the first
  judge->see(b, std::vector<int32_t>{2});
  CHECK_EQ(judge->values().front(), 0.5);
  const auto other = task.ofIntegers(integers(3, "linear", {0.1f, -5}));
  other->see(std::vector<int8_t>{-128, 7, 7, 100}, std::vector<int32_t>{1}); // 100: another output
  CHECK_EQ(other->values().front(), 1.0);
  CHECK(task.output(3) == std::optional(ir::Shape{3, 1, 1}));
  CHECK(task.decision(integers(3, "linear", {})).find("best = 0") != std::string::npos);
}

/// One score chooses between two classes: above 0.5 behind a sigmoid, above 0 elsewhere.
static void single() {
  const std::vector<float> score{0.4f};
  CHECK_EQ(tasks::decided(score, tasks::thresholdOf(floats(1, "sigmoid"))), size_t(0));
  CHECK_EQ(tasks::decided(score, tasks::thresholdOf(floats(1, "linear"))), size_t(1));
  const auto network = integers(1, "sigmoid", {1.0f / 256, -128});
  CHECK_EQ(tasks::thresholdSteps(network), int64_t(0));
  const auto judge = tasks::named("classification").ofIntegers(network);
  judge->see(std::vector<int8_t>{0}, std::vector<int32_t>{0});
  judge->see(std::vector<int8_t>{1}, std::vector<int32_t>{1});
  CHECK_EQ(judge->values().front(), 1.0);
  CHECK(tasks::named("classification").decision(network).find("scores[0] > 0;") !=
        std::string::npos);
}

static void results() {
  ir::ModelResult result;
  tasks::note(result, &ir::MetricResult::ofInt8, {0.25});
  CHECK_EQ(result.metrics.size(), size_t(1));
  CHECK(result.metrics[0].name == "accuracy" && result.metrics[0].ofInt8 == 0.25);
  CHECK(std::isnan(result.metrics[0].ofFloat));
  const tasks::Metric &metric = tasks::named("classification").decisive();
  CHECK(metric.improves(0.9, 0.8) && !metric.improves(0.8, 0.8));
  CHECK_EQ(metric.text(0.9314), std::string("93.1 %"));
  CHECK(!tasks::find("detection"));
}

static void labels() {
  ir::Split split;
  split.labels = {7, 8, 9};
  CHECK_EQ(split.count(), size_t(3));
  CHECK(split.label(1).vec() == std::vector<int32_t>{8});
  split.labelEnds = {2, 2, 3, 3}; // two numbers, none, one, none
  CHECK_EQ(split.count(), size_t(4));
  CHECK(split.label(0).vec() == (std::vector<int32_t>{7, 8}));
  CHECK(split.label(1).empty() && split.label(3).empty());
  CHECK(split.label(2).vec() == std::vector<int32_t>{9});
}

int main() {
  several();
  single();
  results();
  labels();
  return report();
}
