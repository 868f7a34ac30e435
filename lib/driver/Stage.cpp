// SPDX-License-Identifier: Apache-2.0
// Look-ups in the table of stages, which is Pipeline.cpp's.
#include "driver/Stage.h"
#include <cassert>

namespace pnasc::driver {

const StageEntry &entryOf(Stage stage) {
  const StageEntry &entry = stages()[size_t(stage)];
  assert(entry.stage == stage && "the table is in the order of the stages");
  return entry;
}

const StageEntry *findStage(llvm::StringRef name) {
  for (const StageEntry &entry : stages())
    if (entry.name == name)
      return &entry;
  return nullptr;
}

std::vector<std::pair<const StageEntry *, const Print *>> prints() {
  std::vector<std::pair<const StageEntry *, const Print *>> all;
  for (const StageEntry &entry : stages())
    for (const Print &print : entry.prints)
      all.emplace_back(&entry, &print);
  return all;
}

const Print *findPrint(llvm::StringRef kind) {
  for (const auto &[entry, print] : prints())
    if (print->kind == kind)
      return print;
  return nullptr;
}

} // namespace pnasc::driver
