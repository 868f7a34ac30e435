// SPDX-License-Identifier: Apache-2.0
// MeCo_opt on the channels that the authors' code happened to draw: C / 8 times the least
// eigenvalue.
// LINK: pnasc_proxies
#include "catalogue/proxies/Correlation.torch.h"
#include "proxies/Golden.h"
#include "torch/Executor.torch.h"

using namespace golden;

static void network(const json::Object &entry) {
  const ir::Network network = Builder(entry).network();
  const auto values =
      pnasc::torch::valuesOf(network, golden::parameters(entry, network), at::kDouble);
  std::vector<at::Tensor> taps;
  const proxies::Batch first = batch(entry, network.inputShape(), 0);
  pnasc::torch::forward(network, values, pnasc::torch::tensorOf(first.samples, at::kDouble),
                        /*training=*/true, &taps);
  std::vector<ir::NodeId> leaves;
  for (ir::NodeId id = 1; id < network.nodes.size(); ++id)
    if (network.nodes[id].inputs.size() == 1 && network.nodes[id].op != "flatten")
      leaves.push_back(id);
  size_t leaf = 0, compared = 0;
  const json::Array &terms = *entry.getObject("float64")->getObject("meco_opt")->getArray("terms");
  for (const json::Value &value : terms) {
    const json::Object &term = *value.getAsObject();
    if (!*term.getBoolean("leaf"))
      continue;
    const at::Tensor rows = proxies::channelRows(taps[leaves.at(leaf++)]);
    const json::Array *channels = term.getArray("sampled_channels");
    if (!channels || channels->size() != 8)
      continue;
    std::vector<int64_t> picked;
    for (const json::Value &channel : *channels)
      picked.push_back(*channel.getAsInteger());
    const at::Tensor some = rows.index_select(0, at::tensor(picked, at::kLong));
    CHECK_NEAR(double(rows.size(0)) / 8 * proxies::leastEigenvalue(some), *term.getNumber("term"),
               1e-9);
    ++compared;
  }
  CHECK_EQ(leaf, leaves.size());
  CHECK(compared > 0);
}

int main() {
  const json::Value file = golden::read();
  if (const json::Object *root = file.getAsObject())
    for (const json::Value &entry : *root->getArray("networks"))
      network(*entry.getAsObject());
  return report();
}
