// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_support
// What a text from outside looks like where people see it.
#include "support/Printable.h"
#include "Check.h"

using pnasc::support::printable;
using pnasc::support::printableLines;

int main() {
  CHECK_EQ(printable("conv_1/weights [3 x 3] \\n"), std::string("conv_1/weights [3 x 3] \\n"));
  CHECK_EQ(printable("Ü 漢 é 😀"), std::string("Ü 漢 é 😀"));
  CHECK_EQ(printable("a\x1b[31mb\tc\r\n"), std::string("a\\x1B[31mb\\x09c\\x0D\\x0A"));
  CHECK_EQ(printable(llvm::StringRef("a\0b\x7f", 4)), std::string("a\\x00b\\x7F"));
  CHECK_EQ(printable("\xc2\x9b"
                     "31m"),
           std::string("\\u{9B}31m")); // CSI in one byte
  CHECK_EQ(printable("user\xe2\x80\xae"
                     "cba"),
           std::string("user\\u{202E}cba")); // right to left
  CHECK_EQ(printable("a\xe2\x81\xa6"
                     "b\xe2\x80\xa8"
                     "c"),
           std::string("a\\u{2066}b\\u{2028}c"));
  CHECK_EQ(printable("\xff\xfe"
                     "a\xc3"),
           std::string("\\xFF\\xFEa\\xC3"));
  CHECK_EQ(printable("\xed\xa0\x80"), std::string("\\xED\\xA0\\x80")); // a surrogate
  CHECK_EQ(printable("\xc0\xaf"), std::string("\\xC0\\xAF"));          // overlong
  CHECK_EQ(printable("\xf3\xa0\x81\x81"), std::string("\\u{E0041}"));  // a tag
  CHECK_EQ(printableLines("a\n\tb\x1b"), std::string("a\n\tb\\x1B"));
  return report();
}
