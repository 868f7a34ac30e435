// SPDX-License-Identifier: Apache-2.0
#include "narrow/Bounds.h"
#include "llvm/ADT/STLExtras.h"
#include <limits>

namespace pnasc::narrow {

/// Regions weighed before bounds give up (about 100 us each), and labels kept in one state.
static constexpr int64_t Budget = 150000;
static constexpr size_t MostLabels = 48;

Bounds::Bounds(const Grid &grid) : grid(grid), budget(Budget) {
  for (const ir::Requirement &requirement : grid.space.spec->requirements)
    for (const auto &term : requirement.terms)
      if (term.coefficient > 0)
        used[size_t(term.metric)] = true;
}

double Bounds::value(const ir::Requirement &requirement, const Weight &weight) {
  double sum = 0;
  for (const auto &term : requirement.terms) {
    if (term.coefficient < 0)
      return -std::numeric_limits<double>::infinity();
    if (!term.part.empty())
      continue; // of a part nothing better is known than that it is not negative
    sum += term.coefficient * at(weight, term.metric);
  }
  return sum;
}

bool Bounds::excluded(const Weight &weight) const {
  return llvm::any_of(grid.space.spec->requirements, [&](const ir::Requirement &requirement) {
    return value(requirement, weight) > requirement.limit;
  });
}

/// The tensor between two regions.
struct State {
  ir::Shape shape;
  int64_t kept = 0;
  bool tied = false; ///< promised whole: only a region that ties its input may follow
  auto key() const { return std::tuple(shape.channels, shape.height, shape.width, kept, tied); }
  bool operator<(const State &other) const { return key() < other.key(); }
};

struct Label {
  Weight weight{};
  std::array<std::array<int32_t, 3>, 4> genes{}; ///< by group: indices of depth, kernel, stride
};

using Labels = std::map<State, std::vector<Label>>;

/// One run of the dynamic programme.
class Walk {
public:
  Walk(Bounds &bounds, size_t architecture, int32_t width, Held held)
      : bounds(bounds), grid(bounds.grid), space(grid.space), architecture(architecture),
        width(width), held(held),
        plan(grid.planOf(architecture,
                         space.choices[size_t(grid.width)].domain[size_t(width)].micro)) {}

  std::optional<std::vector<Path>> run() {
    Labels labels;
    State input;
    input.shape = space.spec->dataset.shape;
    input.kept = input.shape.channels;
    labels[input].push_back({});
    labels = step(labels, ir::Region::Stem, -1);
    for (int g = 0; g < int(plan.architecture.groups.size()); ++g)
      labels = step(labels, ir::Region(int(ir::Region::Group1) + g), g);
    labels = step(labels, ir::Region::Head, -1);
    if (failed)
      return std::nullopt;
    std::vector<Label> all;
    for (auto &[state, list] : labels)
      all.insert(all.end(), list.begin(), list.end());
    thin(all);
    const Weight fixed = fixedWeight(space.spec->board);
    std::vector<Path> paths;
    for (const Label &label : all) {
      paths.push_back({label.weight, genomeOf(label)});
      for (size_t m = 0; m < fixed.size(); ++m)
        paths.back().weight[m] += fixed[m];
    }
    return paths;
  }

private:
  using Genes = std::array<int32_t, 3>;

  std::vector<int32_t> values(int choice, const std::vector<int32_t> *only = nullptr) const {
    if (choice < 0)
      return {-1};
    if (choice == held.choice)
      return {held.value};
    if (only)
      return *only;
    std::vector<int32_t> indices;
    for (size_t i = 0; i < space.choices[size_t(choice)].domain.size(); ++i)
      indices.push_back(int32_t(i));
    return indices;
  }

  /// All settings of a group; one empty setting for stem and head.
  std::vector<Genes> settings(int g) const {
    if (g < 0)
      return {{-1, -1, -1}};
    const GroupChoices &choices = grid.groups[size_t(g)];
    std::vector<Genes> all;
    for (int32_t d : values(choices.depth, &grid.depthsOf(architecture, size_t(g))))
      for (int32_t k : values(choices.kernel))
        for (int32_t s : values(choices.stride))
          all.push_back({d, k, s});
    return all;
  }

