// SPDX-License-Identifier: Apache-2.0
// Plain checks of a finished schedule, written against its meaning and not against the planner: a
// sweep over the steps with the bytes that hold something.
#include "catalogue/kernels/Kernel.h"
#include "plan/Lives.h"
#include "plan/Plan.h"
#include <algorithm>
#include <map>

namespace pnasc::plan {

namespace {

constexpr uint32_t Scratch = UINT32_MAX; ///< in place of a tensor

class Checker {
public:
  Checker(const ir::DeployGraph &graph, const ir::Schedule &schedule)
      : graph(graph), schedule(schedule) {}

  std::string run() {
    for (auto check : {&Checker::checkForm, &Checker::checkPlaces})
      if (std::string why = (this->*check)(); !why.empty())
        return why;
    lives = livesOf(graph, schedule);
    if (!lives.problem.empty())
      return lives.problem;
    for (auto check : {&Checker::checkLives, &Checker::checkScratch, &Checker::checkBytes})
      if (std::string why = (this->*check)(); !why.empty())
        return why;
    return "";
  }

private:
  std::string checkForm();
  std::string checkPlaces();
  std::string checkPlace(const ir::Placement &place, const std::string &name) const;
  std::string checkLives();
  std::string checkScratch();
  std::string checkBytes();
  std::vector<Span> freshIn(int64_t step, size_t &next) const;
  std::string checkFresh(int64_t step, const Span &fresh) const;
  bool mayOverlap(const ir::Step &step, const Span &in, const Span &out) const;
  std::string nameOf(const Span &span, int64_t step) const;

