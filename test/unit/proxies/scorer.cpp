// SPDX-License-Identifier: Apache-2.0
// The scorer of a search: finite for awkward networks, equal on any thread and for renamed nodes.
// LINK: pnasc_proxies
#include "Check.h"
#include "catalogue/proxies/Score.h"
#include "support/Parallel.h"
#include "torch/Models.h"
#include "train/Patterns.h"

using namespace pnasc;

static bool same(const ir::Scores &a, const ir::Scores &b) {
  return a.meco == b.meco && a.zico == b.zico && a.naswot == b.naswot && a.snip == b.snip;
}

static void threads() {
  const ir::Dataset dataset = check::patterns(64);
  const proxies::Scorer scorer(dataset, 16, 3), other(dataset, 16, 4);
  std::vector<ir::Network> networks;
  for (int64_t width : {4, 8, 12})
    for (int copy = 0; copy < 3; ++copy)
      networks.push_back(check::mobileNet({1, 8, 8}, width));
  for (ir::Node &node : networks[1].nodes)
    node.name = "x" + node.name;
  std::vector<ir::Scores> scores(networks.size());
  support::parallelFor(3, networks.size(),
                       [&](size_t i) { scores[i] = llvm::cantFail(scorer.score(networks[i])); });
  for (size_t i = 0; i < scores.size(); ++i)
    CHECK(same(scores[i], scores[i / 3 * 3]));
  CHECK(!same(scores[0], scores[3]));
  CHECK(!same(scores[0], llvm::cantFail(other.score(networks[0]))));
  CHECK(scores[0].meco > 0 && scores[0].zico > 0 && scores[0].naswot > 0 && scores[0].snip > 0);
}

/// No ReLU: no code tells samples apart. A network of one linear layer still has all four scores.
static void awkward() {
  const ir::Dataset dataset = check::patterns(6);
  check::Build b({1, 8, 8}, 4);
  b.network.outputs = {b.linear(b.add("flatten", {0}), 4)};
  const proxies::Scorer scorer(dataset, 16, 3); // 6 samples: two batches of 3
  const ir::Scores scores = llvm::cantFail(scorer.score(b.network));
  CHECK_EQ(scores.naswot, -3.0);
  CHECK_EQ(scores.meco, 0.0);
  CHECK(std::isfinite(scores.zico) && std::isfinite(scores.snip));

  auto none = proxies::Scorer(check::patterns(1), 16, 3).score(b.network);
  CHECK(!none);
  llvm::consumeError(none.takeError());
}

int main() {
  threads();
  awkward();
  return report();
}
