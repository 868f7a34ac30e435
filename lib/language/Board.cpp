// SPDX-License-Identifier: Apache-2.0
// board NAME: core, clock, banks of memory.
#include "catalogue/targets/Target.h"
#include "language/Sections.h"
#include <algorithm>

namespace pnasc::language {

/// As the language spells them: cortex_m7 is the catalogue's cortex-m7.
static Setting core() {
  std::vector<std::string> names;
  for (const targets::Target *one : targets::all()) {
    names.push_back(one->name);
    std::replace(names.back().begin(), names.back().end(), '-', '_');
  }
  Setting setting = word("core", std::move(names), "core", "the CPU");
  setting.unknown = support::Diag::UnknownCore;
  return setting;
}

Section boardSection() {
  Section section{"board", "what the network runs on", true, true, {}, {}, {}};
  section.settings = {
      other("title", Type::Text, "the board's name for people"),
      core(),
      quantity("clock", ir::dimension::frequency, "of the core"),
      quantity("energy", ir::dimension::energy,
               "of one clock cycle; left out where no source gives it"),
  };
  section.lines = {
      {Line::Pair, "ram NAME = 128 KiB at 0x20000000",
       "a bank of RAM; the largest holds the arena"},
      {Line::Pair, "flash NAME = 512 KiB at 0x08000000",
       "a bank of flash; code and weights lie in the first"},
      {Line::Pair, "reserve ram = 8 KiB, reserve flash = 32 KiB",
       "what firmware and the application keep for themselves"},
  };
  return section;
}

} // namespace pnasc::language
