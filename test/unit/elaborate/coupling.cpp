// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_elaborate
#include "elaborate/Coupling.h"
#include "Check.h"
#include "elaborate/Networks.h"

using namespace pnasc;
using check::Build;
using check::NodeId;

static uint32_t classOf(const elaborate::Coupling &c, NodeId id, size_t segment = 0) {
  return c.layout[id][segment].channelClass;
}

/// A shortcut ties what it sums; a depthwise convolution carries channels on, into the next group
/// too.
static void residual() {
  Build b({3, 8, 8});
  b.region = ir::Region::Group1;
  const NodeId first = b.conv(0, 16), second = b.conv(first, 16, 3);
  const NodeId sum = b.add("add", {first, second});
  b.region = ir::Region::Group2;
  const NodeId deep = b.depthwise(sum), last = b.conv(deep, 32);
  const auto net = b.finish(last);
  const auto c = elaborate::couplingOf(net);
  CHECK_EQ(classOf(c, first), classOf(c, second));
  CHECK_EQ(classOf(c, first), classOf(c, deep));
  CHECK_EQ(c.classes[classOf(c, first)].group, 0);
  CHECK(c.classes[classOf(c, first)].producers == (std::vector<NodeId>{first, second}));
  CHECK_EQ(c.classes[classOf(c, last)].group, 1);
  CHECK_EQ(c.classes[classOf(c, 0)].group, -1);
  CHECK_EQ(c.classes[classOf(c, net.outputs[0])].group, -1);
  const auto kept = elaborate::keptCounts(c, {500000, 900000, 0, 0});
  CHECK_EQ(kept[classOf(c, first)], 8);
  CHECK_EQ(kept[classOf(c, last)], 4); // 32 * 0.1 = 3.2: one step of four
  CHECK_EQ(kept[classOf(c, net.outputs[0])], 10);
}

/// Not prunable: tied to stem, input, another group; grouped.
static void notPrunable() {
  Build b({8, 8, 8});
  const NodeId stem = b.conv(0, 16);
  b.region = ir::Region::Group1;
  const NodeId onStem = b.conv(stem, 16), sum = b.add("add", {stem, onStem});
  const NodeId onInput = b.conv(sum, 8), sumInput = b.add("add", {0, onInput});
  const NodeId early = b.conv(sumInput, 12);
  b.region = ir::Region::Group2;
  const NodeId late = b.conv(early, 12), across = b.add("add", {early, late});
  const NodeId before = b.conv(across, 8), grouped = b.conv(before, 16, 3, 1, 4);
  const auto c = elaborate::couplingOf(b.finish(grouped));
  for (NodeId id : {onStem, onInput, early, late, before, grouped})
    CHECK_EQ(c.classes[classOf(c, id)].group, -1);
}

/// A sum of a concatenation and one whole tensor splits the whole: InceptionTime's shortcut.
static void split() {
  Build b({3, 8, 8});
  b.region = ir::Region::Group2;
  const NodeId one = b.conv(0, 8), two = b.conv(0, 16), whole = b.conv(0, 24);
  const NodeId sum = b.add("add", {whole, b.add("concat", {one, two})});
  const NodeId x = b.conv(sum, 8),
               y = b.conv(sum, 16); // concat(x, y) + concat(y, x): all one run of 8
  const NodeId knot = b.add("add", {b.add("concat", {x, y}), b.add("concat", {y, x})});
  const auto c = elaborate::couplingOf(b.finish(knot));
  CHECK_EQ(c.layout[whole].size(), 2u);
  CHECK_EQ(classOf(c, whole, 0), classOf(c, one));
  CHECK_EQ(classOf(c, whole, 1), classOf(c, two));
  CHECK_EQ(c.classes[classOf(c, two)].group, 1);
  CHECK(c.classes[classOf(c, one)].producers == (std::vector<NodeId>{one, whole}));
  for (size_t i = 0; i < 3; ++i)
    CHECK_EQ(classOf(c, knot, i), classOf(c, x));
  CHECK(c.classes[classOf(c, x)].producers == (std::vector<NodeId>{x, y}));
  CHECK_EQ(c.layout[y].size(), 2u);
}

/// Blocks of features and single features do not line up: then nothing of them is cut.
static void blocks() {
  Build b({3, 2, 2});
  b.region = ir::Region::Group1;
  const NodeId map = b.conv(0, 6), flat = b.add("flatten", {map});
  const NodeId line = b.linear(b.add("flatten", {0}), 24), sum = b.add("add", {flat, line});
  b.network.outputs = {b.linear(sum, 10)};
  const auto c = elaborate::couplingOf(b.network);
  CHECK_EQ(c.layout[flat][0].channels, 24);
  CHECK_EQ(c.classes[classOf(c, map)].group, -1);
  CHECK_EQ(c.classes[classOf(c, line)].group, -1);
}

/// Equal concatenations summed: slice by slice.
static void slices() {
  Build b({3, 8, 8});
  b.region = ir::Region::Group3;
  const NodeId a = b.conv(0, 8), d = b.conv(0, 16), e = b.conv(0, 8), f = b.conv(0, 16);
  const NodeId sum = b.add("add", {b.add("concat", {a, d}), b.add("concat", {e, f})});
  const auto c = elaborate::couplingOf(b.finish(sum));
  CHECK_EQ(classOf(c, a), classOf(c, e));
  CHECK_EQ(classOf(c, d), classOf(c, f));
  CHECK(classOf(c, a) != classOf(c, d));
  CHECK_EQ(c.classes[classOf(c, d)].group, 2);
  const elaborate::Selection selection = {{0, 1, 2}, {1, 3, 4, 7}, {0, 5, 10, 15}, {}};
  CHECK(elaborate::keptChannels(c, selection, sum) ==
        (std::vector<int64_t>{1, 3, 4, 7, 8, 13, 18, 23}));
}

/// Few channels stay whole; counts are multiples of four, never more than there are.
static void counts() {
  Build b({3, 8, 8});
  b.region = ir::Region::Group1;
  std::vector<NodeId> made;
  for (int64_t channels = 1; channels <= 40; ++channels)
    made.push_back(b.conv(0, channels));
  const auto c = elaborate::couplingOf(b.finish(b.add("concat", made)));
  for (int64_t s : {0, 50000, 330000, 500000, 800000, 1000000}) {
    const auto kept = elaborate::keptCounts(c, {s, 0, 0, 0});
    for (NodeId id : made) {
      const int64_t channels = c.classes[classOf(c, id)].channels, k = kept[classOf(c, id)];
      // The smallest multiple of four, at least 4, that is at least (1 - s) * channels.
      int64_t want = 4;
      while (want * 1000000 < (1000000 - s) * channels)
        want += 4;
      CHECK_EQ(k, std::min(want, channels));
    }
  }
}

int main() {
  residual();
  notPrunable();
  split();
  blocks();
  slices();
  counts();
  return report();
}
