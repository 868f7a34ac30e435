// SPDX-License-Identifier: Apache-2.0
#include "report/Correlation.h"
#include "report/Figures.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace pnasc::report {

namespace {

double pairs(double n) { return n * (n - 1) / 2; }

/// Pairs within the runs of equal neighbours.
template <class Equal> double tied(size_t count, Equal &&equal) {
  double sum = 0;
  for (size_t from = 0, i = 1; i <= count; ++i)
    if (i == count || !equal(from, i)) {
      sum += pairs(double(i - from));
      from = i;
    }
  return sum;
}

/// Sorts [from, to) and counts the pairs that were in the wrong order.
double sorted(std::vector<double> &values, size_t from, size_t to) {
  if (to - from < 2)
    return 0;
  const size_t middle = from + (to - from) / 2;
  double swaps = sorted(values, from, middle) + sorted(values, middle, to);
  std::vector<double> merged;
  size_t left = from, right = middle;
  while (left < middle || right < to)
    if (right == to || (left < middle && values[left] <= values[right])) {
      merged.push_back(values[left++]);
    } else {
      merged.push_back(values[right++]);
      swaps += double(middle - left);
    }
  std::copy(merged.begin(), merged.end(), values.begin() + ptrdiff_t(from));
  return swaps;
}

} // namespace

double kendallTau(const std::vector<double> &a, const std::vector<double> &b) {
  const size_t n = a.size();
  std::vector<size_t> order(n);
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(),
            [&](size_t i, size_t j) { return a[i] != a[j] ? a[i] < a[j] : b[i] < b[j]; });
  const double tiedA = tied(n, [&](size_t i, size_t j) { return a[order[i]] == a[order[j]]; });
  const double tiedBoth = tied(n, [&](size_t i, size_t j) {
    return a[order[i]] == a[order[j]] && b[order[i]] == b[order[j]];
  });
  std::vector<double> others;
  for (size_t i : order)
    others.push_back(b[i]);
  const double discordant = sorted(others, 0, n);
  const double tiedB = tied(n, [&](size_t i, size_t j) { return others[i] == others[j]; });
  const double all = pairs(double(n)), concordant = all - tiedA - tiedB + tiedBoth - discordant;
  const double scale = (all - tiedA) * (all - tiedB);
  if (!(scale > 0))
    return std::numeric_limits<double>::quiet_NaN();
  return (concordant - discordant) / std::sqrt(scale);
}

std::vector<ir::Objective> measures(const ir::Spec &spec) {
  std::vector<ir::Objective> list = {ir::Objective::of(ir::Metric::Flops)};
  list.insert(list.end(), spec.score.scores.begin(), spec.score.scores.end());
  for (const ir::Objective &objective : spec.objectives)
    if (llvm::none_of(list, [&](const auto &one) { return one.name == objective.name; }))
      list.push_back(objective);
  return list;
}

std::vector<std::vector<double>> trialCorrelation(const Search &search) {
  std::vector<std::vector<double>> columns;
  for (const ir::Objective &measure : measures(*search.spec)) {
    columns.emplace_back();
    for (const ir::Trial &trial : search.study->trials)
      columns.back().push_back(ir::valueOf(trial, measure));
  }
  const size_t count = columns.size();
  std::vector<std::vector<double>> tau(count, std::vector<double>(count));
  for (size_t i = 0; i < count; ++i)
    for (size_t j = 0; j < count; ++j)
      tau[i][j] = j < i ? tau[j][i] : kendallTau(columns[i], columns[j]);
  return tau;
}

std::vector<double> metricCorrelation(const Search &search,
                                      const std::vector<ir::ModelResult> &models) {
  const std::vector<ir::Objective> all = measures(*search.spec);
  std::vector<double> tau(all.size(), std::numeric_limits<double>::quiet_NaN());
  std::vector<double> values;
  std::vector<const ir::Trial *> trials;
  for (const ir::ModelResult &model : models)
    for (const ir::Trial &trial : search.study->trials)
      if (trial.id == model.trial) {
        values.push_back(decisiveOf(model).ofFloat);
        trials.push_back(&trial);
      }
  for (size_t i = 0; i < all.size() && values.size() >= 3; ++i) {
    std::vector<double> column;
    for (const ir::Trial *trial : trials)
      column.push_back(ir::valueOf(*trial, all[i]));
    tau[i] = kendallTau(column, values);
  }
  return tau;
}

} // namespace pnasc::report
