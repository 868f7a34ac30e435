// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_elaborate
// Cut networks verify, and sliced parameters are those of the cut network: for random networks and
// random channels; then that the values are the right ones.
#include "Check.h"
#include "elaborate/Coupling.h"
#include "elaborate/Networks.h"

using namespace pnasc;

/// Each value tells where it stood: parameter element (row, column) = 1000 * row + column.
static ir::Parameters marked(const ir::Network &network) {
  ir::Parameters all(network.nodes.size());
  for (size_t id = 1; id < network.nodes.size(); ++id)
    for (const auto &p : ops::parametersOf(network, network.nodes[id])) {
      ir::FloatArray array{p.shape, {}};
      const int64_t count = ir::FloatArray::count(p.shape), row = count / p.shape[0];
      const int64_t inner = p.shape.size() > 1 ? row / p.shape[1] : 1;
      for (int64_t i = 0; i < count; ++i)
        array.data.push_back(float(1000 * (i / row) + i % row / inner));
      all[id].push_back(std::move(array));
    }
  return all;
}

static elaborate::Selection randomSelection(const elaborate::Coupling &coupling, uint64_t seed) {
  support::SequentialRandom random(support::CounterRandom(seed, "selection"));
  elaborate::Selection selection;
  for (const auto &one : coupling.classes) {
    selection.emplace_back();
    for (int32_t i = 0; i < one.channels; ++i)
      if (one.group < 0 || random.coin(0.6) || i == 0)
        selection.back().push_back(i);
  }
  return selection;
}

static void checkNode(const ir::Network &network, const ir::Network &cut, size_t id,
                      const std::vector<ir::FloatArray> &values, const std::vector<int64_t> &rows) {
  const auto wanted = ops::parametersOf(cut, cut.nodes[id]);
  CHECK_EQ(values.size(), wanted.size());
  for (size_t i = 0; i < values.size() && i < wanted.size(); ++i) {
    CHECK(values[i].shape == wanted[i].shape);
    CHECK_EQ(int64_t(values[i].data.size()), ir::FloatArray::count(wanted[i].shape));
    const size_t stride = values[i].data.size() / rows.size();
    for (size_t row = 0; row < rows.size(); ++row)
      CHECK_EQ(int64_t(values[i].data[row * stride] / 1000), rows[row]);
  }
  CHECK_EQ(network.nodes[id].name, cut.nodes[id].name);
}

int main() {
  int64_t removed = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const auto network = check::randomNetwork(seed);
    CHECK_EQ(ops::verify(network), "");
    const auto coupling = elaborate::couplingOf(network);
    const auto selection = randomSelection(coupling, seed);
    const auto cut = elaborate::cut(network, coupling, selection);
    CHECK_EQ(ops::verify(cut), "");
    CHECK_EQ(cut.nodes[cut.outputs[0]].shape.channels, 10);
    const auto parameters = elaborate::cut(network, coupling, selection, marked(network));
    for (size_t id = 1; id < network.nodes.size(); ++id) {
      const auto rows = elaborate::keptChannels(coupling, selection, ir::NodeId(id));
      CHECK_EQ(int64_t(rows.size()), cut.nodes[id].shape.channels);
      removed += network.nodes[id].shape.channels - int64_t(rows.size());
      checkNode(network, cut, id, parameters[id], rows);
    }
  }
  CHECK(removed > 5000);

  // A linear layer on a flattened 4 x 2 x 2 map reads four features for each channel that stays.
  check::Build b({3, 2, 2});
  b.region = ir::Region::Group1;
  const auto conv = b.conv(0, 4);
  const auto linear = b.linear(b.add("flatten", {conv}), 3);
  b.network.outputs = {linear};
  const auto coupling = elaborate::couplingOf(b.network);
  elaborate::Selection selection;
  for (const auto &one : coupling.classes)
    selection.push_back(one.group == 0 ? std::vector<int32_t>{1, 3}
                                       : std::vector<int32_t>{0, 1, 2});
  const auto cut = elaborate::cut(b.network, coupling, selection, marked(b.network));
  CHECK(
      cut[linear][0].data ==
      (std::vector<float>{4,    5,    6,    7,    12,   13,   14,   15,   1004, 1005, 1006, 1007,
                          1012, 1013, 1014, 1015, 2004, 2005, 2006, 2007, 2012, 2013, 2014, 2015}));
  return report();
}
