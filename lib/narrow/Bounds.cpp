// SPDX-License-Identifier: Apache-2.0
#include "narrow/Bounds.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::narrow {

/// Labels kept in one state. Of more, neighbours are replaced by what bounds both.
static constexpr size_t MostLabels = 64;
/// Places asked side by side: at first, and later.
static constexpr size_t LeastPlaces = 2, MostPlaces = 64;

Bounds::Bounds(const RelaxedSpace &relaxed, const Grid &grid, const support::Workers &workers)
    : relaxed(relaxed), grid(grid), workers(workers), asked(relaxed.space.spec->requirements) {
  if (!grid.complete)
    return;
  units.resize(relaxed.space.spec->architectures.size());
  for (auto &widths : units) {
    widths.resize(relaxed.space.choices[size_t(grid.width)].domain.size());
    for (auto &settings : widths)
      settings.resize(relaxed.settings.size());
  }
}

bool Bounds::excluded(const CostRange &range) const {
  return llvm::any_of(relaxed.space.spec->requirements,
                      [&](const ir::Requirement &r) { return breaks(r, range); });
}

std::vector<Bounds::Place> Bounds::places(const Question &question) const {
  std::vector<Place> all;
  if (!grid.complete)
    return all;
  const auto &widths = relaxed.space.choices[size_t(grid.width)].domain;
  std::vector<size_t> rising(widths.size());
  for (size_t w = 0; w < widths.size(); ++w)
    rising[w] = w;
  llvm::stable_sort(rising, [&](size_t a, size_t b) { return widths[a].micro < widths[b].micro; });
  auto outside = [&](int choice, size_t value) -> Lines {
    const bool inside = value < relaxed.inside[size_t(choice)];
    return inside ? 0 : Lines(1) << relaxed.lineOf[size_t(choice)];
  };
  auto held = [&](int choice, size_t value) {
    return choice == question.held && size_t(question.value) != value;
  };
  for (size_t w : rising)
    for (size_t a = 0; a < units.size(); ++a)
      for (size_t s = 0; s < relaxed.settings.size(); ++s) {
        Lines lines = outside(grid.width, w) | outside(grid.architecture, a);
        bool apart = held(grid.width, w) || held(grid.architecture, a);
        for (size_t i = 0; i < relaxed.data.size(); ++i) {
          const auto value = size_t(relaxed.settings[s][i]);
          lines |= outside(relaxed.data[i], value);
          apart |= held(relaxed.data[i], value);
        }
        if ((lines & ~question.free) == 0 && !apart)
          all.push_back({a, int32_t(w), lines, s});
      }
  return all;
}

void Bounds::fix(ir::Genome &genome, const Place &place) const {
  genome[size_t(grid.architecture)] = int32_t(place.architecture);
  genome[size_t(grid.width)] = place.width;
  for (size_t i = 0; i < relaxed.data.size(); ++i)
    genome[size_t(relaxed.data[i])] = relaxed.settings[place.setting][i];
}

namespace {

struct Label {
  CostRange range;
  Lines outside = 0;
  std::array<Genes, 4> genes{};
};

/// One run of the dynamic programme over a table.
class Walk {
public:
  Walk(const Asked &asked, const Table &table, Lines outside, bool apart)
      : asked(asked), apart(apart) {
    std::vector<std::vector<Label>> labels(1, {Label{{}, outside, {}}});
    for (int r = 0; r < 6; ++r) {
      std::vector<std::vector<Label>> after(table.states[size_t(r) + 1].size());
      for (const Row &row : table.rows[size_t(r)])
        extend(after[row.out], labels[row.in], row, ir::groupOf(ir::Region(r)));
      for (auto &list : after)
        thin(list);
      labels = std::move(after);
    }
    for (auto &list : labels)
      front.insert(front.end(), list.begin(), list.end());
    thin(front);
  }

  std::vector<Label> front;

private:
  void extend(std::vector<Label> &list, const std::vector<Label> &labels, const Row &row, int g) {
    for (Label label : labels) {
      label.range = joined(label.range, row.range);
      label.outside |= row.outside;
      if (g >= 0)
        label.genes[size_t(g)] = row.genes;
      list.push_back(label);
    }
    if (list.size() > 40 * MostLabels)
      thin(list);
  }

