// SPDX-License-Identifier: Apache-2.0
// Problems with known fronts, and tables of networks that were scored before, as search spaces
// whose networks cost nothing. FLOPs carry the first objective, the scores the others.
#pragma once

#include "search/Front.h"
#include "search/Search.h"
#include <cmath>
#include <functional>
#include <limits>

namespace benchmark {

using namespace pnasc;

struct Problem {
  std::string name;
  ir::SearchSpace space;
  /// Objectives, all minimised, and what must be at most 0.
  std::function<void(const ir::Genome &, std::vector<double> &objectives, double &excess)> of;
};

inline ir::SearchSpace unitBox(size_t variables, size_t objectives) {
  auto spec = std::make_shared<ir::Spec>();
  spec->search.trials = 500;
  for (size_t i = 0; i < objectives; ++i)
    spec->objectives.push_back({"f" + std::to_string(i), "", /*minimised=*/true});
  ir::SearchSpace space;
  for (size_t i = 0; i < variables; ++i) {
    ir::Choice choice{"x" + std::to_string(i), ir::DomainKind::Grid, {}, {}};
    for (int64_t v = 0; v <= 100; ++v)
      choice.domain.push_back({"", v * ir::Value::Unit / 100});
    space.choices.push_back(std::move(choice));
  }
  space.spec = spec;
  return space;
}

/// DTLZ2 (Deb, Thiele, Laumanns, Zitzler 2002), 3 objectives, 12 variables: the front is an eighth
/// of the unit sphere.
inline Problem dtlz2() {
  return {"DTLZ2", unitBox(12, 3), [](const ir::Genome &x, std::vector<double> &f, double &excess) {
            double g = 0;
            for (size_t i = 2; i < x.size(); ++i)
              g += (x[i] / 100.0 - 0.5) * (x[i] / 100.0 - 0.5);
            const double a = x[0] * M_PI / 200, b = x[1] * M_PI / 200;
            f = {(1 + g) * std::cos(a) * std::cos(b), (1 + g) * std::cos(a) * std::sin(b),
                 (1 + g) * std::sin(a)};
            excess = 0;
          }};
}

/// ZDT1 (Zitzler, Deb, Thiele 2000), 10 variables, under the constraint of CTP2 (Deb, Pratap,
/// Meyarivan 2001), which leaves islands of its front.
inline Problem constrainedZdt() {
  return {"constrained ZDT1", unitBox(10, 2),
          [](const ir::Genome &x, std::vector<double> &f, double &excess) {
            double sum = 0;
            for (size_t i = 1; i < x.size(); ++i)
              sum += x[i] / 100.0;
            const double g = 1 + 9 * sum / double(x.size() - 1), f1 = x[0] / 100.0;
            const double f2 = g * (1 - std::sqrt(f1 / g)), theta = -0.2 * M_PI;
            const double across = std::sin(theta) * (f2 - 1) + std::cos(theta) * f1;
            const double along = std::cos(theta) * (f2 - 1) - std::sin(theta) * f1;
            f = {f1, f2};
            excess = 0.2 * std::pow(std::fabs(std::sin(10 * M_PI * across)), 6) - along;
          }};
}

/// The judge of a problem: every genome is a network of its own. `cut.classes` carries which.
class Instance {
public:
  Instance(const Problem &problem, const std::string &method, uint64_t seed) : problem(problem) {
    auto spec = std::make_shared<ir::Spec>(*problem.space.spec);
    spec->search.method = method;
    spec->search.seed = seed;
    space = problem.space;
    space.spec = spec;
  }

  search::Points run() {
    const search::Judge judge = {
        [this](const ir::Genome &genome) -> llvm::Expected<cost::Candidate> {
          std::vector<double> f;
          double excess = 0;
          problem.of(genome, f, excess);
          cost::Candidate candidate;
          candidate.costs.latencySeconds = excess;
          for (double value : f)
            candidate.cut.name += std::to_string(value) + " ";
          for (int32_t gene : genome)
            candidate.digest += std::to_string(gene) + ",";
          return candidate;
        },
        [](const ir::Costs &costs) { return std::vector<double>{costs.latencySeconds}; }};
    const search::Scorer scorer = [](const ir::Network &cut,
                                     const ir::Genome &) -> llvm::Expected<ir::Scores> {
      double f[3] = {};
      std::sscanf(cut.name.c_str(), "%lf %lf %lf", &f[0], &f[1], &f[2]);
      ir::Scores scores; // the objectives of unitBox
      for (size_t i = 0; i < std::size(f); ++i)
        scores.set("f" + std::to_string(i), f[i]);
      return scores;
    };
    study::Store store = llvm::cantFail(study::Store::inMemory({"d", 1, "v"}, space));
    const ir::Study study = llvm::cantFail(search::search(space, store, scorer, 1, judge));
    search::Points points;
    for (const ir::Trial &trial : study.trials) {
      points.emplace_back();
      for (const ir::Objective &objective : space.spec->objectives)
        points.back().push_back(ir::minimisedValue(trial, objective));
    }
    return points;
  }

private:
  const Problem &problem;
  ir::SearchSpace space;
};

/// Hypervolumes of several sets on the bounds of their united fronts, each objective scaled to
/// [0, 1], reference point 1.1; what lies beyond the reference counts nothing.
inline std::vector<double> volumes(const std::vector<search::Points> &sets) {
  search::Points united;
  for (const search::Points &points : sets)
    for (size_t i : search::firstFront(points))
      united.push_back(points[i]);
  search::Points front;
  for (size_t i : search::firstFront(united))
    front.push_back(united[i]);
  const size_t dimension = front[0].size();
  std::vector<double> low(dimension, std::numeric_limits<double>::max()), high(dimension, -1e308);
  for (const auto &point : front)
    for (size_t m = 0; m < dimension; ++m) {
      low[m] = std::min(low[m], point[m]);
      high[m] = std::max(high[m], point[m]);
    }
  std::vector<double> result;
  for (const search::Points &points : sets) {
    search::Points scaled;
    for (size_t i : search::firstFront(points)) {
      std::vector<double> point;
      bool inside = true;
      for (size_t m = 0; m < dimension; ++m) {
        point.push_back(high[m] > low[m] ? (points[i][m] - low[m]) / (high[m] - low[m]) : 0);
        inside &= point.back() < 1.1;
      }
      if (inside)
        scaled.push_back(point);
    }
    result.push_back(search::hypervolume(scaled, std::vector<double>(dimension, 1.1)));
  }
  return result;
}

} // namespace benchmark