  const ir::DeployGraph &graph;
  const ir::Schedule &schedule;
  Lives lives;
  std::map<uint64_t, Span> alive; ///< by offset, apart from each other
};

std::string Checker::checkForm() {
  if (schedule.tensors.size() != graph.tensors.size() ||
      schedule.scratch.size() != graph.nodes.size())
    return "the schedule is of another graph";
  for (size_t i = 0; i < schedule.steps.size(); ++i) {
    const ir::Step &step = schedule.steps[i];
    if (step.node != ir::Step::Feed && step.node >= graph.nodes.size())
      return "step " + std::to_string(i) + " is of no node";
    const int64_t all = graph.tensors[ir::tensorOf(graph, step)].shape.rows();
    if (step.rows.from < 0 || step.rows.empty() || step.rows.to > all)
      return stepText(graph, schedule, i) + " makes rows " + step.rows.text() + " of " +
             std::to_string(all);
  }
  return "";
}

std::string Checker::checkPlace(const ir::Placement &place, const std::string &name) const {
  if (place.bytes == 0)
    return "";
  if (place.offset % schedule.alignment)
    return name + " begins at " + std::to_string(place.offset) + ", which is not aligned";
  if (place.bytes > schedule.arenaBytes || place.offset > schedule.arenaBytes - place.bytes)
    return name + " ends behind the arena of " + std::to_string(schedule.arenaBytes) + " bytes";
  return "";
}

std::string Checker::checkPlaces() {
  uint64_t top = 0;
  for (uint32_t t = 0; t < graph.tensors.size(); ++t) {
    const ir::Placement &place = schedule.tensors[t];
    const ir::DeployTensor &tensor = graph.tensors[t];
    const std::string name = rowsText(graph, t, {0, tensor.shape.rows()});
    if (std::string why = checkPlace(place, name); !why.empty())
      return why;
    if (place.ring < 0 || place.ring > tensor.shape.rows())
      return name + " is a ring of " + std::to_string(place.ring) + " rows and has " +
             std::to_string(tensor.shape.rows());
    const auto rows = uint64_t(place.ring ? place.ring : tensor.shape.rows());
    if (place.bytes != rows * tensor.rowBytes())
      return name + " has a place of " + std::to_string(place.bytes) + " bytes and needs " +
             std::to_string(rows * tensor.rowBytes());
    top = std::max(top, place.offset + place.bytes);
  }
  for (size_t n = 0; n < graph.nodes.size(); ++n) {
    const ir::Placement &place = schedule.scratch[n];
    if (std::string why = checkPlace(place, "scratch of '" + graph.nodes[n].name + "'");
        !why.empty())
      return why;
    if (place.bytes)
      top = std::max(top, place.offset + place.bytes);
  }
  if (top != schedule.arenaBytes)
    return "the arena has " + std::to_string(schedule.arenaBytes) +
           " bytes, its highest buffer ends at " + std::to_string(top);
  return "";
}

/// The steps that places say they are for hold all that happens to them.
std::string Checker::checkLives() {
  const auto last = int64_t(schedule.steps.size()) - 1;
  for (const Span &span : lives.spans) {
    const ir::Placement &place = schedule.tensors[span.tensor];
    if (std::max<int64_t>(span.born, 0) < place.firstStep ||
        std::min(span.dies, last) > place.lastStep)
      return "the place of " + rowsText(graph, span.tensor, span.rows) + " is for steps " +
             std::to_string(place.firstStep) + "-" + std::to_string(place.lastStep) +
             ", needed are " + std::to_string(std::max<int64_t>(span.born, 0)) + "-" +
             std::to_string(std::min(span.dies, last));
  }
  return "";
}

std::string Checker::checkScratch() {
  for (size_t i = 0; i < schedule.steps.size(); ++i) {
    const uint32_t node = schedule.steps[i].node;
    if (node == ir::Step::Feed)
      continue;
    const ir::Placement &place = schedule.scratch[node];
    const uint64_t needed = kernels::scratchBytes(graph, graph.nodes[node]);
    if (place.bytes != needed || (needed && (i < place.firstStep || i > place.lastStep)))
      return stepText(graph, schedule, i) + " needs " + std::to_string(needed) +
             " bytes of scratch memory and has " +
             std::to_string(place.bytes == needed ? 0 : place.bytes);
  }
  return "";
}

/// Whether rows of a node's input, which nobody reads after this step, and rows that it makes may
/// share bytes as they lie.
bool Checker::mayOverlap(const ir::Step &step, const Span &in, const Span &out) const {
  if (step.node == ir::Step::Feed || out.tensor == Scratch)
    return false;
  const ir::DeployNode &node = graph.nodes[step.node];
  const ir::DeployTensor &from = graph.tensors[in.tensor], &to = graph.tensors[out.tensor];
  kernels::Site site{graph, node, step.rows, step.mirrored};
  // Where row 0 lies, or the end of the last row: both maps as if they were whole.
  const auto begins = [](const Span &span, const ir::DeployTensor &tensor) {
    return int64_t(span.offset) - span.rows.from * int64_t(tensor.rowBytes());
  };
  const auto ends = [&](const Span &span, const ir::DeployTensor &tensor) {
    return begins(span, tensor) + int64_t(tensor.bytes());
  };
  const int64_t apart =
      step.mirrored ? ends(out, to) - ends(in, from) : begins(in, from) - begins(out, to);
  bool is = false;
  for (size_t i = 0; i < node.inputs.size(); ++i) {
    if (node.inputs[i] != in.tensor)
      continue;
    is = true;
    if (apart < int64_t(kernels::distance(site, i)))
      return false;
  }
  return is;
}

std::string Checker::nameOf(const Span &span, int64_t step) const {
  return span.tensor == Scratch
             ? "its scratch memory"
             : rowsText(graph, span.tensor, span.rows) + (step == Span::Given ? ", given," : "");
}

/// What step `step` makes and uses, from lives.spans[next] on.
std::vector<Span> Checker::freshIn(int64_t step, size_t &next) const {
  std::vector<Span> fresh;
  for (; next < lives.spans.size() && lives.spans[next].born == step; ++next)
    fresh.push_back(lives.spans[next]);
  if (step != Span::Given && schedule.steps[size_t(step)].node != ir::Step::Feed) {
    const ir::Placement &place = schedule.scratch[schedule.steps[size_t(step)].node];
    if (place.bytes)
      fresh.push_back({Scratch, {}, place.offset, place.bytes, step, step});
  }
  std::stable_sort(fresh.begin(), fresh.end(),
                   [](const Span &a, const Span &b) { return a.offset < b.offset; });
  return fresh;
}

/// Against what lived before the step.
std::string Checker::checkFresh(int64_t step, const Span &fresh) const {
  auto at = alive.upper_bound(fresh.offset);
  if (at != alive.begin() && std::prev(at)->second.end() > fresh.offset)
    --at;
  for (; at != alive.end() && at->first < fresh.end(); ++at) {
    const Span &old = at->second;
    const ir::Step &own = schedule.steps[size_t(step)];
    if (old.dies == step && mayOverlap(own, old, fresh))
      continue;
    const std::string reader = old.dies == step ? "it reads itself"
                               : old.dies == int64_t(schedule.steps.size())
                                   ? "is an output"
                                   : "step " + std::to_string(old.dies) + " reads";
    return stepText(graph, schedule, size_t(step)) + " puts " + nameOf(fresh, step) + " over " +
           rowsText(graph, old.tensor, old.rows) + ", which " + reader;
  }
  return "";
}

std::string Checker::checkBytes() {
  const auto steps = int64_t(schedule.steps.size());
  std::vector<std::vector<uint64_t>> dying(size_t(steps) + 1);
  size_t next = 0;
  for (int64_t step = Span::Given; step < steps; ++step) {
    const std::vector<Span> fresh = freshIn(step, next);
    for (size_t i = 0; i < fresh.size(); ++i) {
      if (step != Span::Given)
        if (std::string why = checkFresh(step, fresh[i]); !why.empty())
          return why;
      if (i > 0 && fresh[i].offset < fresh[i - 1].end())
        return (step == Span::Given ? "" : stepText(graph, schedule, size_t(step)) + " puts ") +
               nameOf(fresh[i], step) + " over " + nameOf(fresh[i - 1], step);
    }
    if (step != Span::Given)
      for (uint64_t offset : dying[size_t(step)])
        alive.erase(offset);
    for (const Span &span : fresh)
      if (span.dies > step) {
        alive.emplace(span.offset, span);
        dying[size_t(span.dies)].push_back(span.offset);
      }
  }
  return "";
}

} // namespace

std::string verify(const ir::DeployGraph &graph, const ir::Schedule &schedule) {
  return Checker(graph, schedule).run();
}

} // namespace pnasc::plan
