// SPDX-License-Identifier: Apache-2.0
#include "check/Overrides.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {

Overrides::Overrides(const std::vector<ast::Override> &given) {
  for (const ast::Override &one : given)
    list.push_back({&one});
}

const ast::Entry *Overrides::find(const std::vector<llvm::StringRef> &owners, llvm::StringRef key,
                                  bool bare, bool shared) {
  const ast::Entry *found = nullptr;
  for (One &one : list) {
    const auto &path = one.given->path;
    if (path.back().text != key)
      continue;
    const bool mine = path.size() == 1 ? bare && (!one.used || shared)
                                       : llvm::is_contained(owners, path[path.size() - 2].text);
    if (mine) { // the last one counts, as on every command line
      found = &one.given->entry;
      one.used = true;
    }
  }
  return found;
}

std::vector<ast::Name> Overrides::unused() const {
  std::vector<ast::Name> names;
  for (const One &one : list) {
    if (one.used)
      continue;
    ast::Name whole = one.given->path.front();
    for (const ast::Name &part : llvm::drop_begin(one.given->path))
      whole.text += '.' + part.text;
    whole.range = whole.range.upTo(one.given->path.back().range);
    names.push_back(std::move(whole));
  }
  return names;
}

} // namespace pnasc::check
