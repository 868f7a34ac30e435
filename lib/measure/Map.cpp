// SPDX-License-Identifier: Apache-2.0
#include "measure/Map.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace pnasc::measure {

namespace {
struct Line {
  llvm::StringRef section, object; ///< object: empty for *fill*
  uint64_t address = 0, bytes = 0;
};
} // namespace

/// `section address size [object]`; anything else is no contribution.
static bool readLine(llvm::StringRef text, Line &line) {
  llvm::SmallVector<llvm::StringRef, 8> words;
  text.split(words, ' ', -1, false);
  if (words.size() < 3 || words[1].getAsInteger(0, line.address) ||
      words[2].getAsInteger(0, line.bytes))
    return false;
  line.section = words[0];
  line.object = words.size() > 3 ? words[3] : llvm::StringRef();
  return line.bytes > 0;
}

static bool notLoaded(llvm::StringRef section) {
  return section.startswith(".debug") || section.startswith(".comment") ||
         section.endswith(".attributes") || section.startswith(".note");
}

static bool writable(llvm::StringRef section) {
  return section.startswith(".data") || section.startswith(".bss") || section == "COMMON";
}

Linked readMap(llvm::StringRef map, llvm::ArrayRef<std::string> objects) {
  Linked linked;
  uint64_t fill = 0;
  std::string wrapped;
  llvm::StringRef rest = map.split("Linker script and memory map").second;
  while (!rest.empty()) {
    llvm::StringRef raw;
    std::tie(raw, rest) = rest.split('\n');
    // A long section name stands on a line of its own, its figures on the next.
    std::string text = wrapped + raw.str();
    wrapped.clear();
    if (raw.startswith(" .") && !raw.drop_front().rtrim().contains(' ')) {
      wrapped = text;
      continue;
    }
    Line line;
    if (!readLine(text, line))
      continue;
    if (line.section == "*fill*") {
      fill += line.bytes;
      continue;
    }
    if (!line.object.empty() && llvm::is_contained(objects, line.object) &&
        !notLoaded(line.section)) {
      if (writable(line.section))
        linked.staticBytes += line.bytes;
      else
        linked.constantBytes += line.bytes + fill;
    }
    fill = 0;
  }
  return linked;
}

} // namespace pnasc::measure
