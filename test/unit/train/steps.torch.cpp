// SPDX-License-Identifier: Apache-2.0
// The pieces of a training: schedule, one step of descent, which channels leave, batches.
// LINK: pnasc_train
#include "Check.h"
#include "torch/Models.h"
#include "train/Model.torch.h"
#include "train/Patterns.h"
#include "train/Sampler.h"
#include "train/Schedule.h"

namespace pnasc {

static void schedule() {
  ir::TrainSpec spec;
  spec.samples = 1000;
  spec.batch = 10;
  const train::Schedule s(spec, 55);
  CHECK_EQ(s.steps, int64_t(100));
  CHECK_EQ(s.stepsPerEpoch, int64_t(5));
  CHECK((s.pruneAt == std::vector<int64_t>{10, 22, 35, 47, 60}));
  CHECK_NEAR(s.rate(1, 5), 1, 1e-12); // warm-up of 5 steps ends at the peak
  CHECK(s.rate(1, 0) < 0.2 && s.rate(1, 99) < 0.01 && s.rate(1, 99) > 0);
  for (size_t i = 1; i < 5; ++i)
    CHECK(s.pruned(i) > s.pruned(i - 1));
  CHECK_EQ(s.pruned(4), 1.0);
  CHECK(s.validateAfter(99) && !s.validateAfter(59));
  spec.samples = 0;
  spec.epochs = 3;
  spec.batch = 64;
  const train::Schedule small(spec, 20); // smaller than a batch
  CHECK_EQ(small.batch, int64_t(20));
  CHECK_EQ(small.steps, int64_t(3));
}

/// conv 1x1 of one channel to eight, linear to two classes.
static ir::Network tiny() {
  check::Build b({1, 1, 1}, 2);
  b.region = ir::Region::Group1;
  const ir::NodeId x = b.conv(0, 8);
  return b.finish(x);
}

static void descent() {
  const ir::Network network = tiny();
  ir::Parameters parameters = torch::freshParameters(network, 1);
  train::Model model(network, parameters);
  at::Tensor &weight = model.values[1][0];
  const double before = weight.flatten()[0].item<double>();
  double value = before, velocity = 0;
  for (int i = 0; i < 3; ++i) {
    weight.mutable_grad() = at::full_like(weight, 2.0);
    const double gradient = 2.0 + 0.1 * value; // weight decay 0.1
    velocity = 0.9 * velocity + gradient;
    value -= 0.01 * (gradient + 0.9 * velocity);
    model.step(0.01, 0.9, 0.1);
    CHECK_NEAR(weight.flatten()[0].item<double>(), value, 1e-5);
    CHECK(!weight.grad().defined());
  }
}

static void weakestLeave() {
  const ir::Network network = tiny();
  ir::Parameters parameters = torch::freshParameters(network, 1);
  parameters[1][0].data = {0.1f, -9, 3, 0, 5, -0.2f, 4, 1};
  train::Model model(network, parameters);
  model.momentum[1][0].copy_(at::arange(8).reshape({8, 1, 1, 1}));
  const auto coupling = elaborate::couplingOf(network);
  std::vector<int64_t> kept;
  for (const auto &channelClass : coupling.classes)
    kept.push_back(channelClass.group >= 0 ? 4 : channelClass.channels);
  model.prune(kept);
  CHECK((torch::plainArray(model.values[1][0]).data == std::vector<float>{-9, 3, 5, 4}));
  CHECK((torch::plainArray(model.momentum[1][0]).data == std::vector<float>{1, 2, 4, 6}));
  CHECK_EQ(model.network.nodes[1].shape.channels, int64_t(4));
  const auto &linear = parameters.back()[0].data; // 2 x 8
  const auto cut = torch::plainArray(model.values.back()[0]);
  CHECK((cut.shape == std::vector<int64_t>{2, 4}));
  CHECK_EQ(cut.data[3], linear[6]);
  CHECK_EQ(cut.data[4], linear[8 + 1]);
  CHECK((train::strongest({{1, 1, 1, 2}}, {2})[0] == std::vector<int32_t>{0, 3})); // ties: lower
}

static void batches() {
  const ir::Dataset dataset = check::patterns(50);
  train::Sampler sampler(dataset, 16, 1), again(dataset, 16, 1);
  CHECK_EQ(sampler.shift, int64_t(0)); // 8 / 14
  std::vector<float> x(16 * 64), y(16 * 64);
  ir::Labels labels, others = again.fill(4, y.data());
  for (int64_t step = 0; step < 5; ++step)
    labels = sampler.fill(step, x.data());
  CHECK(x == y && labels == others); // a step's batch does not depend on what came before
  sampler.shift = 1;
  others = sampler.fill(4, y.data());
  CHECK(x != y && labels == others);
}

} // namespace pnasc

int main() {
  pnasc::schedule();
  pnasc::descent();
  pnasc::weakestLeave();
  pnasc::batches();
  return report();
}
