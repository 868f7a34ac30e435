// SPDX-License-Identifier: Apache-2.0
// The scorer of a search: finite for awkward networks, equal on any thread and for renamed nodes.
// LINK: pnasc_proxies
#include "Check.h"
#include "catalogue/proxies/Score.h"
#include "support/Workers.h"
#include "torch/Models.h"
#include "train/Patterns.h"

using namespace pnasc;

static bool same(const ir::Scores &a, const ir::Scores &b) { return a.list == b.list; }

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
  support::Workers(3).forEach(
      networks.size(), [&](size_t i) { scores[i] = llvm::cantFail(scorer.score(networks[i])); });
  for (size_t i = 0; i < scores.size(); ++i)
    CHECK(same(scores[i], scores[i / 3 * 3]));
  CHECK(!same(scores[0], scores[3]));
  CHECK(!same(scores[0], llvm::cantFail(other.score(networks[0]))));
  for (const char *name : {"meco", "zico", "naswot", "snip"})
    CHECK(scores[0].of(name) > 0);
}

/// Several initialisations: mean and deviation of single ones; forms and terms as asked for.
static void repeats() {
  const ir::Dataset dataset = check::patterns(64);
  const ir::Network network = check::mobileNet({1, 8, 8}, 8);
  ir::ScoreSpec spec = proxies::usual();
  const proxies::Scorer once(dataset, 16, 3, spec);
  const ir::Scores single = llvm::cantFail(once.score(network));
  CHECK(single.list.size() == 4 && single.terms.empty());
  spec.repeats = 3;
  spec.terms = true;
  const ir::Scores three = llvm::cantFail(proxies::Scorer(dataset, 16, 3, spec).score(network));
  for (size_t i = 0; i < 4; ++i) {
    std::vector<double> totals;
    for (int64_t repeat = 0; repeat < 3; ++repeat)
      totals.push_back(llvm::cantFail(once.evaluations(network, repeat))[i].total);
    const double mean = (totals[0] + totals[1] + totals[2]) / 3;
    double squares = 0;
    for (double total : totals)
      squares += (total - mean) * (total - mean);
    CHECK_EQ(totals[0], single.list[i].value);
    CHECK_EQ(single.list[i].spread, 0.0);
    CHECK_NEAR(three.list[i].value, mean, 1e-9 * std::fabs(mean));
    CHECK_NEAR(three.list[i].spread, std::sqrt(squares / 2), 1e-9 * std::fabs(mean));
    CHECK(three.list[i].spread > 0);
  }
  CHECK(three.terms.find("\"log_sum\"") != std::string::npos);
  spec = proxies::usual();
  spec.forms = {{"meco", "meco_opt"}, {"zico", "zico_bc"}};
  const ir::Scores forms = llvm::cantFail(proxies::Scorer(dataset, 16, 3, spec).score(network));
  CHECK(forms.of("meco") != single.of("meco"));
  CHECK(forms.of("naswot") == single.of("naswot") && forms.of("snip") == single.of("snip"));
  double bias = 0;
  for (const ir::Node &node : network.nodes)
    if (node.op == "conv")
      bias += std::log(double(node.shape.positions()) / std::sqrt(double(node.shape.channels)));
  CHECK_NEAR(forms.of("zico"), single.of("zico") - bias, 1e-9 * std::fabs(single.of("zico")));
}

/// No ReLU: no code tells samples apart. A network of one linear layer still has all four scores.
static void awkward() {
  const ir::Dataset dataset = check::patterns(6);
  check::Build b({1, 8, 8}, 4);
  b.network.outputs = {b.linear(b.add("flatten", {0}), 4)};
  const proxies::Scorer scorer(dataset, 16, 3); // 6 samples: two batches of 3
  const ir::Scores scores = llvm::cantFail(scorer.score(b.network));
  CHECK_EQ(scores.of("naswot"), -3.0);
  CHECK_EQ(scores.of("meco"), 0.0);
  CHECK(std::isfinite(scores.of("zico")) && std::isfinite(scores.of("snip")));

  auto none = proxies::Scorer(check::patterns(1), 16, 3).score(b.network);
  CHECK(!none);
  llvm::consumeError(none.takeError());
}

int main() {
  threads();
  repeats();
  awkward();
  return report();
}
