// SPDX-License-Identifier: Apache-2.0
// Parameters and variables that nobody reads: most often another name was meant.
#include "check/Checker.h"
#include "check/Visit.h"
#include "llvm/ADT/StringSet.h"

namespace pnasc::check {
namespace {

/// Nothing in it was unreadable: else that may be what reads a name.
bool isWhole(const ast::Body &body) {
  bool whole = body.whole;
  forEachExpr(body, [&](const ast::Expr &e) {
    const auto *given = e.as<ast::If>();
    whole &= !e.as<ast::Unread>() && (!given || given->then.whole) &&
             (!given || !given->otherwise || given->otherwise->whole);
  });
  return whole;
}

template <class Part> void addReads(const Part &part, llvm::StringSet<> &names) {
  forEachExpr(part, [&](const ast::Expr &e) {
    if (const auto *name = e.as<ast::Reference>())
      names.insert(name->name);
  });
}

void checkVariables(Job &job, const ast::Body &body, const llvm::StringSet<> &reads) {
  for (const ast::Statement &statement : body.statements) {
    if (statement.loop) {
      checkVariables(job, statement.loop->body, reads);
      continue;
    }
    if (!statement.target.empty() && !reads.contains(statement.target.text))
      job.reader.diagnostics.report(Diag::UnusedVariable, statement.target.range,
                                    statement.target.text);
    if (const auto *given = statement.value->as<ast::If>()) {
      checkVariables(job, given->then, reads);
      if (given->otherwise)
        checkVariables(job, *given->otherwise, reads);
    }
  }
}

} // namespace

void checkUses(Job &job) {
  for (const auto &block : job.program.blocks) {
    if (!isWhole(block->body))
      continue;
    llvm::StringSet<> reads;
    addReads(block->body, reads);
    for (const ast::Parameter &parameter : block->parameters)
      if (parameter.fallback)
        addReads(*parameter.fallback, reads);
    checkVariables(job, block->body, reads);
    for (const ast::Parameter &parameter : block->parameters)
      if (!reads.contains(parameter.name.text))
        job.reader.diagnostics.report(Diag::UnusedParameter, parameter.name.range,
                                      parameter.name.text, block->name.text);
  }
  for (const auto &one : job.program.architectures)
    for (const auto *regions : {&one->stems, &one->heads})
      for (const ast::Body &body : *regions) {
        if (!isWhole(body))
          continue;
        llvm::StringSet<> reads;
        addReads(body, reads);
        checkVariables(job, body, reads);
      }
}

} // namespace pnasc::check
