// SPDX-License-Identifier: Apache-2.0
// All configurations of one architecture at one width, region by region: which tensors can reach a
// region, and what each setting of the region does to them.
//
//   state   the tensor between two regions: uncut shape, channels that stay, tied to what follows
//   row     one setting of a region on one state: the state it leads to, and its cost range
//
// A configuration is a path of rows from the input through the head; its costs lie within the
// joined cost ranges of its rows. Of rows between the same two states those are left out that
// another one beats in everything that a requirement asks for.
#pragma once

#include "narrow/Grid.h"
#include "narrow/RegionCosts.h"
#include "narrow/RelaxedSpace.h"
#include <map>
#include <memory>
#include <optional>

namespace pnasc::narrow {

/// Which configurations are meant: the spec's own, those with one value of one choice, or also
/// those that leave some lines.
struct Question {
  int held = -1; ///< a choice; -1: none is held
  int32_t value = 0;
  Lines free = 0;
  /// Whether what leaves no line is of no interest, so that it must not hide what does.
  bool apart = false;
  /// What breaks one of these is of no interest either, and is left out as soon as that shows.
  std::vector<ir::Requirement> must = {};
};

/// The least that the left side of a requirement can be.
double leastOf(const ir::Requirement &requirement, const CostRange &range);
/// Whether nothing of this cost range can meet it.
bool breaks(const ir::Requirement &requirement, const CostRange &range);

struct State {
  ir::Shape shape;
  int64_t keptLeast = 0, keptMost = 0; ///< channels, at the largest and at the smallest sparsities
  bool tied = false; ///< promised whole: only a region that ties its input may follow
  auto key() const {
    return std::tuple(shape.channels, shape.height, shape.width, keptLeast, keptMost, tied);
  }
  bool operator<(const State &other) const { return key() < other.key(); }
};

/// Indices of depth, kernel, stride, and of the largest and smallest sparsity; -1: no such choice.
using Genes = std::array<int32_t, 5>;

struct Row {
  uint32_t in = 0, out = 0; ///< indices of states before and after
  Genes genes{-1, -1, -1, -1, -1};
  Lines outside = 0;
  CostRange range;
};

struct Table {
  std::array<std::vector<State>, 7> states; ///< [r] reaches region r, [6] leaves the head
  std::array<std::vector<Row>, 6> rows;     ///< by region
  /// By region and state: no path up to there lies below.
  std::array<std::vector<CostRange>, 7> least;
};

/// Whether what leaves the lines `a` may stand for what leaves `b`.
bool hides(Lines a, Lines b, bool apart);

/// What requirements ask for: only that has to be kept apart.
struct Asked {
  explicit Asked(const std::vector<ir::Requirement> &requirements);
  std::array<bool, ir::MetricCount> less{}, more{}; ///< by metric: a limit from above, from below
  /// Whether `a` is at least as good as `b` in everything.
  bool beats(const CostRange &a, const CostRange &b) const;
};

/// One architecture at one width; remembers what regions cost from question to question. Not for
/// several threads at a time.
class Unit {
public:
  /// `genome` tells architecture, width and what samples are like.
  Unit(const RelaxedSpace &relaxed, const Grid &grid, const Asked &asked, const ir::Genome &genome);
  /// Nothing where no bound is known: it would be too much work.
  std::optional<Table> table(const Question &question);

  size_t work() const { return known.size(); } ///< regions assessed so far

private:
  struct Sparsities {
    int32_t most = -1, least = -1; ///< indices
    Lines outside = 0;
  };
  struct Setting {
    Genes genes{-1, -1, -1, -1, -1};
    Lines outside = 0;
    elaborate::GroupSetting group = {}; ///< spelled out: what is one network has one setting
  };
  /// Names all that a cost range depends on.
  using Key = std::array<int64_t, 11>;
  /// The uncut region; empty: not made so far. Null: its shapes do not fit.
  using Slot = std::optional<std::unique_ptr<RegionForm>>;
  /// What was made for one setting, by the shape that it begins with.
  using Slots = std::map<std::array<int64_t, 3>, Slot>;

  std::vector<std::pair<int32_t, Lines>> values(const Question &question, int choice) const;
  std::vector<std::pair<int32_t, Lines>> depths(const Question &question, size_t g) const;
  std::vector<Sparsities> sparsities(const Question &question, size_t g) const;
  std::vector<Setting> settings(const Question &question, int g) const;
  elaborate::GroupSetting settingOf(size_t g, const Genes &genes) const;
  int64_t micro(int choice, int32_t index) const;
  static Key keyOf(ir::Region region, const Setting &setting, const ir::Shape &in);
  const RegionForm *form(Slot &slot, ir::Region region, const Setting &setting,
                         const ir::Shape &in);
  bool ties(Slot &slot, ir::Region region, const Setting &setting, const ir::Shape &in);
  using Answers = std::map<std::array<int64_t, 3>, bool>; ///< by shape
  bool someTieAfter(ir::Region region, const ir::Shape &shape,
                    const std::vector<Setting> &following, Answers &known);
  const RegionCosts *assess(Slot &slot, ir::Region region, const Setting &setting,
                            const ir::Shape &in, int64_t kept, int32_t sparsity, bool tied);
  /// The row for a setting of a state, and the state that it leads to.
  std::optional<std::pair<State, Row>> rowOf(Slot &slot, ir::Region region, const Setting &setting,
                                             const State &in, bool tied);
  ir::Region behind(ir::Region region) const;
  bool hopeless(const Question &question, const CostRange &range) const;
  void step(const Question &question, ir::Region region, Table &table);
  void thin(std::vector<Row> &rows, bool apart) const;

  const RelaxedSpace &relaxed;
  const ir::SearchSpace &space;
  const Grid &grid;
  const Asked &asked;
  const elaborate::Plan plan;
  const ir::Shape input;
  std::map<Key, RegionCosts> known;
  std::map<Key, bool> knownTies;
  int64_t budget;
  bool failed = false;
  bool cutsKnown = false; ///< the question leaves each group one sparsity
};

} // namespace pnasc::narrow
