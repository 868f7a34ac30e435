// SPDX-License-Identifier: Apache-2.0
#include "catalogue/cores/Core.h"

namespace pnasc::cores {

#define PNASC_CORE(stem) const Core &core_##stem();
#include "Cores.inc"
#undef PNASC_CORE

const std::vector<const Core *> &all() {
  static const std::vector<const Core *> cores = {
#define PNASC_CORE(stem) &core_##stem(),
#include "Cores.inc"
#undef PNASC_CORE
  };
  return cores;
}

const Core *find(llvm::StringRef name) {
  for (const Core *core : all())
    if (name == core->name)
      return core;
  return nullptr;
}

std::vector<std::string> sizeFlags() {
  return {"-std=c99", "-O2", "-ffunction-sections", "-fdata-sections"};
}

} // namespace pnasc::cores
