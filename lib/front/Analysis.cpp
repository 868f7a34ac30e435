// SPDX-License-Identifier: Apache-2.0
#include "front/Analysis.h"
#include "llvm/Support/MemoryBuffer.h"

namespace pnasc::front {

std::unique_ptr<Analysis> analyse(const Request &request) {
  auto analysis = std::make_unique<Analysis>();
  auto &[sources, diagnostics, program, spec] = *analysis;
  program = parse::parse(
      sources, diagnostics, request.path, request.files,
      request.text ? llvm::MemoryBuffer::getMemBufferCopy(*request.text, request.path) : nullptr);
  if (!program || !request.checks)
    return analysis;
  check::Options options;
  options.seed = request.seed;
  options.environment = request.environment;
  for (const auto &[name, value] : request.overrides)
    if (auto one = parse::parseOverride(sources, diagnostics, name, value))
      options.overrides.push_back(std::move(*one));
  spec = check::check(program, diagnostics, options);
  return analysis;
}

} // namespace pnasc::front
