// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_report
// Kendall's tau-b against its definition, pair by pair; the block of the report; the spread.
#include "report/Correlation.h"
#include "Check.h"
#include "Sample.h"

using namespace pnasc;

/// From the definition: O(n^2).
static double pairwise(const std::vector<double> &a, const std::vector<double> &b) {
  double score = 0, left = 0, right = 0;
  for (size_t i = 0; i < a.size(); ++i)
    for (size_t j = 0; j < i; ++j) {
      const int x = (a[i] > a[j]) - (a[i] < a[j]), y = (b[i] > b[j]) - (b[i] < b[j]);
      score += x * y, left += x != 0, right += y != 0;
    }
  return score / std::sqrt(left * right);
}

static void tau() {
  CHECK_EQ(report::kendallTau({1, 2, 3, 4}, {1, 3, 2, 4}), 4.0 / 6);
  CHECK_EQ(report::kendallTau({1, 2, 3}, {3, 2, 1}), -1.0);
  CHECK(std::isnan(report::kendallTau({1, 1, 1}, {3, 2, 1})));
  CHECK(std::isnan(report::kendallTau({}, {})));
  // Kendall, Rank correlation methods, 1970, table 3.1: two rankings with ties.
  CHECK_NEAR(report::kendallTau({1, 2.5, 2.5, 4.5, 4.5, 6.5, 6.5, 8, 9.5, 9.5},
                                {1, 2, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10}),
             pairwise({1, 2.5, 2.5, 4.5, 4.5, 6.5, 6.5, 8, 9.5, 9.5},
                      {1, 2, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10}),
             1e-15);
  support::SequentialRandom random({1, "tau"});
  for (int round = 0; round < 200; ++round) {
    std::vector<double> a, b;
    const uint64_t values = 2 + random.below(30);
    for (uint64_t i = 0, n = 2 + random.below(40); i < n; ++i) {
      a.push_back(double(random.below(values)));
      b.push_back(double(random.below(values)) + (random.coin(0.5) ? a.back() : 0));
    }
    const double wanted = pairwise(a, b), found = report::kendallTau(a, b);
    CHECK(std::isfinite(wanted) ? std::fabs(found - wanted) < 1e-12 : std::isnan(found));
  }
}

static void block() {
  Sample sample;
  const auto tau = report::trialCorrelation(*sample.input.search);
  for (size_t i = 0; i < tau.size(); ++i) {
    CHECK_EQ(tau[i][i], 1.0);
    for (size_t j = 0; j < tau.size(); ++j)
      CHECK_EQ(tau[i][j], tau[j][i]);
  }
  std::vector<double> scores, accuracies;
  for (size_t i = 0; i < sample.input.models.size(); ++i) { // neither all equal nor in one order
    ir::ModelResult &model = sample.input.models[i];
    model.metrics[0].ofFloat = 0.5 + 0.1 * double(i * 3 % 4);
    sample.study.trials[model.trial].scores.set("zico", double(i * 7 % 5));
    scores.push_back(sample.study.trials[model.trial].scores.of("zico"));
    accuracies.push_back(model.metrics[0].ofFloat);
  }
  CHECK(std::isfinite(pairwise(scores, accuracies)));
  CHECK_EQ(report::metricCorrelation(*sample.input.search, sample.input.models)[2],
           pairwise(scores, accuracies));
  sample.input.models.resize(2);
  CHECK(std::isnan(report::metricCorrelation(*sample.input.search, sample.input.models)[2]));
}

static void spread() {
  Sample sample;
  CHECK(report::json(sample.input).find("\"spread\"") == std::string::npos);
  sample.spec->score.repeats = 3;
  for (ir::Trial &trial : sample.study.trials)
    trial.scores.set("zico", trial.scores.of("zico"), 0.2);
  CHECK(report::json(sample.input).find("\"spread\"") != std::string::npos);
  const std::string page = report::html(sample.input);
  CHECK(page.find("spread over 3 initialisations") != std::string::npos);
  CHECK(page.find("class=\"spread\"") != std::string::npos);
}

int main() {
  tau();
  block();
  spread();
  return ::report();
}
