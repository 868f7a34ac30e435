// SPDX-License-Identifier: Apache-2.0
// The parts of check. Each reads what it is about and fills its share of the Spec. Internal to
// check.
#pragma once

#include "check/Reader.h"
#include "ir/Spec.h"

namespace pnasc::check {

template <class Target, class Source>
void store(Target &target, const std::optional<Source> &value) {
  if (value)
    target = *value;
}

/// What all parts work on.
struct Job {
  const ast::Program &program;
  ir::Spec &spec;
  Reader &reader;
};

// Main sections.
void readDataset(Job &job, const ast::Section &section);
void readSearch(Job &job, const ast::Section &section);
void readScore(Job &job, const ast::Section &section);
void readSelect(Job &job, const ast::Section &section);
void readTrain(Job &job, const ast::Section &section);
void readQuantize(Job &job, const ast::Section &section);
void readBoard(Job &job, const ast::Section &section);

// Pieces of search.
/// Architecture, width, and the choices of the four groups, in their order in genomes.
void readChoices(Job &job, const ast::Section &section);
bool isChoiceKey(llvm::StringRef key); ///< of a search section itself
void readRequirement(Job &job, const ast::Name &name, const ast::Expr &expr, llvm::SMRange range);
void readGoal(Job &job, const ast::Entry &entry);
Key methodKey(Job &job);

/// The requirements that the board implies, put before the written ones.
void addBoardRequirements(ir::Spec &spec);

// Networks.
void checkDeclarations(Job &job); ///< of blocks and architectures, used or not
void checkShapes(Job &job);       ///< for every choice of the spec's architectures

/// Words that no declaration may take (docs/language.md).
void checkName(Job &job, const ast::Name &name, const char *what);

} // namespace pnasc::check
