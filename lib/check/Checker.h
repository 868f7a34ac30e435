// SPDX-License-Identifier: Apache-2.0
// The parts of check. Each reads what it is about and fills its share of the Spec. Internal to
// check.
#pragma once

#include "check/Reader.h"
#include "ir/Spec.h"
#include "support/Environment.h"

namespace pnasc::check {

template <class Target, class Source>
void store(Target &target, const std::optional<Source> &value) {
  if (value)
    target = *value;
}

/// A choice whose `when` is still to be read.
struct Deferred {
  size_t choice;
  const ast::Entry *entry;
  const language::Setting *setting;
  int group;
};

/// What all parts work on.
struct Job {
  const ast::Program &program;
  ir::Spec &spec;
  Reader &reader;
  const support::Environment environment = {};
  std::vector<ir::Choice> dataChoices = {}; ///< settings of the data set that are choices
  std::vector<std::pair<const ast::Entry *, int32_t>> lets = {}; ///< with the choice of each
  std::vector<Deferred> deferred = {};
  std::vector<const ast::Expr *> architectures = {}; ///< as the search writes them
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
void readChoices(Job &job, const ast::Section &section, const Settings &given);
void readArchitectures(Job &job, const ast::Section &section, const ast::Entry *entry);
/// What their parameters get, and which choices each depends on; once all choices are known.
void bindArchitectures(Job &job);
int32_t letOf(const Job &job, const ast::Expr &expr); ///< the choice of a `let` by name, or -1
void readRequirement(Job &job, const ast::Name &name, const ast::Expr &expr, support::Span range);
void readGoal(Job &job, const ast::Entry &entry);
void readMethod(Job &job, const Settings &given);

// Values that are right by themselves and do not go together (Plausibility.cpp).
void checkBoard(Job &job, const ast::Section &section);
void checkData(Job &job, const ast::Section &section);
void checkLimits(Job &job); ///< the board's among them
void checkSearch(Job &job, const ast::Section &search, const ast::Section &select);

/// The requirements that the board implies, put before the written ones.
void addBoardRequirements(ir::Spec &spec);

// Networks.
void checkDeclarations(Job &job);     ///< of blocks and architectures, used or not
void checkShapes(Job &job);           ///< for every choice of the spec's architectures
void checkUses(Job &job);             ///< of parameters and variables: warnings
void checkRequirementParts(Job &job); ///< each part is one of some network
void warnOfUnused(Job &job);          ///< blocks that nothing calls, choices that nothing reads
/// All names that the body of a stem or head, or a block with its defaults, calls.
std::vector<std::string> calledBy(const ast::Body &body);
std::vector<std::string> calledBy(const ast::Block &block);
bool mentions(const ir::Condition &condition, int32_t choice);

/// Words that no declaration may take (docs/language.md).
void checkName(Job &job, const ast::Name &name, const char *what);

} // namespace pnasc::check