  int64_t number(int choice, int32_t index) const {
    const ir::Value &value = space.choices[size_t(choice)].domain[size_t(index)];
    return value.isLabel() ? -1 : value.micro / ir::Value::Unit;
  }

  elaborate::GroupSetting settingOf(int g, const Genes &genes) const {
    elaborate::GroupSetting setting;
    if (g < 0)
      return setting;
    const GroupChoices &choices = grid.groups[size_t(g)];
    auto take = [this](int choice, int32_t index) -> std::optional<int64_t> {
      const int64_t value = choice < 0 ? -1 : number(choice, index);
      return value < 0 ? std::nullopt : std::optional(value);
    };
    return {take(choices.depth, genes[0]), take(choices.kernel, genes[1]),
            take(choices.stride, genes[2])};
  }

  int32_t sparsestIndex(int g) const {
    const int choice = g < 0 ? -1 : grid.groups[size_t(g)].sparsity;
    if (choice < 0)
      return 0;
    if (choice == held.choice)
      return held.value;
    const auto &domain = space.choices[size_t(choice)].domain;
    return int32_t(
        std::max_element(domain.begin(), domain.end(),
                         [](const ir::Value &a, const ir::Value &b) { return a.micro < b.micro; }) -
        domain.begin());
  }

  int64_t sparsity(int g) const {
    const int choice = g < 0 ? -1 : grid.groups[size_t(g)].sparsity;
    return choice < 0 ? 0 : space.choices[size_t(choice)].domain[size_t(sparsestIndex(g))].micro;
  }

  Bounds::Key keyOf(ir::Region region, int g, const Genes &genes, const ir::Shape &in) const {
    const elaborate::GroupSetting s = settingOf(g, genes);
    return {int64_t(architecture),
            width,
            int64_t(region),
            s.depth.value_or(-1),
            s.kernel.value_or(-1),
            s.stride.value_or(-1),
            in.channels,
            in.height,
            in.width,
            0,
            0,
            0};
  }

  /// The uncut region, made at most once in a step.
  const RegionForm *form(std::optional<RegionForm> &slot, ir::Region region, int g,
                         const Genes &genes, const ir::Shape &in) {
    if (!slot) {
      auto made = formOf(plan, region, settingOf(g, genes), in);
      if (!made || --bounds.budget < 0) {
        if (!made)
          llvm::consumeError(made.takeError());
        failed = true;
        return nullptr;
      }
      slot = std::move(*made);
    }
    return &*slot;
  }

  bool ties(std::optional<RegionForm> &slot, ir::Region region, int g, const Genes &genes,
            const ir::Shape &in) {
    const Bounds::Key key = keyOf(region, g, genes, in);
    {
      std::lock_guard lock(bounds.mutex);
      if (const auto found = bounds.ties.find(key); found != bounds.ties.end())
        return found->second;
    }
    const RegionForm *made = form(slot, region, g, genes, in);
    const bool result = made && made->tiesInput;
    std::lock_guard lock(bounds.mutex);
    return bounds.ties[key] = result;
  }

  /// Whether some setting of the region after `region` keeps a tensor of this shape whole.
  bool someTieAfter(ir::Region region, const ir::Shape &shape) {
    if (region == ir::Region::Head)
      return false;
    const size_t behind = size_t(ir::groupOf(region) + 1);
    const auto next =
        behind < plan.architecture.groups.size() ? ir::Region(int(region) + 1) : ir::Region::Head;
    const int g = ir::groupOf(next);
    return llvm::any_of(settings(g), [&](const Genes &genes) {
      std::optional<RegionForm> slot;
      return ties(slot, next, g, genes, shape);
    });
  }

