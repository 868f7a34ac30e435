// SPDX-License-Identifier: Apache-2.0
#include "catalogue/kernels/SizeTable.h"
#include "llvm/ADT/SmallVector.h"

namespace pnasc::kernels {

static const struct {
  const char *core, *text;
} pages[] = {
#include "KernelSizes.inc"
};

static const char *const head =
    "# Bytes of code and of stack, made by unit_emit_sizes --write; do not edit.\n";
static const char *const columns = "name\tcode\tstack";

std::string SizeTable::text() const {
  std::string text =
      head + ("# compiler: " + compiler) + "\n# options: " + options + "\n" + columns + "\n";
  const auto row = [&text](const std::string &name, uint32_t code, uint32_t stack) {
    text += name + "\t" + std::to_string(code) + "\t" + std::to_string(stack) + "\n";
  };
  for (const auto &[name, size] : kernels)
    row(name, size.codeBytes, size.stackBytes);
  row("glue", glue.codeBytes, glue.invokeStackBytes);
  row("glue.call", glue.bytesPerCall, 0);
  row("glue.output", glue.bytesPerOutput, 0);
  return text;
}

static void keep(SizeTable &table, llvm::StringRef name, CodeSize size) {
  if (name == "glue") {
    table.glue.codeBytes = size.codeBytes;
    table.glue.invokeStackBytes = size.stackBytes;
  } else if (name == "glue.call") {
    table.glue.bytesPerCall = size.codeBytes;
  } else if (name == "glue.output") {
    table.glue.bytesPerOutput = size.codeBytes;
  } else {
    table.kernels[name.str()] = size;
  }
}

static bool readRow(SizeTable &table, llvm::StringRef line) {
  llvm::SmallVector<llvm::StringRef, 3> words;
  line.split(words, '\t');
  CodeSize size;
  if (words.size() != 3 || words[1].getAsInteger(10, size.codeBytes) ||
      words[2].getAsInteger(10, size.stackBytes))
    return false;
  keep(table, words[0], size);
  return true;
}

llvm::Expected<SizeTable> parseSizeTable(llvm::StringRef core, llvm::StringRef text) {
  SizeTable table;
  table.core = core.str();
  for (llvm::StringRef line; !text.empty();) {
    std::tie(line, text) = text.split('\n');
    if (line.consume_front("# compiler: ")) {
      table.compiler = line.str();
    } else if (line.consume_front("# options: ")) {
      table.options = line.str();
    } else if (!line.startswith("#") && line != columns && !readRow(table, line)) {
      return llvm::createStringError(llvm::inconvertibleErrorCode(), "sizes of %s: '%s' is no row",
                                     table.core.c_str(), line.str().c_str());
    }
  }
  return table;
}

const std::vector<SizeTable> &sizeTables() {
  static const std::vector<SizeTable> tables = [] {
    std::vector<SizeTable> all;
    for (const auto &page : pages)
      all.push_back(llvm::cantFail(parseSizeTable(page.core, page.text)));
    return all;
  }();
  return tables;
}

const SizeTable *findSizeTable(llvm::StringRef core) {
  for (const SizeTable &table : sizeTables())
    if (core == table.core)
      return &table;
  return nullptr;
}

} // namespace pnasc::kernels