  void thin(std::vector<Label> &labels) const {
    llvm::stable_sort(labels, [](const Label &a, const Label &b) {
      return std::tuple(llvm::countPopulation(a.outside), a.range.low) <
             std::tuple(llvm::countPopulation(b.outside), b.range.low);
    });
    std::vector<Label> front;
    for (const Label &label : labels)
      if (llvm::none_of(front, [&](const Label &f) {
            return hides(f.outside, label.outside, apart) && asked.beats(f.range, label.range);
          }))
        front.push_back(label);
    while (front.size() > MostLabels)
      front = halved(front);
    labels = std::move(front);
  }

  static std::vector<Label> halved(const std::vector<Label> &front) {
    std::vector<Label> merged;
    for (size_t i = 0; i < front.size(); i += 2) {
      merged.push_back(front[i]);
      if (i + 1 == front.size())
        break;
      Label &one = merged.back();
      const Label &other = front[i + 1];
      for (size_t m = 0; m < one.range.low.size(); ++m) {
        one.range.low[m] = std::min(one.range.low[m], other.range.low[m]);
        one.range.high[m] = std::max(one.range.high[m], other.range.high[m]);
      }
      one.range.kernels &= other.range.kernels;
      one.outside &= other.outside;
    }
    return merged;
  }

  const Asked &asked;
  const bool apart;
};

ir::Genome genomeOf(const Bounds &bounds, const Bounds::Place &place, const Label &label,
                    bool dense) {
  const Grid &grid = bounds.grid;
  ir::Genome genome(bounds.relaxed.space.choices.size(), 0);
  bounds.fix(genome, place);
  for (size_t g = 0; g < 4; ++g)
    for (size_t which = 0; which < 4; ++which)
      if (const int choice = grid.groups[g][which]; choice >= 0)
        genome[size_t(choice)] =
            std::max(0, label.genes[g][which == Grid::Sparsity && dense ? 4 : which]);
  return genome;
}

} // namespace

Unit &Bounds::unit(const Place &place) {
  auto &unit = units[place.architecture][size_t(place.width)][place.setting];
  if (!unit) {
    ir::Genome genome(relaxed.space.choices.size(), 0);
    fix(genome, place);
    unit = std::make_unique<Unit>(relaxed, grid, asked, genome);
  }
  return *unit;
}

size_t Bounds::work() const {
  size_t sum = 0;
  for (const auto &widths : units)
    for (const auto &settings : widths)
      for (const auto &unit : settings)
        sum += unit ? unit->work() : 0;
  return sum;
}

std::optional<Table> Bounds::table(const Place &place, const Question &question) {
  if (workers.stopped())
    return std::nullopt;
  return unit(place).table(question);
}

std::optional<std::vector<Path>> Bounds::paths(const Place &place, const Question &question) {
  const auto found = table(place, question);
  if (!found)
    return std::nullopt;
  std::vector<Path> paths;
  for (const Label &label : Walk(asked, *found, place.outside, question.apart).front)
    paths.push_back({completed(label.range, relaxed.space.spec->board), label.outside,
                     genomeOf(*this, place, label, false), genomeOf(*this, place, label, true)});
  return paths;
}

bool Bounds::refuted(const Question &question,
                     llvm::function_ref<bool(const std::vector<Path> &)> left) {
  const std::vector<Place> all = places(question);
  bool none = !all.empty();
  // Some at a time: `left` may have seen enough, most often soon. How many cannot follow from the
  // threads, since work() counts them.
  size_t block = LeastPlaces;
  for (size_t first = 0, count; first < all.size(); first += count) {
    count = std::min(block, all.size() - first);
    block = std::min(2 * block, MostPlaces);
    std::vector<std::optional<std::vector<Path>>> fronts(count);
    workers.forEach(count, [&](size_t i) { fronts[i] = paths(all[first + i], question); });
    for (auto &front : fronts) {
      if (!front) {
        none = false;
        continue;
      }
      llvm::erase_if(*front, [&](const Path &path) {
        return (question.apart && path.outside == 0) ||
               llvm::any_of(question.must, [&](const ir::Requirement &requirement) {
                 return breaks(requirement, path.range);
               });
      });
      if (front->empty())
        continue;
      none = false;
      if (!left(*front))
        return false;
    }
  }
  return none;
}

} // namespace pnasc::narrow
