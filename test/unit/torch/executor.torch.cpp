// SPDX-License-Identifier: Apache-2.0
// Fresh weights, runs, and the equality that pruning rests on: silenced channels, or none.
// LINK: pnasc_torch pnasc_elaborate
#include "torch/Executor.torch.h"
#include "Check.h"
#include "elaborate/Coupling.h"
#include "support/Workers.h"
#include "torch/Models.h"

namespace pnasc {

static ir::FloatArray noise(const ir::Shape &shape, int64_t count, uint64_t seed) {
  ir::FloatArray batch{{count, shape.channels, shape.height, shape.width}, {}};
  const support::CounterRandom random(seed, "noise");
  for (int64_t i = 0; i < count * shape.elements(); ++i)
    batch.data.push_back(float(random.normal(uint64_t(i))));
  return batch;
}

static void freshWeights() {
  const ir::Network network = check::mobileNet();
  const auto parameters = torch::freshParameters(network, 7);
  CHECK(parameters.size() == network.nodes.size());
  ir::Network renamed = network;
  for (ir::Node &node : renamed.nodes)
    node.name = "x" + node.name;
  const auto same = torch::freshParameters(renamed, 7), other = torch::freshParameters(network, 8);
  double sum = 0, count = 0;
  for (size_t id = 0; id < parameters.size(); ++id)
    for (size_t i = 0; i < parameters[id].size(); ++i) {
      CHECK(parameters[id][i].data == same[id][i].data);
      if (parameters[id][i].shape.size() == 4) {
        CHECK(parameters[id][i].data != other[id][i].data);
        const double fanIn = double(ir::FloatArray::count(parameters[id][i].shape)) /
                             double(parameters[id][i].shape[0]);
        for (float w : parameters[id][i].data)
          sum += double(w) * w * fanIn / 2, ++count;
      }
    }
  CHECK_NEAR(sum / count, 1.0, 0.05); // variance 2 / fan-in
}

static void sameOnAnyThread() {
  const ir::Network network = check::mobileNetV2();
  const auto parameters = torch::freshParameters(network, 3);
  const auto batch = noise(network.inputShape(), 4, 1);
  std::vector<std::vector<float>> outputs(6);
  support::Workers(3).forEach(outputs.size(), [&](size_t i) {
    outputs[i] = llvm::cantFail(torch::run(network, parameters, batch, {true, false}))[0].data;
  });
  for (const auto &output : outputs)
    CHECK(output == outputs[0]);
  const auto taps = llvm::cantFail(torch::run(network, parameters, batch, {true, true}));
  CHECK_EQ(taps.size(), network.nodes.size());
  CHECK(taps[network.outputs[0]].data == outputs[0]); // overwriting activations changes nothing
  CHECK(taps[0].data == batch.data);
}

/// The parameters of the uncut network with the channels that leave silenced where they are made
/// and where a batch norm or depthwise convolution would shift them.
static ir::Parameters silenced(const ir::Network &network, const elaborate::Coupling &coupling,
                               const elaborate::Selection &selection, ir::Parameters parameters) {
  for (ir::NodeId id = 0; id < network.nodes.size(); ++id) {
    const int64_t channels = network.nodes[id].shape.channels;
    std::vector<bool> stays(size_t(channels), false);
    for (int64_t kept : elaborate::keptChannels(coupling, selection, id))
      stays[size_t(kept)] = true;
    for (size_t i = 0; i < parameters[id].size() && i < 2; ++i) { // weight, bias; scale, shift
      auto &data = parameters[id][i].data;
      const size_t each = data.size() / size_t(channels);
      for (size_t c = 0; c < size_t(channels); ++c)
        if (!stays[c])
          std::fill_n(data.begin() + ptrdiff_t(c * each), each, 0.0f);
    }
  }
  return parameters;
}

static void cutEqualsSilenced(uint64_t seed) {
  const ir::Network network = check::randomNetwork(seed);
  const elaborate::Coupling coupling = elaborate::couplingOf(network);
  auto kept = elaborate::keptCounts(coupling, {500000, 300000, 600000, 400000});
  elaborate::Selection selection;
  for (size_t c = 0; c < coupling.classes.size(); ++c) { // the last ones stay, not the first
    selection.emplace_back();
    for (int64_t i = coupling.classes[c].channels - kept[c]; i < coupling.classes[c].channels; ++i)
      selection.back().push_back(int32_t(i));
  }
  const auto parameters = torch::freshParameters(network, seed);
  const ir::Network cut = elaborate::cut(network, coupling, selection);
  CHECK_EQ(ops::verify(cut), std::string());
  const auto batch = noise(network.inputShape(), 2, seed);
  const auto quiet = llvm::cantFail(
      torch::run(network, silenced(network, coupling, selection, parameters), batch));
  const auto small = llvm::cantFail(
      torch::run(cut, elaborate::cut(network, coupling, selection, parameters), batch));
  double largest = 1e-3;
  for (float y : quiet[0].data)
    largest = std::max(largest, double(std::fabs(y)));
  CHECK_EQ(quiet[0].data.size(), small[0].data.size());
  for (size_t i = 0; i < small[0].data.size(); ++i)
    CHECK_NEAR(small[0].data[i], quiet[0].data[i], 1e-5 * largest);
}

} // namespace pnasc

int main() {
  pnasc::freshWeights();
  pnasc::sameOnAnyThread();
  for (uint64_t seed = 0; seed < 20; ++seed)
    pnasc::cutEqualsSilenced(seed);
  return report();
}
