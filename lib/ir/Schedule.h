// SPDX-License-Identifier: Apache-2.0
// When each row of each tensor is made and where it lies: the order of the kernel calls, and byte
// offsets of tensors and scratch memory in one arena. Made by plan; a person may write one by hand.
//
//   one step a node over all its rows, every tensor whole      what plan() makes
//   several steps a node, tensors in between as rings of rows  a network run by rows
//
// A row is a row of a map or one sample of a series (Shape::rows). What a step reads follows from
// the rows that it makes (Op::inputRows).
//
// Text form, parses back:
//   schedule Tiny: arena 640 B, alignment 4
//   step 0: %0 rows 0..3 "input"                                 the caller puts three rows
//   step 1: %1 rows 0..2 "stem.conv"
//   step 2: %2 "head.pool"                                       all rows
//   ...
//          0 .. 72       steps 0-9  ring 3  %0 "input"
//         72 .. 576      steps 1-9  %1 "stem.relu"
//        576 .. 640      steps 1-9  top  scratch of %1 "stem.conv"
#pragma once

#include "ir/Deploy.h"
#include "ir/Rows.h"

namespace pnasc::ir {

/// One kernel call: makes some rows of a node's output.
struct Step {
  /// In place of a node: the caller puts rows of the input. Where no step does, all of it is there
  /// before the first one.
  static constexpr uint32_t Feed = UINT32_MAX;

  uint32_t node = 0; ///< index
  Rows rows;
  bool mirrored = false; ///< walks from the last position of the rows to the first
  bool operator==(const Step &) const = default;
};

/// Where a buffer lies while it lives: bytes [offset, offset + bytes), steps [first, last].
struct Placement {
  uint64_t offset = 0, bytes = 0;
  uint32_t firstStep = 0, lastStep = 0;
  /// Of a tensor: so many of its rows lie here at once, row r at offset + r % ring * its bytes. 0:
  /// all of them, one after another.
  int64_t ring = 0;
  bool operator==(const Placement &) const = default;
};

struct Schedule {
  std::vector<Step> steps;        ///< in the order they run
  std::vector<Placement> tensors; ///< by tensor id
  std::vector<Placement> scratch; ///< by node index; bytes 0 where a kernel needs none
  uint64_t arenaBytes = 0;        ///< highest end of all placements, exactly
  uint64_t alignment = 4;
  bool operator==(const Schedule &) const = default;

  /// The nodes in the order of `order`, each in one step.
  static std::vector<Step> wholeSteps(const DeployGraph &graph, llvm::ArrayRef<uint32_t> order);
  std::string text(const DeployGraph &graph) const;
  /// The right form says nothing about right content: that is what plan::verify is for.
  static llvm::Expected<Schedule> parse(llvm::StringRef text, const DeployGraph &graph);
};

/// Whether a step makes all rows of its tensor, from the first to the last.
bool isWhole(const DeployGraph &graph, const Step &step);
/// The tensor whose rows a step makes.
uint32_t tensorOf(const DeployGraph &graph, const Step &step);

} // namespace pnasc::ir
