// SPDX-License-Identifier: Apache-2.0
// Greedy first fit by size (Pisarchyk and Lee 2020, arXiv 2001.03288), on intervals of forbidden
// offsets rather than on gaps, so that overlaps are free; where it misses the bound, a hill climb
// over the sequence in which buffers are placed.
#include "plan/Plan.h"
#include "plan/Buffers.h"
#include "plan/Order.h"
#include "support/Random.h"
#include <algorithm>
#include <numeric>

namespace pnasc::plan {

namespace {

constexpr unsigned Attempts = 120;
constexpr unsigned MostOrders = 3;

struct Placed {
  std::vector<uint64_t> offsets; ///< by buffer
  uint64_t top = UINT64_MAX;
};

/// Places buffers one after another, each at the lowest offset that is free.
class Placer {
public:
  explicit Placer(const Problem &problem)
      : problem(problem), placed(problem.buffers.size()), intervals() {}

  Placed operator()(const std::vector<uint32_t> &sequence) {
    Placed result{std::vector<uint64_t>(problem.buffers.size(), 0), 0};
    std::fill(placed.begin(), placed.end(), 0);
    for (uint32_t buffer : sequence) {
      const uint64_t offset = lowest(buffer, result.offsets);
      result.offsets[buffer] = offset;
      placed[buffer] = 1;
      result.top = std::max(result.top, offset + problem.buffers[buffer].bytes);
    }
    return result;
  }

private:
  uint64_t lowest(uint32_t buffer, const std::vector<uint64_t> &offsets) {
    intervals.clear();
    for (const Conflict &c : problem.conflicts[buffer])
      if (placed[c.other])
        intervals.emplace_back(int64_t(offsets[c.other]) - int64_t(c.below),
                               int64_t(offsets[c.other] + c.above));
    std::sort(intervals.begin(), intervals.end());
    int64_t offset = 0;
    for (const auto &[from, to] : intervals)
      if (from < offset && offset < to)
        offset = to;
    return uint64_t(offset);
  }

  const Problem &problem;
  std::vector<char> placed;
  std::vector<std::pair<int64_t, int64_t>> intervals;
};

std::vector<uint32_t> bySize(const Problem &problem) {
  std::vector<uint32_t> sequence;
  for (uint32_t b = 0; b < problem.buffers.size(); ++b)
    if (problem.buffers[b].bytes)
      sequence.push_back(b);
  std::stable_sort(sequence.begin(), sequence.end(), [&](uint32_t a, uint32_t b) {
    return problem.buffers[a].bytes > problem.buffers[b].bytes;
  });
  return sequence;
}

/// From the last tensor to the first: with overlaps each output is then placed before the input
/// that it may lie under, which lets a chain walk down instead of jumping.
std::vector<uint32_t> byTime(const Problem &problem, bool rising) {
  std::vector<uint32_t> sequence = bySize(problem);
  std::stable_sort(sequence.begin(), sequence.end(), [&](uint32_t a, uint32_t b) {
    const uint32_t x = problem.buffers[a].lastStep, y = problem.buffers[b].lastStep;
    return rising ? x < y : x > y;
  });
  return sequence;
}

/// Exchanges a buffer that touches the top with an earlier one, or moves it to the front.
Placed climb(const Problem &problem, Placer &place, std::vector<uint32_t> sequence, Placed best) {
  support::SequentialRandom random(support::CounterRandom(sequence.size(), "plan"));
  for (unsigned i = 0; i < Attempts && best.top > problem.bound; ++i) {
    std::vector<size_t> high;
    for (size_t at = 1; at < sequence.size(); ++at)
      if (best.offsets[sequence[at]] + problem.buffers[sequence[at]].bytes == best.top)
        high.push_back(at);
    if (high.empty())
      break;
    const size_t at = high[random.below(high.size())], other = random.below(at);
    std::vector<uint32_t> trial = sequence;
    if (random.coin(0.5))
      std::swap(trial[at], trial[other]);
    else
      std::rotate(trial.begin() + long(other), trial.begin() + long(at),
                  trial.begin() + long(at) + 1);
    Placed next = place(trial);
    if (next.top <= best.top) {
      best = std::move(next);
      sequence = std::move(trial);
    }
  }
  return best;
}

Placed solve(const Problem &problem) {
  Placer place(problem);
  Placed best;
  std::vector<uint32_t> start;
  for (const std::vector<uint32_t> &sequence :
       {bySize(problem), byTime(problem, false), byTime(problem, true)}) {
    Placed placed = place(sequence);
    if (placed.top < best.top) {
      best = std::move(placed);
      start = sequence;
    }
    if (best.top == problem.bound)
      return best;
  }
  return climb(problem, place, start, std::move(best));
}

ir::Schedule planOf(const ir::DeployGraph &graph, const Problem &problem, const Placed &placed) {
  const size_t tensors = graph.tensors.size();
  ir::Schedule plan;
  plan.steps = ir::Schedule::wholeSteps(graph, problem.order);
  plan.alignment = Alignment;
  for (size_t b = 0; b < problem.buffers.size(); ++b) {
    const Buffer &buffer = problem.buffers[b];
    const ir::Placement place{placed.offsets[b], buffer.bytes, buffer.firstStep, buffer.lastStep};
    (b < tensors ? plan.tensors : plan.scratch)
        .push_back(buffer.bytes ? place : ir::Placement());
  }
  plan.arenaBytes = placed.top;
  return plan;
}

} // namespace

ir::Schedule plan(const ir::DeployGraph &graph) {
  const Facts facts(graph);
  std::vector<Problem> problems;
  for (std::vector<uint32_t> &order : orders(facts))
    problems.emplace_back(facts, std::move(order));
  std::stable_sort(problems.begin(), problems.end(),
                   [](const Problem &a, const Problem &b) { return a.bound < b.bound; });
  if (problems.size() > MostOrders)
    problems.resize(MostOrders, problems.front());
  const Problem *chosen = nullptr;
  Placed best;
  for (const Problem &problem : problems) {
    if (chosen && problem.bound >= best.top)
      break;
    Placed placed = solve(problem);
    if (!chosen || placed.top < best.top) {
      best = std::move(placed);
      chosen = &problem;
    }
  }
  return planOf(graph, *chosen, best);
}

} // namespace pnasc::plan
