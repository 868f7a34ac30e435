// SPDX-License-Identifier: Apache-2.0
#include "narrow/Table.h"
#include "elaborate/Elaborate.h"
#include "llvm/ADT/STLExtras.h"
#include <limits>

namespace pnasc::narrow {

using ir::Metric;

/// Regions assessed before a unit gives up (about 100 us each).
static constexpr int64_t Budget = 20000;

Asked::Asked(const std::vector<ir::Requirement> &requirements) {
  for (const ir::Requirement &requirement : requirements)
    for (const auto &term : requirement.terms)
      if (term.part.empty())
        (term.coefficient > 0 ? less : more)[size_t(term.metric)] = true;
}

double leastOf(const ir::Requirement &requirement, const CostRange &range) {
  double sum = 0;
  for (const auto &term : requirement.terms)
    if (!term.part.empty()) { // of a part nothing better is known than that it is not negative
      if (term.coefficient < 0)
        return -std::numeric_limits<double>::infinity();
    } else
      sum += term.coefficient * at(term.coefficient > 0 ? range.low : range.high, term.metric);
  return sum;
}

bool breaks(const ir::Requirement &requirement, const CostRange &range) {
  // Seconds are sums of doubles, whose order differs from the cost model's.
  constexpr double tolerance = 1e-9;
  return leastOf(requirement, range) > requirement.limit + tolerance * std::fabs(requirement.limit);
}

bool hides(Lines a, Lines b, bool apart) { return (a & ~b) == 0 && !(apart && a == 0 && b != 0); }

bool Asked::beats(const CostRange &a, const CostRange &b) const {
  for (size_t m = 0; m < less.size(); ++m)
    if ((less[m] && a.low[m] > b.low[m]) || (more[m] && a.high[m] < b.high[m]))
      return false;
  const bool shared = less[size_t(Metric::Ram)] || less[size_t(Metric::Rom)];
  return !shared || (a.kernels & ~b.kernels) == 0;
}

Unit::Unit(const RelaxedSpace &relaxed, const Grid &grid, const Asked &asked,
           const ir::Genome &genome)
    : relaxed(relaxed), space(relaxed.space), grid(grid), asked(asked),
      plan(elaborate::planOf(space, genome)), input(space.inputShape(genome)), budget(Budget) {}

/// The values of a choice that a question allows, each with the line that it leaves.
std::vector<std::pair<int32_t, Lines>> Unit::values(const Question &question, int choice) const {
  if (choice < 0)
    return {{-1, 0}};
  if (choice == question.held)
    return {{question.value, 0}};
  const int line = relaxed.lineOf[size_t(choice)];
  const Lines bit = line < 0 ? 0 : Lines(1) << line;
  std::vector<std::pair<int32_t, Lines>> all;
  for (size_t i = 0; i < space.choices[size_t(choice)].domain.size(); ++i) {
    const bool inside = i < relaxed.inside[size_t(choice)];
    if (inside || (question.free & bit))
      all.push_back({int32_t(i), inside ? 0 : bit});
  }
  return all;
}

/// Only one value for each number of positions.
std::vector<std::pair<int32_t, Lines>> Unit::depths(const Question &question, size_t g) const {
  const int choice = grid.groups[g][Grid::Depth];
  std::vector<std::pair<int32_t, Lines>> distinct;
  std::vector<int64_t> seen;
  const size_t positions =
      g < plan.architecture.groups.size() ? plan.architecture.groups[g].positions.size() : 0;
  for (const auto &value : values(question, choice)) {
    const int64_t depth =
        choice < 0 ? 0
                   : Grid::positionsOf(space.choices[size_t(choice)].domain[size_t(value.first)],
                                       positions);
    if (llvm::is_contained(seen, depth))
      continue;
    seen.push_back(depth);
    distinct.push_back(value);
  }
  return distinct;
}

/// Intervals of sparsities: the spec's own, and a wider one outside.
std::vector<Unit::Sparsities> Unit::sparsities(const Question &question, size_t g) const {
  const int choice = grid.groups[g][Grid::Sparsity];
  std::vector<Sparsities> intervals;
  for (const auto &[index, line] : values(question, choice)) {
    if (intervals.empty() || (line && !intervals.back().outside))
      intervals.push_back(intervals.empty() ? Sparsities{index, index, line} : intervals.back());
    Sparsities &interval = intervals.back();
    interval.outside = line;
    if (micro(choice, index) > micro(choice, interval.most))
      interval.most = index;
    if (micro(choice, index) < micro(choice, interval.least))
      interval.least = index;
  }
  return intervals;
}

/// All settings of a group; one empty setting for stem and head.
std::vector<Unit::Setting> Unit::settings(const Question &question, int g) const {
  if (g < 0)
    return {{}};
  const auto &choices = grid.groups[size_t(g)];
  std::vector<Setting> all;
  for (const auto &[depth, depthLine] : depths(question, size_t(g)))
    for (const auto &[kernel, kernelLine] : values(question, choices[Grid::Kernel]))
      for (const auto &[stride, strideLine] : values(question, choices[Grid::Stride]))
        for (const Sparsities &sparsity : sparsities(question, size_t(g))) {
          const Genes genes = {depth, kernel, stride, sparsity.most, sparsity.least};
          all.push_back({genes, depthLine | kernelLine | strideLine | sparsity.outside,
                         settingOf(size_t(g), genes)});
        }
  return all;
}

int64_t Unit::micro(int choice, int32_t index) const {
  return choice < 0 || index < 0 ? 0 : space.choices[size_t(choice)].domain[size_t(index)].micro;
}

elaborate::GroupSetting Unit::settingOf(size_t g, const Genes &genes) const {
  const auto &choices = grid.groups[g];
  auto take = [&](size_t which) -> std::optional<int64_t> {
    if (choices[which] < 0)
      return std::nullopt;
    const ir::Value &value = space.choices[size_t(choices[which])].domain[size_t(genes[which])];
    return value.isLabel() ? std::nullopt : std::optional(value.micro / ir::Value::Unit);
  };
  const elaborate::GroupSetting setting = {take(Grid::Depth), take(Grid::Kernel),
                                           take(Grid::Stride)};
  const bool exists = g < plan.architecture.groups.size();
  return exists ? elaborate::spelledOut(plan, int(g), setting) : setting;
}

static std::array<int64_t, 3> sizesOf(const ir::Shape &shape) {
  return {shape.channels, shape.height, shape.width};
}

Unit::Key Unit::keyOf(ir::Region region, const Setting &setting, const ir::Shape &in) {
  return {int64_t(region),
          setting.group.depth.value_or(-1),
          setting.group.kernel.value_or(-1),
          setting.group.stride.value_or(-1),
          in.channels,
          in.height,
          in.width,
          0,
          0,
          0,
          0};
}

/// The uncut region, made at most once for a shape and a setting.
const RegionForm *Unit::form(Slot &slot, ir::Region region, const Setting &setting,
                             const ir::Shape &in) {
  if (!slot) {
    failed |= --budget < 0;
    auto made = formOf(plan, region, setting.group, in);
    if (made)
      slot = std::make_unique<RegionForm>(std::move(*made));
    else { // there is no such configuration
      llvm::consumeError(made.takeError());
      slot = nullptr;
    }
  }
  return slot->get();
}

bool Unit::ties(Slot &slot, ir::Region region, const Setting &setting, const ir::Shape &in) {
  const Key key = keyOf(region, setting, in);
  if (const auto found = knownTies.find(key); found != knownTies.end())
    return found->second;
  const RegionForm *made = form(slot, region, setting, in);
  return knownTies[key] = made && made->tiesInput;
}

/// The region that follows: architectures may have fewer than four groups.
ir::Region Unit::behind(ir::Region region) const {
  const auto group = size_t(ir::groupOf(region) + 1);
  return group < plan.architecture.groups.size() ? ir::Region(int(region) + 1) : ir::Region::Head;
}

/// Whether some setting of the region after `region` keeps a tensor of this shape whole.
bool Unit::someTieAfter(ir::Region region, const ir::Shape &shape,
                        const std::vector<Setting> &following, Answers &known) {
  if (region == ir::Region::Head)
    return false;
  const auto [at, isNew] = known.try_emplace(sizesOf(shape), false);
  if (isNew) {
    const ir::Region next = behind(region);
    at->second = llvm::any_of(following, [&](const Setting &setting) {
      Slot slot;
      return ties(slot, next, setting, shape);
    });
  }
  return at->second;
}

const RegionCosts *Unit::assess(Slot &slot, ir::Region region, const Setting &setting,
                                const ir::Shape &in, int64_t kept, int32_t sparsity, bool tied) {
  const int g = ir::groupOf(region);
  const int64_t share = g < 0 ? 0 : micro(grid.groups[size_t(g)][Grid::Sparsity], sparsity);
  Key key = keyOf(region, setting, in);
  key[7] = kept;
  key[8] = share;
  key[9] = tied;
  key[10] = cutsKnown;
  if (const auto found = known.find(key); found != known.end())
    return &found->second;
  const RegionForm *made = form(slot, region, setting, in);
  if (!made)
    return nullptr;
  RegionCosts range = regionCosts(*made, {kept, share, tied, cutsKnown}, space.spec->board);
  if (!made->bounded(cutsKnown))
    range.ramMost = std::numeric_limits<double>::infinity();
  return &(known[key] = range);
}

std::optional<std::pair<State, Row>>
Unit::rowOf(Slot &slot, ir::Region region, const Setting &setting, const State &in, bool tied) {
  const RegionCosts *least =
      assess(slot, region, setting, in.shape, in.keptLeast, setting.genes[Grid::Sparsity], tied);
  const bool both = llvm::is_contained(asked.more, true);
  const RegionCosts *most =
      !both ? least : assess(slot, region, setting, in.shape, in.keptMost, setting.genes[4], tied);
  if (!least || !most)
    return std::nullopt;
  Row row;
  row.genes = setting.genes;
  row.outside = setting.outside;
  row.range = {least->metrics, most->metrics, least->kernels};
  Metrics &high = row.range.high;
  at(high, Metric::Ram) = most->ramMost;
  if (!both)
    high.fill(std::numeric_limits<double>::infinity());
  else if (std::isinf(most->ramMost))
    at(high, Metric::Rom) = at(high, Metric::Latency) = most->ramMost;
  return std::pair{State{least->out, least->keptOut, most->keptOut, tied}, row};
}

/// Whether every path that begins like this breaks something that has to be met.
bool Unit::hopeless(const Question &question, const CostRange &range) const {
  if (question.must.empty())
    return false;
  const CostRange whole = completed(range, space.spec->board);
  return llvm::any_of(question.must, [&](const ir::Requirement &requirement) {
    // What is still to come may lower a left side that asks for more.
    return llvm::all_of(requirement.terms, [](const auto &t) { return t.coefficient > 0; }) &&
           breaks(requirement, whole);
  });
}

static void lower(CostRange &least, const CostRange &other) {
  for (size_t m = 0; m < least.low.size(); ++m) {
    least.low[m] = std::min(least.low[m], other.low[m]);
    least.high[m] = std::max(least.high[m], other.high[m]);
  }
  least.kernels &= other.kernels;
}

void Unit::step(const Question &question, ir::Region region, Table &table) {
  const int g = ir::groupOf(region);
  const auto &before = table.states[size_t(region)];
  auto &after = table.states[size_t(region) + 1];
  auto &rows = table.rows[size_t(region)];
  std::map<State, uint32_t> indices;
  auto &least = table.least[size_t(region) + 1];
  auto add = [&](uint32_t in, std::pair<State, Row> made) {
    const CostRange whole = joined(table.least[size_t(region)][in], made.second.range);
    if (hopeless(question, whole))
      return;
    const auto [at, isNew] = indices.try_emplace(made.first, uint32_t(after.size()));
    if (isNew) {
      after.push_back(made.first);
      least.push_back(whole);
    } else
      lower(least[at->second], whole);
    made.second.in = in;
    made.second.out = at->second;
    rows.push_back(made.second);
  };
  const auto following =
      settings(question, region == ir::Region::Head ? -1 : ir::groupOf(behind(region)));
  if (g >= int(plan.architecture.groups.size())) { // this architecture has no such group
    for (uint32_t in = 0; in < before.size(); ++in) {
      Row row;
      row.genes = {0, 0, 0, 0, 0};
      add(in, {before[in], row});
    }
    return;
  }
  Answers tieAfter;
  for (const Setting &setting : settings(question, g)) {
    Slots slots;
    for (uint32_t in = 0; in < before.size(); ++in) {
      // A promise to stay whole is kept exactly where it is needed.
      const State &state = before[in];
      Slot &slot = slots[sizesOf(state.shape)];
      if (region != ir::Region::Stem && ties(slot, region, setting, state.shape) != state.tied)
        continue;
      const auto natural = rowOf(slot, region, setting, state, false);
      if (failed)
        return;
      if (!natural)
        continue;
      add(in, *natural);
      if (someTieAfter(region, natural->first.shape, following, tieAfter))
        if (const auto whole = rowOf(slot, region, setting, state, true))
          add(in, *whole);
    }
  }
  thin(rows, question.apart);
}

void Unit::thin(std::vector<Row> &rows, bool apart) const {
  llvm::stable_sort(rows, [](const Row &a, const Row &b) {
    return std::tuple(a.in, a.out, llvm::countPopulation(a.outside), a.range.low) <
           std::tuple(b.in, b.out, llvm::countPopulation(b.outside), b.range.low);
  });
  std::vector<Row> kept;
  size_t first = 0; // of the rows kept between the same states
  for (const Row &row : rows) {
    if (!kept.empty() && (kept.back().in != row.in || kept.back().out != row.out))
      first = kept.size();
    if (std::none_of(kept.begin() + ptrdiff_t(first), kept.end(), [&](const Row &k) {
          return hides(k.outside, row.outside, apart) && asked.beats(k.range, row.range);
        }))
      kept.push_back(row);
  }
  rows = std::move(kept);
}

std::optional<Table> Unit::table(const Question &question) {
  Table table;
  failed = false;
  cutsKnown = true;
  for (size_t g = 0; g < plan.architecture.groups.size(); ++g)
    for (const Sparsities &interval : sparsities(question, g))
      cutsKnown &= interval.most == interval.least;
  State first;
  first.shape = input;
  first.keptLeast = first.keptMost = input.channels;
  table.states[0] = {first};
  table.least[0] = {CostRange{}};
  for (int r = 0; r < 6 && !failed; ++r)
    step(question, ir::Region(r), table);
  return failed ? std::nullopt : std::optional(std::move(table));
}

} // namespace pnasc::narrow
