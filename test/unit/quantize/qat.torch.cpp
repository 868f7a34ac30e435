// SPDX-License-Identifier: Apache-2.0
// Quantisation-aware training learns (here from weights that know nothing), keeps the rules of
// scales, and gives the same network twice.
//
// LINK: pnasc_quantize_torch pnasc_lower
#include "Check.h"
#include "Networks.h"
#include "lower/Lower.h"
#include "quantize/Quantize.h"
#include "quantize/Reference.h"
#include "torch/Executor.h"

using namespace pnasc;

/// Noise with a bump whose channel and place tell the class.
static ir::Split split(const ir::Shape &shape, size_t count, uint64_t seed) {
  const support::CounterRandom random(seed, "bumps");
  ir::Split split;
  const auto size = size_t(shape.elements());
  for (size_t i = 0; i < count; ++i) {
    const auto label = int32_t(random.below(i * (size + 1), 3));
    split.labels.push_back(label);
    for (size_t j = 0; j < size; ++j) {
      const bool bump = j / size_t(shape.positions()) == size_t(label);
      split.samples.push_back(float(random.normal(i * (size + 1) + j + 1) + (bump ? 1.0 : 0.0)));
    }
  }
  return split;
}

int main() {
  pnasc::torch::init();
  const ir::Network network = networks::series();
  const ir::TrainedNetwork trained = networks::filled(network, 11);
  const ir::DeployGraph graph = lower::lower(network, "");
  ir::Dataset data;
  data.shape = network.inputShape();
  data.labels = {"a", "b", "c"};
  data.mean.assign(4, 0);
  data.deviation.assign(4, 1);
  data.train = split(data.shape, 512, 1);
  data.validation = split(data.shape, 128, 2);
  data.test = split(data.shape, 256, 3);
  ir::QuantizeSpec spec;
  spec.qatSamples = 6400;
  spec.qatRate = 0.01;
  auto before = quantize::ptq(trained, graph, data, spec, 1);
  auto after = quantize::qat(trained, graph, data, spec, 1);
  auto again = quantize::qat(trained, graph, data, spec, 1);
  if (!CHECK(bool(before)) || !CHECK(bool(after)) || !CHECK(bool(again)))
    return report();
  const double untrained = quantize::judged(*before, data.test).front();
  const double learnt = quantize::judged(*after, data.test).front();
  std::cerr << "test accuracy " << untrained << " -> " << learnt << "\n";
  CHECK(learnt > 0.8 && learnt > untrained);
  CHECK(after->tensors == again->tensors);
  for (size_t i = 0; i < after->values.size(); ++i) {
    CHECK(after->values[i].weight.data == again->values[i].weight.data);
    CHECK(after->values[i].bias == again->values[i].bias);
    for (float weight : after->values[i].weightScales)
      CHECK(double(weight) * after->tensors[graph.nodes[i].inputs[0]].scale /
                after->tensors[graph.nodes[i].output].scale <
            0.25);
  }
  return report();
}
