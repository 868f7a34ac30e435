// SPDX-License-Identifier: Apache-2.0
#include "catalogue/targets/Target.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::targets {

#define PNASC_TARGET(stem) Target target_##stem();
#include "Targets.inc"
#undef PNASC_TARGET

static const std::vector<Target> &table() {
  static const std::vector<Target> targets = {
#define PNASC_TARGET(stem) target_##stem(),
#include "Targets.inc"
#undef PNASC_TARGET
  };
  return targets;
}

const std::vector<const Target *> &all() {
  static const std::vector<const Target *> targets = [] {
    std::vector<const Target *> list;
    for (const Target &target : table())
      list.push_back(&target);
    llvm::sort(list, [](const Target *a, const Target *b) { return a->name < b->name; });
    return list;
  }();
  return targets;
}

const Target *find(llvm::StringRef name) {
  for (const Target *target : all())
    if (name == target->name)
      return target;
  return nullptr;
}

const std::vector<const Family *> &families() {
  static const std::vector<const Family *> families = [] {
    std::vector<const Family *> list;
    for (const Target *target : all())
      if (!llvm::is_contained(list, target->family))
        list.push_back(target->family);
    return list;
  }();
  return families;
}

std::vector<std::string> Family::sources() const {
  std::vector<std::string> names;
  for (const Page &page : pages)
    if (llvm::StringRef(page.name).endswith(".c"))
      names.push_back(page.name);
  return names;
}

std::vector<std::string> sizeFlags() {
  return {"-std=c99", "-O2", "-ffunction-sections", "-fdata-sections"};
}

} // namespace pnasc::targets
