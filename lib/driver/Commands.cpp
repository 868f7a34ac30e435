// SPDX-License-Identifier: Apache-2.0
#include "driver/Commands.h"
#include "catalogue/datasets/Rotor.h"
#include "measure/Tools.h"
#include "support/Diagnostics.h"
#include "support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::driver {

int doctor() {
  for (const measure::Tool &tool : measure::tools()) {
    llvm::outs() << (tool.found.empty() ? "missing  " : "found    ") << tool.name;
    if (tool.found.empty())
      llvm::outs() << ": without it, no " << tool.neededFor << "; apt-get install " << tool.package;
    else
      llvm::outs() << " at " << tool.found;
    llvm::outs() << '\n';
  }
  return 0;
}

int explain(llvm::StringRef id) {
  std::optional<std::string> text = support::explain(id);
  if (!text) {
    llvm::errs() << "pnasc: there is no diagnostic '" << id << "'\n";
    return int(support::Exit::Usage);
  }
  llvm::outs() << *text << '\n';
  return 0;
}

llvm::Error simulateRotor(const Options &options) {
  return datasets::writeSimulated(options.output, options.seed.value_or(1));
}

} // namespace pnasc::driver
