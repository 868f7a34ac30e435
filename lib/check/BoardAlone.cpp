// SPDX-License-Identifier: Apache-2.0
// A board without a program, for pnas-import: its file is checked as in one.
#include "catalogue/proxies/Catalogue.h"
#include "check/Check.h"
#include "check/Checker.h"

namespace pnasc::check {

std::shared_ptr<ir::Spec> boardAlone(std::shared_ptr<const ast::Program> program,
                                     support::DiagnosticEngine &diagnostics) {
  auto spec = std::make_shared<ir::Spec>();
  spec->program = program;
  spec->path = program->path;
  spec->score = proxies::usual();
  Overrides none({});
  Reader reader(diagnostics, none);
  Job job{*program, *spec, reader};
  for (const ast::Section &section : program->sections)
    if (section.kind.text == "board" && spec->board.name.empty())
      readBoard(job, section);
  if (diagnostics.errors() || spec->board.name.empty())
    return nullptr;
  addBoardRequirements(*spec);
  return spec;
}

} // namespace pnasc::check
