// SPDX-License-Identifier: Apache-2.0
#include "driver/Commands.h"
#include "catalogue/datasets/Rotor.h"
#include "catalogue/proxies/Catalogue.h"
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

/// What a goal may be called.
static std::optional<std::string> explainGoal(llvm::StringRef name) {
  if (const proxies::Score *score = proxies::find(name))
    return proxies::text(*score);
  for (const ir::MetricRow &row : ir::metrics())
    if (row.name == name)
      return (name + ": " + row.title + " of one inference, a figure that 'minimize " + name +
              "' and 'require NAME: " + name + " <= ...' speak of")
          .str();
  return std::nullopt;
}

int explain(llvm::StringRef id) {
  std::optional<std::string> text = support::explain(id);
  if (!text)
    text = explainGoal(id);
  if (!text) {
    llvm::errs() << "pnasc: there is no diagnostic '" << id
                 << "', nor a score or figure of that name\n";
    return int(support::Exit::Usage);
  }
  llvm::outs() << *text << '\n';
  return 0;
}

llvm::Error simulateRotor(const Options &options) {
  return datasets::writeSimulated(options.output, options.seed.value_or(1));
}

} // namespace pnasc::driver
