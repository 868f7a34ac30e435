// SPDX-License-Identifier: Apache-2.0
// Characters against bytes, and text that is none.
// LINK: pnasc_parse
#include "Check.h"
#include "parse/Parse.h"
#include "parse/SourceLocations.h"

using namespace pnasc;

int main() {
  const llvm::StringRef text = "a\xC3\xA9z";
  const parse::SourceLocations places(1, text);
  CHECK(places.at(2) == 3);
  CHECK(places.at(9) == text.size());
  const llvm::StringRef marked = "\xEF\xBB\xBF"
                                 "ab";
  CHECK(parse::SourceLocations(1, marked).at(1) == 4);

  CHECK(!parse::firstWrongByte("plain"));
  CHECK(!parse::firstWrongByte(text));
  CHECK_EQ(*parse::firstWrongByte("ab\xFF"), size_t{2});
  CHECK_EQ(*parse::firstWrongByte(llvm::StringRef("a\0b", 3)), size_t{1});

  support::Sources sources;
  support::DiagnosticEngine diagnostics(sources);
  const auto good = parse::parseOverride(sources, diagnostics, "train.samples", "20 k");
  CHECK(good && good->path.size() == 2 && good->entry.key.text == "samples");
  CHECK(!parse::parseOverride(sources, diagnostics, "trials", "= 3"));
  CHECK_EQ(diagnostics.errors(), 1u);
  return report();
}
