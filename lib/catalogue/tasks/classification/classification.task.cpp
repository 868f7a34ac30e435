// SPDX-License-Identifier: Apache-2.0
// One class of several: a label is its number, the first output has a score for each.
#include "catalogue/tasks/classification/Classification.h"
#include "catalogue/tasks/classification/Decision.h"

namespace pnasc::tasks {

namespace {

class ClassJudge : public Judge {
public:
  ClassJudge(const ir::Shape &output, double threshold, int64_t steps)
      : scores(size_t(output.elements())), threshold(threshold), steps(steps) {}

  void see(llvm::ArrayRef<llvm::ArrayRef<float>> outputs, Label truth) override {
    add(decided(outputs.front(), threshold), truth);
  }
  void see(llvm::ArrayRef<int8_t> outputs, Label truth) override {
    add(decided(outputs.take_front(scores), steps), truth);
  }
  std::vector<double> values() const override {
    return valuesOf(answers, std::max<size_t>(2, scores));
  }

private:
  void add(size_t decision, Label truth) { answers.push_back({int32_t(decision), truth.front()}); }

  const size_t scores; ///< of the first output
  const double threshold;
  const int64_t steps;
  std::vector<Answer> answers;
};

std::unique_ptr<Judge> ofFloats(const ir::Network &network) {
  return std::make_unique<ClassJudge>(network.nodes[network.outputs.front()].shape,
                                      thresholdOf(network), 0);
}

std::unique_ptr<Judge> ofIntegers(const ir::IntegerNetwork &network) {
  return std::make_unique<ClassJudge>(network.graph.tensors[network.graph.outputs.front()].shape, 0,
                                      thresholdSteps(network));
}

std::string decision(const ir::IntegerNetwork &network) {
  const ir::DeployGraph &graph = network.graph;
  if (graph.tensors[graph.outputs.front()].shape.elements() > 1)
    return R"(  int best = 0;
  for (int i = 1; i < (int)@NAME@_OUTPUT_BYTES; ++i)
    if (scores[i] > scores[best])
      best = i;
  return best; /* @name@_labels[best] */
)";
  return "  return scores[0] > " + std::to_string(thresholdSteps(network)) +
         "; /* the second of two classes: a score above " + (thresholdOf(graph) > 0 ? "0.5" : "0") +
         " */\n";
}

std::vector<Metric> metrics() {
  std::vector<Metric> rows;
  for (const ClassMetric *metric : classMetrics())
    rows.push_back(metric->row);
  return rows;
}

} // namespace

const Task &task_classification() {
  static const Task task{"classification",
                         metrics(),
                         "Accuracies",
                         "logistic regression",
                         [](int64_t classes) {
                           return std::optional(ir::Shape{classes, 1, 1});
                         },
                         ofFloats,
                         ofIntegers,
                         decision,
                         [](const ir::IntegerNetwork &network, llvm::json::Object &into) {
                           into["labels"] = llvm::json::Array(network.labels);
                         }};
  return task;
}

} // namespace pnasc::tasks
