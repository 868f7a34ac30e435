// SPDX-License-Identifier: Apache-2.0
// What the cross compiler says of its objects.
#pragma once

#include "Check.h"
#include "catalogue/cores/Core.h"
#include "emit/Compile.h"
#include <map>
#include <sstream>

namespace objects {

using namespace pnasc;

inline std::string flags(const cores::Core &core) {
  std::string all;
  for (const std::vector<std::string> &list : {core.flags, cores::sizeFlags()})
    for (const std::string &flag : list)
      all += " " + flag;
  return all;
}

inline std::map<std::string, uint64_t> sections(const compile::Folder &folder,
                                                const std::string &object) {
  std::map<std::string, uint64_t> found;
  CHECK(folder.run("arm-none-eabi-size -A " + object));
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
