// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_elaborate
// A cut takes the slopes of the channels that go; a slope that all channels share stays.
#include "Check.h"
#include "elaborate/Coupling.h"
#include "elaborate/Networks.h"

using namespace pnasc;

int main() {
  check::Build b({3, 2, 2});
  b.region = ir::Region::Group1;
  const auto each = b.add("prelu", {b.conv(0, 4)});
  const auto shared = b.add("prelu", {each}, {{"shared", {1}}});
  const ir::Network network = b.finish(shared);
  const elaborate::Coupling coupling = elaborate::couplingOf(network);
  elaborate::Selection selection;
  for (const auto &one : coupling.classes) {
    selection.emplace_back();
    for (int32_t i = 0; i < one.channels; ++i)
      if (one.group != 0 || i % 2 == 1)
        selection.back().push_back(i);
  }
  ir::Parameters parameters(network.nodes.size());
  for (size_t id = 0; id < network.nodes.size(); ++id)
    for (const auto &rule : ops::parametersOf(network, network.nodes[id])) {
      ir::FloatArray array{rule.shape, {}};
      for (int64_t i = 0; i < ir::FloatArray::count(rule.shape); ++i)
        array.data.push_back(float(i));
      parameters[id].push_back(std::move(array));
    }
  const ir::Network cut = elaborate::cut(network, coupling, selection);
  const ir::Parameters kept = elaborate::cut(network, coupling, selection, parameters);
  CHECK_EQ(ops::verify(cut), "");
  CHECK_EQ(cut.nodes[each].shape.channels, 2);
  CHECK(kept[each][0].data == (std::vector<float>{1, 3}));
  CHECK(kept[shared][0].data == (std::vector<float>{0}));
  for (ir::NodeId id : {each, shared})
    CHECK(kept[id][0].shape == ops::parametersOf(cut, cut.nodes[id])[0].shape);
  return report();
}
