// SPDX-License-Identifier: Apache-2.0
#include "ir/Sections.h"
#include "support/Error.h"
#include "llvm/ADT/StringSwitch.h"

namespace pnasc::ir {

llvm::Expected<std::map<std::string, std::string>> sections(llvm::StringRef text) {
  std::map<std::string, std::string> parts;
  std::string *part = nullptr;
  for (size_t line = 0; !text.empty(); ++line) {
    llvm::StringRef row;
    std::tie(row, text) = text.split('\n');
    const std::string word = row.split(' ').first.trim().str();
    const auto problem = [&](const std::string &what) {
      return support::environment("line " + std::to_string(line + 1) + ": " + what);
    };
    if (llvm::StringSwitch<bool>(word)
            .Cases("network", "deploy", "integers", "schedule", true)
            .Default(false)) {
      const auto [at, fresh] = parts.emplace(word, std::string(line, '\n'));
      if (!fresh)
        return problem("a second '" + word + "'");
      part = &at->second;
    }
    if (!part && !row.trim().empty() && !row.trim().startswith("//"))
      return problem("needs 'network', 'deploy', 'integers' or 'schedule'");
    if (part)
      *part += row.str() + '\n';
  }
  return parts;
}

} // namespace pnasc::ir
