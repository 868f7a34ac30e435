// SPDX-License-Identifier: Apache-2.0
// What a spec would be about if lines of it were dropped: its choices with further values behind
// those that it writes.
//
//   width in 0.7..1.5      and, outside, 0.1
//   kernel in {7, 9}       (each group: one line for four choices) and, outside, 1
//
//   height = 128           and, outside, 32: only where asked for
//
// With an empty space narrow asks which lines stand in the way; a line that is dropped allows the
// values outside, too. Indices of the spec's own values are the same as in the spec. A choice that
// the spec does not mention has no line and no value outside.
#pragma once

#include "ir/Space.h"

namespace pnasc::narrow {

/// A set of lines, by bit.
using Lines = uint32_t;

struct Line {
  support::Span range;
  std::string text;         ///< as written: `width in 0.7..1.5`, `group4.depth = 1`
  std::vector<int> choices; ///< those that it rules
};

class RelaxedSpace {
public:
  /// With `inputs` the size of the input is a choice with values outside, too; behind all others
  /// where the spec fixes it.
  explicit RelaxedSpace(const ir::SearchSpace &whole, bool inputs = false);

  ir::SearchSpace space;      ///< all values; its spec lists all imported architectures that suit
  std::vector<size_t> inside; ///< by choice: how many values are the spec's own; they come first
  std::vector<Line> lines;    ///< that have values outside
  std::vector<int> lineOf;    ///< by choice: -1 where there is none
  /// The choices of what samples are like, and all combinations of their values.
  std::vector<int> data;
  std::vector<std::vector<int32_t>> settings;

  /// The lines that a genome leaves.
  Lines left(const ir::Genome &genome) const;
  Lines allLines() const { return (Lines(1) << lines.size()) - 1; }

private:
  void extend(size_t choice, bool between);
  void addInputs(const ir::DatasetSpec &data);
  void findSettings();
  void addArchitectures(ir::Spec &spec);
  void findLines();
};

/// Whether some requirement asks for more of something, not for less.
bool wantsMore(const std::vector<ir::Requirement> &requirements);

} // namespace pnasc::narrow
