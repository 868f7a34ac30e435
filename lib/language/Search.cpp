// SPDX-License-Identifier: Apache-2.0
// search NAME and the lines of its groups: what to choose from, limits, goals, method.
#include "language/Sections.h"

namespace pnasc::language {

using ir::Hyperparameter;

static Call method(std::string name, std::string help) {
  Call made{std::move(name), std::move(help), {}};
  made.arguments.push_back(whole("seed", 0, int64_t{1} << 53, "of all that is drawn").without("1"));
  return made;
}

static std::vector<Call> methods() {
  std::vector<Call> list = {
      method("nsga2", "NSGA-II on genomes"),
      method("moead", "MOEA/D: a point of a box is decoded to a genome and repaired until it fits"),
      method("nspso", "NSPSO, likewise"),
      method("random", "uniform draws of what fits, to compare with")};
  for (size_t i = 0; i < 3; ++i)
    list[i].arguments.push_back(whole("population", 4, 100000, "genomes at a time").without("24"));
  list[0].arguments.push_back(number("crossover", 0, 1, "share of children of two").without("0.9"));
  list[0].arguments.push_back(
      number("mutation", 0, 1, "rate; 0: one over the number of choices").without("0"));
  return list;
}

Section searchSection() {
  constexpr int64_t unit = ir::Value::Unit;
  Section section{"search", "which networks to try", true, false, {}, {}, {}};
  section.settings = {
      whole("trials", 1, 100000000, "networks to evaluate").without("500"),
      call("method", methods(), "how genomes are found"),
      whole("batch", 2, 4096, "samples that a training-free score sees")
          .in(ir::dimension::samples)
          .without("16"),
      other("architecture", Type::Form, "one or several architectures")
          .like("architecture in {A, B}")
          .chosen({Hyperparameter::Architecture, unit, false, {}}),
      number("width", 0.01, 8, "multiplier of the channels of all convolutions")
          .without("1")
          .chosen({Hyperparameter::Width, unit / 20, false, {"", unit}}),
  };
  section.lines = {
      {Line::On, "on NAME", "the data set"},
      {Line::Let, "let NAME in {3, 5}, let NAME = 3", "a value drawn once, for all who read it"},
      {Line::Group, "each group { ... }, group 2 { ... }",
       "hyperparameters drawn anew for each group; the numbered form wins"},
      {Line::Require, "require NAME: ram <= 64 KiB",
       "a limit on what the compiler measures, or a condition on choices"},
      {Line::Goal, "minimize flops, maximize meco, zico, naswot, snip",
       "goals: figures (flops, ram, rom, macs, params, latency) downwards, training-free scores in "
       "their direction; 'pnasc explain NAME' says what each is"},
  };
  return section;
}

Section groupSection() {
  constexpr int64_t unit = ir::Value::Unit;
  const ir::Value baseline{"baseline", 0};
  Section section{"group", "hyperparameters of a group of superblocks", false, false, {}, {}, {}};
  section.settings = {
      whole("depth", 1, 32, "the first so many superblocks")
          .without("baseline")
          .chosen({Hyperparameter::Depth, unit, false, baseline}),
      whole("kernel", 1, 255, "replaces the parameter 'kernel' of each superblock")
          .without("baseline")
          .chosen({Hyperparameter::Kernel, unit, true, baseline}),
      whole("stride", 1, 16, "replaces the parameter 'stride' of the first superblock")
          .without("baseline")
          .chosen({Hyperparameter::Stride, unit, true, baseline}),
      number("sparsity", 0, 0.95, "share of the channels that pruning removes")
          .without("0%")
          .chosen({Hyperparameter::Sparsity, unit / 20, false, {}}),
  };
  return section;
}

} // namespace pnasc::language