  std::optional<RegionWeight> weightOf(std::optional<RegionForm> &slot, ir::Region region, int g,
                                       const Genes &genes, const State &in, bool tiedOut) {
    Bounds::Key key = keyOf(region, g, genes, in.shape);
    key[9] = in.kept;
    key[10] = sparsity(g);
    key[11] = tiedOut;
    {
      std::lock_guard lock(bounds.mutex);
      if (const auto found = bounds.known.find(key); found != bounds.known.end())
        return found->second;
    }
    const RegionForm *made = form(slot, region, g, genes, in.shape);
    if (!made)
      return std::nullopt;
    const RegionWeight weight = weigh(*made, in.kept, sparsity(g), tiedOut, space.spec->board);
    std::lock_guard lock(bounds.mutex);
    return bounds.known[key] = weight;
  }

  Labels step(const Labels &before, ir::Region region, int g) {
    Labels after;
    for (const Genes &genes : settings(g))
      for (const auto &[state, labels] : before) {
        if (failed)
          return after;
        std::optional<RegionForm> slot;
        // A promise to stay whole is kept exactly where it is needed.
        if (region != ir::Region::Stem && ties(slot, region, g, genes, state.shape) != state.tied)
          continue;
        const auto natural = weightOf(slot, region, g, genes, state, false);
        if (!natural)
          return after;
        extend(after, labels, g, genes, *natural, false);
        if (someTieAfter(region, natural->out))
          if (const auto whole = weightOf(slot, region, g, genes, state, true))
            extend(after, labels, g, genes, *whole, true);
      }
    for (auto &[state, labels] : after)
      thin(labels);
    return after;
  }

  void extend(Labels &after, const std::vector<Label> &labels, int g, const Genes &genes,
              const RegionWeight &weight, bool tied) {
    std::vector<Label> &list = after[State{weight.out, weight.keptOut, tied}];
    for (Label label : labels) {
      label.weight = joined(label.weight, weight.weight);
      if (g >= 0)
        label.genes[size_t(g)] = genes;
      list.push_back(label);
    }
    if (list.size() > 40 * MostLabels)
      thin(list);
  }

  bool dominates(const Label &a, const Label &b) const {
    for (size_t m = 0; m < a.weight.size(); ++m)
      if (bounds.used[m] && a.weight[m] > b.weight[m])
        return false;
    return true;
  }

  /// Drops dominated labels; of too many, neighbours are replaced by their common lower bound.
  void thin(std::vector<Label> &labels) const {
    llvm::stable_sort(labels, [](const Label &a, const Label &b) { return a.weight < b.weight; });
    std::vector<Label> front;
    for (const Label &label : labels)
      if (llvm::none_of(front, [&](const Label &f) { return dominates(f, label); })) {
        llvm::erase_if(front, [&](const Label &f) { return dominates(label, f); });
        front.push_back(label);
      }
    while (front.size() > MostLabels) {
      std::vector<Label> merged;
      for (size_t i = 0; i < front.size(); i += 2) {
        merged.push_back(front[i]);
        if (i + 1 < front.size())
          for (size_t m = 0; m < front[i].weight.size(); ++m)
            merged.back().weight[m] = std::min(front[i].weight[m], front[i + 1].weight[m]);
      }
      front = std::move(merged);
    }
    labels = std::move(front);
  }

  ir::Genome genomeOf(const Label &label) const {
    ir::Genome genome(space.choices.size(), 0);
    genome[size_t(grid.architecture)] = int32_t(architecture);
    genome[size_t(grid.width)] = width;
    for (int g = 0; g < 4; ++g) {
      const GroupChoices &choices = grid.groups[size_t(g)];
      const Genes &genes = label.genes[size_t(g)];
      const int indices[] = {choices.depth, choices.kernel, choices.stride};
      for (size_t i = 0; i < 3; ++i)
        if (indices[i] >= 0)
          genome[size_t(indices[i])] = genes[i];
      if (choices.sparsity >= 0)
        genome[size_t(choices.sparsity)] = sparsestIndex(g);
    }
    return genome;
  }

  Bounds &bounds;
  const Grid &grid;
  const ir::SearchSpace &space;
  const size_t architecture;
  const int32_t width;
  const Held held;
  const elaborate::Plan plan;
  bool failed = false;
};

std::optional<std::vector<Path>> Bounds::paths(size_t architecture, int32_t width, Held held) {
  if (!grid.complete)
    return std::nullopt;
  return Walk(*this, architecture, width, held).run();
}

} // namespace pnasc::narrow
