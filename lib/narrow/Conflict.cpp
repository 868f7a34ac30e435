// SPDX-License-Identifier: Apache-2.0
#include "narrow/Conflict.h"
#include "narrow/RequirementText.h"
#include "narrow/UnsatCore.h"
#include "llvm/ADT/STLExtras.h"
#include <limits>

namespace pnasc::narrow {

/// Paths of one place that are assessed in the search for what meets a set of rules.
static constexpr size_t MostTries = 32;
/// Regions assessed in the search for rules to drop one by one; what is left then stays.
static constexpr size_t MostWork = 30000;

bool Conflict::minimal() const {
  return llvm::all_of(requirements, [](const Relaxation &r) { return r.confirmed; }) &&
         llvm::all_of(lines, [](const LooseLine &l) { return l.confirmed; });
}

namespace {

/// A configuration that was assessed, inside the spec's lines or outside.
struct Known {
  ir::Genome genome;
  ir::Costs costs;
  Broken broken = 0;
};

/// Rules are the requirements, the user's before the board's, and then the lines. A set of them is
/// refuted where bounds, or a census, leave nothing that obeys it.
class Search {
public:
  Search(const Census &census, Bounds &bounds)
      : census(census), bounds(bounds), relaxed(bounds.relaxed) {
    for (bool board : {false, true})
      for (const ir::Requirement &requirement : relaxed.space.spec->requirements)
        if (requirement.fromBoard == board)
          requirements.push_back(requirement);
    all = (Broken(1) << (requirements.size() + relaxed.lines.size())) - 1;
    for (const Kind &kind : census.kinds)
      remember(kind.genome, kind.costs);
  }

  std::optional<Conflict> run() {
    if (!census.exact && !refuted(all))
      return std::nullopt;
    const Broken core = minimalCore();
    Conflict conflict;
    for (size_t r = 0; r < requirements.size(); ++r)
      if (core >> r & 1)
        conflict.requirements.push_back(relaxationOf(r, core));
    for (size_t l = 0; l < relaxed.lines.size(); ++l)
      if (linesOf(core) >> (requirements.size() + l) & 1)
        conflict.lines.push_back(looseLine(l, core));
    return conflict;
  }

private:
  Broken linesOf(Broken rules) const { return rules >> requirements.size() << requirements.size(); }
  Broken requirementBits() const { return (Broken(1) << requirements.size()) - 1; }

  /// Rules without which something that obeys the rest is at hand cannot be spared. Mostly they
  /// conflict by themselves, and are all there is to it; else rules are dropped one by one.
  Broken minimalCore() {
    Broken needed = 0;
    for (size_t rule = 0; rule < requirements.size() + relaxed.lines.size(); ++rule)
      if (const Broken rest = all & ~(Broken(1) << rule); obeying(rest) || tryCorners(rest))
        needed |= Broken(1) << rule;
    if (refuted(needed))
      return needed;
    const size_t spent = bounds.work();
    Broken core = all;
    if (census.exact) // of requirements the solver says which cannot hold inside the lines
      core &= requirementsInside() | linesOf(all);
    for (size_t r = 0; r < requirements.size(); ++r)
      if (const Broken one = Broken(1) << r | linesOf(all); (core & one) == one && refuted(one)) {
        core = one; // one requirement by itself: far less to ask from here on
        break;
      }
    for (size_t rule = requirements.size() + relaxed.lines.size(); rule-- > 0;)
      if (const Broken bit = Broken(1) << rule;
          (core & bit) && bounds.work() - spent < MostWork && refuted(core & ~bit))
        core &= ~bit;
    return core;
  }

  Broken requirementsInside() const {
    std::vector<Broken> things;
    for (const Known &one : known)
      things.push_back(one.broken);
    const Broken core = coreOf(things, requirements.size());
    return core ? core : requirementBits();
  }

  const Known &remember(const ir::Genome &genome, const ir::Costs &costs) {
    Broken broken = Broken(relaxed.left(genome)) << requirements.size();
    for (size_t r = 0; r < requirements.size(); ++r)
      if (cost::value(requirements[r], costs) > requirements[r].limit)
        broken |= Broken(1) << r;
    known.push_back({genome, costs, broken});
    return known.back();
  }

  /// Something that was assessed and breaks none of these.
  const Known *obeying(Broken rules) const {
    const auto at = llvm::find_if(known, [&](const Known &one) { return !(one.broken & rules); });
    return at == known.end() ? nullptr : &*at;
  }

  bool tryOut(const ir::Genome &genome, Broken rules) {
    const auto costs = costsOf(relaxed.space, genome);
    return costs && !(remember(genome, *costs).broken & rules);
  }

  bool tryPaths(const std::vector<Path> &paths, Broken rules) {
    for (size_t i = 0; i < paths.size() && i < MostTries; ++i)
      if (tryOut(paths[i].sparse, rules) || tryOut(paths[i].dense, rules))
        return true;
    return false;
  }

  /// The cheapest and the largest that the lines among `rules` permit, of each architecture.
  bool tryCorners(Broken rules) {
    if (bounds.grid.architecture < 0)
      return false;
    const auto &choices = relaxed.space.choices;
    for (bool largest : {false, true})
      for (size_t a = 0; a < choices[size_t(bounds.grid.architecture)].domain.size(); ++a) {
        ir::Genome genome;
        for (size_t i = 0; i < choices.size(); ++i) {
          const int line = relaxed.lineOf[i];
          const bool free = line >= 0 && !(rules >> (requirements.size() + size_t(line)) & 1);
          genome.push_back(
              extreme(choices[i], free ? choices[i].domain.size() : relaxed.inside[i], largest));
        }
        genome[size_t(bounds.grid.architecture)] = int32_t(a);
        if (tryOut(genome, rules))
          return true;
      }
    return false;
  }

