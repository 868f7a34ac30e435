// SPDX-License-Identifier: Apache-2.0
// The tables of docs/language.md are those of the schema. `unit_language_docs --write` renews them.
// LINK: pnasc_language
#include "Check.h"
#include "language/Tables.h"
#include "support/Files.h"
#include "llvm/Support/Error.h"
#include <filesystem>

using namespace pnasc;

/// The page with every table between `<!-- lines of NAME -->` and `<!-- end -->` made anew.
static std::string renewed(llvm::StringRef page, size_t &tables) {
  const llvm::StringRef begin = "<!-- lines of ", end = "<!-- end -->";
  std::string result;
  for (;;) {
    const size_t at = page.find(begin);
    const size_t close = at == llvm::StringRef::npos ? at : page.find(end, at);
    if (close == llvm::StringRef::npos)
      return result + page.str();
    const size_t line = page.find('\n', at) + 1;
    const llvm::StringRef name = page.slice(at + begin.size(), page.find(" -->", at));
    const language::Section *section =
        name == "group" ? &language::group() : language::findSection(name);
    if (!CHECK(section != nullptr))
      return {};
    result += page.take_front(line).str() + language::table(*section);
    page = page.drop_front(close);
    ++tables;
  }
}

int main(int count, char **arguments) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(__FILE__).parent_path().parent_path().parent_path().parent_path();
  const std::string path = (root / "docs/language.md").string();
  const std::string page = llvm::cantFail(support::readFile(path));
  size_t tables = 0;
  const std::string wanted = renewed(page, tables);
  CHECK_EQ(tables, language::sections().size() + 1);
  if (count > 1 && arguments[1] == std::string("--write"))
    llvm::cantFail(support::writeFile(path, wanted));
  else if (!CHECK(page == wanted))
    std::cerr << "  the tables of docs/language.md are stale: run " << arguments[0] << " --write\n";
  return report();
}
