// SPDX-License-Identifier: Apache-2.0
// Warnings: blocks of the main program that no searched architecture comes to call, choices that
// nothing reads.
#include "check/Checker.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

namespace pnasc::check {
namespace {

/// Blocks that are reached by calls.
class Reached {
public:
  explicit Reached(const ast::Program &program) : program(program) {}

  void name(const std::string &callee) {
    const ast::Block *block = program.blockNames.lookup(callee);
    if (!block || !blocks.insert(block).second)
      return;
    for (const std::string &next : calledBy(*block))
      name(next);
  }
  void architecture(const ast::Architecture &one) {
    for (const auto *bodies : {&one.stems, &one.heads})
      for (const ast::Body &body : *bodies)
        for (const std::string &next : calledBy(body))
          name(next);
    for (const ast::Group &group : one.groups)
      for (const ast::Position &position : group.positions)
        name(position.block.text);
  }

  std::set<const ast::Block *> blocks;

private:
  const ast::Program &program;
};

bool isRead(const Job &job, int32_t let) {
  const ir::Spec &spec = job.spec;
  const auto argument = [&](const ir::ArchitectureRef &one) {
    return llvm::any_of(one.arguments, [&](const auto &a) { return a.choice == let; });
  };
  const auto shared = [&](const auto &one) { return one.choice == let; };
  const auto condition = [&](const ir::Condition &one) { return mentions(one, let); };
  return llvm::any_of(spec.architectures, argument) || llvm::any_of(spec.shared, shared) ||
         llvm::any_of(spec.rules, [&](const ir::Rule &r) { return condition(r.condition); }) ||
         llvm::any_of(spec.choices,
                      [&](const ir::Choice &c) { return c.when && condition(*c.when); });
}

} // namespace

void warnOfUnused(Job &job) {
  Reached reached(job.program);
  for (const ir::ArchitectureRef &one : job.spec.architectures)
    reached.architecture(*one.declaration);
  for (const auto &block : job.program.blocks)
    if (!block->imported && !reached.blocks.count(block.get()))
      job.reader.diagnostics.report(Diag::UnusedBlock, block->name.range, block->name.text);
  for (const auto &[entry, choice] : job.lets)
    if (!isRead(job, choice))
      job.reader.diagnostics.report(Diag::UnusedLet, entry->name.range, entry->name.text);
}

} // namespace pnasc::check
