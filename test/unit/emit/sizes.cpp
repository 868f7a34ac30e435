// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_emit pnasc_quantize pnasc_lower
// The tables of sizes (lib/catalogue/kernels/sizes) against what the installed cross compiler makes
// of the same C; with `--write FOLDER [CORE]` the tables themselves.
#include "Check.h"
#include "emit/Measured.h"

using namespace pnasc;

namespace {

/// One line for each figure that differs.
bool same(const kernels::SizeTable &told, const kernels::SizeTable &made) {
  bool equal = true;
  const auto compare = [&](const std::string &what, uint32_t before, uint32_t now) {
    if (before == now)
      return;
    equal = false;
    std::cerr << "  " << told.core << " " << what << ": " << before << " in the table, " << now
              << " made (" << std::showpos << int64_t(now) - int64_t(before) << std::noshowpos
              << ")\n";
  };
  for (const auto &[name, size] : made.kernels) {
    const auto row = told.kernels.find(name);
    const kernels::CodeSize before = row == told.kernels.end() ? kernels::CodeSize{} : row->second;
    compare(name + " code", before.codeBytes, size.codeBytes);
    compare(name + " stack", before.stackBytes, size.stackBytes);
  }
  for (const auto &[name, size] : told.kernels)
    if (!made.kernels.count(name))
      compare(name + " code, which is no kernel", size.codeBytes, 0);
  compare("glue code", told.glue.codeBytes, made.glue.codeBytes);
  compare("glue stack", told.glue.invokeStackBytes, made.glue.invokeStackBytes);
  compare("glue.call", told.glue.bytesPerCall, made.glue.bytesPerCall);
  compare("glue.output", told.glue.bytesPerOutput, made.glue.bytesPerOutput);
  return equal;
}

using Targets = std::vector<const targets::Target *>;

void write(const Targets &targets, const std::string &folder, const std::string &core) {
  for (const targets::Target *target : targets) {
    if (!core.empty() && core != target->name)
      continue;
    const std::string path = folder + "/" + target->name + ".tsv";
    llvm::cantFail(support::writeFile(path, measured::tableOf(*target).text()));
    std::cout << path << "\n";
  }
}

void compareAll(const Targets &targets) {
  for (const targets::Target *target : targets) {
    const kernels::SizeTable *told = kernels::findSizeTable(target->name);
    if (CHECK(told) && CHECK(same(*told, measured::tableOf(*target))))
      continue;
    std::cerr << "  made by " << measured::compiler(*target) << "\n  the table by "
              << (told ? told->compiler : "nobody")
              << "\n  renew with: .build/unit/unit_emit_sizes --write "
                 "lib/catalogue/kernels/sizes\n";
  }
}

void tablesReadBack() {
  for (const kernels::SizeTable &table : kernels::sizeTables())
    CHECK_EQ(llvm::cantFail(kernels::parseSizeTable(table.core, table.text())).text(),
             table.text());
  CHECK(!llvm::errorToBool(kernels::parseSizeTable("x", "add.c\t4\t8\n").takeError()));
  CHECK(llvm::errorToBool(kernels::parseSizeTable("x", "add.c\t4\tmany\n").takeError()));
}

} // namespace

int main(int argc, char **argv) {
  const Targets targets = objects::installed();
  if (argc > 2 && std::string(argv[1]) == "--write") {
    write(targets, argv[2], argc > 3 ? argv[3] : "");
  } else {
    tablesReadBack();
    compareAll(targets);
  }
  return report();
}
