// SPDX-License-Identifier: Apache-2.0
#include "driver/Commands.h"
#include "catalogue/datasets/Rotor.h"
#include "catalogue/proxies/Catalogue.h"
#include "driver/Folder.h"
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

/// A stage, from the table that runs it.
static std::string stageText(const StageEntry &entry) {
  const std::string name = entry.name;
  std::string text = name + ": " + entry.help + ".\n";
  if (*entry.fixed)
    text += std::string("Fixed from here on: ") + entry.fixed + ".\n";
  for (const Print &print : entry.prints)
    text += std::string("--emit=") + print.kind + " prints " + print.help + ".\n";
  if (*entry.leaves)
    text += "--stop-after=" + name + " " + entry.leaves + ".\n";
  return text;
}

int explain(llvm::StringRef id) {
  if (const StageEntry *entry = findStage(id)) {
    llvm::outs() << stageText(*entry);
    return 0;
  }
  std::optional<std::string> text = support::explain(id);
  if (!text)
    text = explainGoal(id);
  if (!text) {
    return support::told("pnasc",
                         support::failure(support::Exit::Usage,
                                          "there is no diagnostic '" + id.str() +
                                              "', nor a stage, a score or a figure of that name"));
  }
  llvm::outs() << *text << '\n';
  return 0;
}

llvm::Error simulateRotor(const Options &options) {
  if (llvm::Error error = demandEmpty(options.output))
    return error;
  return datasets::writeSimulated(options.output, options.seed.value_or(1));
}

} // namespace pnasc::driver
