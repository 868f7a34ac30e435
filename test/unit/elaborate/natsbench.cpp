// SPDX-License-Identifier: Apache-2.0
// specs/natsbench_tss.pnas against formulas of our own for the published skeleton: parameters and
// multiply-accumulates of every 13th cell and of both ends. An edge counts where it leads to the
// output of the cell.
// LINK: pnasc_parse pnasc_check pnasc_cost
#include "Check.h"
#include "cost/Cost.h"
#include "elaborate/Elaborate.h"
#include "ir/Legal.h"
#include "narrow/Specs.h"
#include <array>

using namespace pnasc;

namespace {

enum Operation { None, Skip, Conv1, Conv3, Pool }; // in the order of type Edge
struct Edge {
  int to, from;
};
constexpr std::array<Edge, 6> edges = {{{1, 0}, {2, 0}, {2, 1}, {3, 0}, {3, 1}, {3, 2}}};
using Cell = std::array<int, 6>;

/// Of convolutions also those that read zeros: their norm still shifts.
std::array<bool, 6> alive(const Cell &cell) {
  std::array<bool, 4> needed{false, false, false, true};
  for (size_t e = 6; e-- > 0;) // falling nodes
    if (cell[e] != None && needed[size_t(edges[e].to)])
      needed[size_t(edges[e].from)] = true;
  std::array<bool, 6> result{};
  for (size_t e = 0; e < 6; ++e)
    result[e] = cell[e] != None && needed[size_t(edges[e].to)];
  return result;
}

struct Figures {
  uint64_t parameters = 0, macs = 0;
  void conv(uint64_t in, uint64_t out, uint64_t kernel, uint64_t positions, bool norm = true) {
    parameters += kernel * kernel * in * out + (norm ? 2 * out : 0);
    macs += kernel * kernel * in * out * positions;
  }
};

/// A cell that connects nothing hands on zeros: the skeleton is left.
Figures expected(const Cell &cell) {
  Figures figures;
  figures.conv(3, 16, 3, 32 * 32);
  uint64_t channels = 16, size = 32;
  for (int stage = 0; stage < 3; ++stage) {
    if (stage > 0) {
      size /= 2;
      figures.conv(channels, 2 * channels, 3, size * size);
      figures.conv(2 * channels, 2 * channels, 3, size * size);
      figures.conv(channels, 2 * channels, 1, size * size, false); // behind the pool
      channels *= 2;
    }
    const auto counts = alive(cell);
    for (size_t e = 0; e < 6; ++e)
      for (int i = 0; counts[e] && cell[e] > Skip && cell[e] < Pool && i < 5; ++i)
        figures.conv(channels, channels, cell[e] == Conv3 ? 3 : 1, size * size);
  }
  figures.parameters += 2 * 64 + 64 * 10 + 10; // last norm, classifier
  figures.macs += 640;
  return figures;
}

void compare(const ir::SearchSpace &space, const Cell &cell) {
  ir::Genome genome(space.choices.size(), 0);
  const char *names[] = {"e10", "e20", "e21", "e30", "e31", "e32"};
  for (size_t e = 0; e < 6; ++e)
    genome[size_t(space.indexOf(names[e]))] = cell[e];
  auto network = elaborate::uncut(space, genome);
  if (!CHECK(bool(network)))
    return llvm::consumeError(network.takeError());
  const ir::Costs costs = cost::ofNetwork(*network);
  const Figures figures = expected(cell);
  CHECK_EQ(costs.parameters, figures.parameters);
  CHECK_EQ(costs.macs, figures.macs);
}

} // namespace

int main() {
  const auto spec = load("natsbench_tss.pnas");
  if (!CHECK(spec != nullptr))
    return report();
  const ir::SearchSpace space = ir::whole(spec);
  CHECK_EQ(space.raw, 15625.0);
  CHECK_EQ(ir::Legal(space).count(), 15625.0);
  compare(space, {Conv3, Conv3, Conv3, Conv3, Conv3, Conv3});
  CHECK_EQ(expected({Conv3, Conv3, Conv3, Conv3, Conv3, Conv3}).parameters, uint64_t{1531546});
  CHECK_EQ(expected({Conv3, Conv3, Conv3, Conv3, Conv3, Conv3}).macs, uint64_t{220119680});
  CHECK_EQ(expected({Skip, Skip, Skip, Skip, Skip, Skip}).parameters, uint64_t{73306});
  for (int index = 0; index < 15625; index += 13) {
    Cell cell;
    for (int e = 0, rest = index; e < 6; ++e, rest /= 5)
      cell[size_t(e)] = rest % 5;
    compare(space, cell);
  }
  return report();
}
