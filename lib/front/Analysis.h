// SPDX-License-Identifier: Apache-2.0
// The front end as one call: a text and what surrounds it in, what it says and what is wrong with
// it out. Nothing is kept between calls and nothing is printed, so an editor may ask at every
// stroke.
//
//   const auto analysis = front::analyse({path, text, files, environment});
//   for (const support::Diagnostic &one : analysis->diagnostics.all()) ...
//
// A half-written text gives a Program all the same, with error nodes where it makes no sense; a
// Spec only where there are no errors.
#pragma once

#include "check/Check.h"
#include "parse/Parse.h"
#include "support/Environment.h"
#include "support/Sources.h"

namespace pnasc::front {

struct Request {
  std::string path;
  std::optional<std::string> text; ///< stands for what the file holds
  parse::Files files;              ///< where imports are looked for
  support::Environment environment;
  std::vector<std::pair<std::string, std::string>> overrides; ///< --set NAME=VALUE
  std::optional<uint64_t> seed;
  bool checks = true; ///< else parse alone
};

struct Analysis {
  support::Sources sources; ///< the text, all that it imports, the command line
  support::DiagnosticEngine diagnostics{sources};
  std::shared_ptr<const ast::Program> program; ///< null where there is nothing to read
  std::shared_ptr<const ir::Spec> spec;        ///< null after errors
};

std::unique_ptr<Analysis> analyse(const Request &request);

} // namespace pnasc::front
