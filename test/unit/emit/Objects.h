// SPDX-License-Identifier: Apache-2.0
// What the cross compiler says of its objects.
#pragma once

#include "Check.h"
#include "catalogue/targets/Target.h"
#include "emit/Compile.h"
#include <map>
#include <sstream>

namespace objects {

using namespace pnasc;

inline std::string flags(const targets::Target &target) {
  std::string all;
  for (const std::vector<std::string> &list : {target.flags, targets::sizeFlags()})
    for (const std::string &flag : list)
      all += " " + flag;
  return all;
}

/// The compiler of the target's family with its flags.
inline std::string compiler(const targets::Target &target) {
  return target.family->compiler.name + flags(target);
}

/// Targets whose cross tools are here; the others are skipped by name.
inline std::vector<const targets::Target *> installed(bool emulated = false) {
  std::vector<const targets::Target *> here;
  for (const targets::Target *target : targets::all()) {
    const targets::Family &family = *target->family;
    std::string missing;
    for (const std::string &tool : {family.compiler.name, family.emulator.name})
      if ((emulated || tool == family.compiler.name) && !compile::Folder::has(tool))
        missing = tool;
    if (missing.empty())
      here.push_back(target);
    else
      skip(target->name + ": " + missing + " is not installed");
  }
  return here;
}

inline std::map<std::string, uint64_t> sections(const targets::Target &target,
                                                const compile::Folder &folder,
                                                const std::string &object) {
  std::map<std::string, uint64_t> found;
  CHECK(folder.run(target.family->size.name + " -A " + object));
  std::istringstream lines(folder.read("said"));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string name;
    uint64_t bytes = 0;
    if (words >> name >> bytes && name[0] == '.')
      found[name] = bytes;
  }
  return found;
}

inline std::map<std::string, uint64_t> frames(const std::string &su) {
  std::map<std::string, uint64_t> found;
  std::istringstream lines(su);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string place;
    uint64_t bytes = 0;
    words >> place >> bytes;
    found[place.substr(place.rfind(':') + 1)] = bytes;
  }
  return found;
}

} // namespace objects
