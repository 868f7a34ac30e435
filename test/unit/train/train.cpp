// SPDX-License-Identifier: Apache-2.0
// A whole training with pruning: it learns, ends in the promised shapes, and repeats bit for bit.
// LINK: pnasc_train
#include "train/Train.h"
#include "Check.h"
#include "catalogue/tasks/Baseline.h"
#include "elaborate/Coupling.h"
#include "support/Workers.h"
#include "torch/Models.h"
#include "train/Patterns.h"

using namespace pnasc;

static ir::Network network() {
  check::Build b({1, 8, 8}, 4);
  ir::NodeId x = b.normRelu(b.conv(0, 8, 3));
  b.region = ir::Region::Group1;
  x = check::separable(b, x, 16, 2);
  const ir::NodeId one = x;
  x = b.normRelu(b.conv(x, 16, 3));
  x = b.add("add", {one, b.add("batch_norm", {b.conv(x, 16)})});
  b.region = ir::Region::Group2;
  x = check::separable(b, x, 24, 1);
  x = b.add("flatten", {x});
  b.region = ir::Region::Head;
  b.network.outputs = {b.linear(x, 4)};
  return b.network;
}

static ir::TrainSpec spec() {
  ir::TrainSpec spec;
  spec.samples = 6000;
  spec.batch = 32;
  return spec;
}

int main() {
  const ir::Dataset dataset = check::patterns();
  const ir::Network uncut = network();
  const std::array<int64_t, 4> sparsity = {500000, 400000, 0, 0};
  const auto coupling = elaborate::couplingOf(uncut);
  const ir::Network promised =
      elaborate::cut(uncut, coupling,
                     elaborate::firstChannels(coupling, elaborate::keptCounts(coupling, sparsity)));
  CHECK(promised.digest() != uncut.digest());

  std::vector<ir::TrainedNetwork> trained(2);
  int64_t last = 0;
  support::Workers(2).forEach(trained.size(), [&](size_t i) {
    trained[i] = llvm::cantFail(
        train::train(uncut, sparsity, dataset, spec(), 5, [&](int64_t done, int64_t total, double) {
          CHECK(done <= total);
          if (i == 0)
            last = done;
        }));
  });
  const ir::TrainedNetwork &first = trained[0];
  CHECK_EQ(first.network.text(), promised.text());
  CHECK_EQ(ops::verify(first.network), std::string());
  CHECK_EQ(last, first.samplesSeen);
  CHECK(first.test.front() > 0.85);
  CHECK(first.validation > 0.85);
  CHECK(first.test == train::judged(first.network, first.parameters, dataset.task, dataset.test));
  for (size_t id = 0; id < first.parameters.size(); ++id)
    for (size_t i = 0; i < first.parameters[id].size(); ++i)
      CHECK(first.parameters[id][i].data == trained[1].parameters[id][i].data);
  CHECK(train::judged(first.network, first.parameters, dataset.task, {}).front() == 0);

  const std::vector<double> line = tasks::baseline(dataset, 1);
  CHECK(line.front() > 0.7);
  CHECK(line == tasks::baseline(dataset, 1));
  support::StopFlag stop;
  auto stopped = train::train(
      uncut, sparsity, dataset, spec(), 5, [&](int64_t, int64_t, double) { stop.request(); },
      &stop);
  CHECK(!stopped);
  CHECK_EQ(llvm::toString(stopped.takeError()), std::string("training was interrupted"));
  auto none = train::train(uncut, sparsity, ir::Dataset(), spec(), 5, {});
  CHECK(!none);
  llvm::consumeError(none.takeError());
  return report();
}