  Question questionOf(Broken rules) const {
    Question question;
    question.free = relaxed.allLines() & ~Lines(rules >> requirements.size());
    question.apart = census.exact; // it knows better what is inside
    for (size_t r = 0; r < requirements.size(); ++r)
      if (rules >> r & 1)
        question.must.push_back(requirements[r]);
    return question;
  }

  bool refuted(Broken rules) {
    const Question question = questionOf(rules);
    if (obeying(rules))
      return false;
    if (census.exact && question.free == 0)
      return true;
    if (!bounds.grid.complete || tryCorners(rules))
      return false;
    return bounds.refuted(question,
                          [&](const std::vector<Path> &paths) { return !tryPaths(paths, rules); });
  }

  Relaxation relaxationOf(size_t r, Broken core) {
    const Broken self = Broken(1) << r, others = all & ~self;
    Relaxation result;
    result.requirement = requirements[r];
    result.confirmed = obeying(core & ~self) != nullptr;
    result.least = std::numeric_limits<double>::infinity();
    if (!census.exact)
      tryCorners(others);
    takeBest(result, others);
    if (census.exact)
      result.least = result.reached.value_or(result.least);
    else
      tighten(result, others);
    return result;
  }

  void takeBest(Relaxation &result, Broken others) const {
    for (const Known &one : known) {
      const double value = cost::value(result.requirement, one.costs);
      if ((one.broken & others) || (result.reached && value >= *result.reached))
        continue;
      result.reached = value;
      result.example = one.genome;
      result.costs = one.costs;
    }
  }

  /// Asks for something better than what was found, until that is refuted or no more is found.
  void tighten(Relaxation &result, Broken others) {
    Question question = questionOf(others);
    std::optional<double> open; // the least bound of what was neither found nor refuted
    for (const Bounds::Place &place : bounds.places(question))
      for (bool better = true; better;) {
        better = false;
        Question less = question;
        if (result.reached)
          less.must.push_back(below(result.requirement, *result.reached));
        auto paths = bounds.paths(place, less);
        if (!paths)
          return void(result.least = -std::numeric_limits<double>::infinity());
        std::vector<std::pair<double, const Path *>> rising;
        for (const Path &path : *paths)
          if (llvm::none_of(less.must, [&](const auto &one) { return breaks(one, path.range); }))
            rising.push_back({leastOf(result.requirement, path.range), &path});
        llvm::stable_sort(rising, llvm::less_first());
        for (size_t i = 0; i < rising.size() && i < MostTries && !better; ++i) {
          const auto before = result.reached;
          tryOut(rising[i].second->sparse, others);
          tryOut(rising[i].second->dense, others);
          takeBest(result, others);
          better = result.reached != before;
        }
        if (!better && !rising.empty())
          open = std::min(open.value_or(rising.front().first), rising.front().first);
      }
    if (open || result.reached)
      result.least = open ? *open : *result.reached;
  }

  /// The requirement with the largest limit that counts as less than `value`.
  static ir::Requirement below(ir::Requirement requirement, double value) {
    requirement.limit =
        oneStep(requirement) == "any" ? value - 1e-6 * std::fabs(value) : value - 0.5;
    return requirement;
  }

  LooseLine looseLine(size_t l, Broken core) {
    const Broken self = Broken(1) << (requirements.size() + l);
    LooseLine result;
    result.line = relaxed.lines[l];
    result.confirmed = obeying(core & ~self) != nullptr;
    if (!obeying(all & ~self) && !tryCorners(all & ~self))
      refuted(all & ~self); // leaves what it finds among what is known
    if (const Known *one = obeying(all & ~self))
      result.remedy = remedyOf(result.line, one->genome);
    return result;
  }

  /// `width = 0.1`, `group1.depth = 1, group3.depth = 2`; `sparsity = 0.95` where it is all
  /// groups'.
  std::string remedyOf(const Line &line, const ir::Genome &genome) const {
    const auto value = [&](int choice) {
      return relaxed.space.choices[size_t(choice)].domain[size_t(genome[size_t(choice)])];
    };
    const auto name = [&](int choice) {
      return llvm::StringRef(relaxed.space.choices[size_t(choice)].name);
    };
    const int first = line.choices.front();
    if (line.choices.size() > 1 &&
        llvm::all_of(line.choices, [&](int choice) { return value(choice) == value(first); }))
      return name(first).rsplit('.').second.str() + " = " + value(first).text();
    std::string text;
    for (int choice : line.choices)
      if (size_t(genome[size_t(choice)]) >= relaxed.inside[size_t(choice)])
        text += (text.empty() ? "" : ", ") + name(choice).str() + " = " + value(choice).text();
    return text;
  }

  const Census &census;
  Bounds &bounds;
  const RelaxedSpace &relaxed;
  std::vector<ir::Requirement> requirements;
  std::vector<Known> known;
  Broken all = 0;
};

} // namespace

std::optional<Conflict> conflictOf(const Census &census, Bounds &bounds) {
  return Search(census, bounds).run();
}

} // namespace pnasc::narrow
