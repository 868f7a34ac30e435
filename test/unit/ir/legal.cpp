// SPDX-License-Identifier: Apache-2.0
// Configurations counted by brute force over the grid: conditions, choices that are not drawn,
// shared draws, depths beyond a group's superblocks.
// LINK: pnasc_parse pnasc_check
#include "ir/Legal.h"
#include "Program.h"
#include <set>

using namespace pnasc;

namespace {

const char *const networks = R"(
type Edge = {none, skip, conv3}
block B(x: Tensor, channels: Channels, kernel: Int = 3, edge: Edge = conv3) -> Tensor {
  return if edge == skip { conv(x, channels, kernel) |> relu } else { conv(x, channels, kernel) }
}
architecture A(edge: Edge) : image {
  stem { conv(channels = 8, kernel = 3) }
  group { B: 8, 8 edge edge }
  group { B: 8, 8, 8 }
  head { global_average_pool |> linear(classes) }
}
architecture Other : image {
  stem { conv(channels = 8, kernel = 3) }
  group { B: 8 }
  head { global_average_pool |> linear(classes) }
}
)";

std::string search(const std::string &lines) {
  return std::string(networks) + test::images + "search s { on images  minimize flops\n" + lines +
         "}\n";
}

std::vector<ir::Genome> grid(const ir::SearchSpace &space) {
  std::vector<ir::Genome> all = {{}};
  for (const ir::Choice &choice : space.choices) {
    std::vector<ir::Genome> longer;
    for (const ir::Genome &genome : all)
      for (size_t v = 0; v < choice.domain.size(); ++v) {
        longer.push_back(genome);
        longer.back().push_back(int32_t(v));
      }
    all = std::move(longer);
  }
  return all;
}

/// What decides a network, in plain words; written for these two architectures.
std::string meaning(const ir::SearchSpace &space, const ir::Genome &genome) {
  const auto text = [&](const char *name) {
    return space.value(genome, size_t(space.indexOf(name))).text() + ' ';
  };
  const auto depth = [&](const char *name, int64_t most) {
    const ir::Value &value = space.value(genome, size_t(space.indexOf(name)));
    return std::to_string(value.isLabel() ? most : std::min(most, value.micro / 1000000)) + ' ';
  };
  std::string result = text("architecture") + text("width");
  const bool other = space.value(genome, ir::Hyperparameter::Architecture).label == "Other";
  result += depth("group1.depth", other ? 1 : 2) + text("group1.kernel") + text("group1.sparsity");
  if (!other)
    result +=
        text("edge") + depth("group2.depth", 3) + text("group2.kernel") + text("group2.sparsity");
  return result;
}

/// Brute force, and the number by hand where one is given.
void count(const std::string &lines, double raw, double byHand) {
  const test::Program program(search(lines));
  if (!CHECK(program.spec != nullptr))
    return;
  const ir::SearchSpace space = ir::whole(program.spec);
  CHECK_EQ(space.raw, raw);
  std::set<std::string> meanings;
  for (const ir::Genome &genome : grid(space))
    if (!space.broken(genome))
      meanings.insert(meaning(space, genome));
  const ir::Legal legal(space);
  CHECK_EQ(legal.count(), double(meanings.size()));
  CHECK_EQ(legal.count(), byHand);
  std::set<std::string> listed, drawn;
  for (const ir::Genome &genome : legal.all()) {
    CHECK(!space.broken(genome));
    listed.insert(meaning(space, genome));
  }
  CHECK(listed == meanings);
  const support::CounterRandom random(1, "legal");
  for (uint64_t i = 0; i < 40 * meanings.size(); ++i)
    drawn.insert(meaning(space, legal.draw(random, i)));
  CHECK(drawn == meanings); // none is left out
}

} // namespace

int main() {
  // Depth 3 of a group of two is depth 2; A has 3 * 2 * 3, Other 1.
  count("let edge in Edge  architecture in {A(edge = edge), Other}  each group { depth in 1..3 }",
        54, 19);
  // A shared kernel; the second group's is not drawn unless it is deep.
  count("let edge = conv3  let k in {3, 5}  architecture in {A(edge = edge), Other}\n"
        "group 1 { kernel = k }  group 2 { depth in {1, 3}  kernel in {3, 7} when depth == 3 }",
        2 * 2 * 2 * 3, 2 * (1 + 3) + 2);
  // Rules: over two groups, with an architecture, and none at all.
  count("let edge in Edge  architecture in {A(edge = edge), Other}\n"
        "each group { kernel in {3, 5} }  require same: group1.kernel == group2.kernel\n"
        "require small: architecture == A or group1.kernel != 5",
        2 * 3 * 9, 3 * 3 + 2);
  // A choice that only conditions read does not multiply what it leaves alone.
  count("let edge = skip  let mode in {1, 2, 3}  architecture = A(edge = edge)\n"
        "group 1 { sparsity in {10%, 20%} when mode == 3 }",
        6, 3);
  return report();
}
