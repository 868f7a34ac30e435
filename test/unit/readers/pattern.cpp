// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_readers
// Which names a pattern means, and that no pattern takes long.
#include "Check.h"
#include "catalogue/readers/File.h"
#include <ctime>

using pnasc::readers::matches;

namespace {

void within() {
  CHECK(matches("a.csv", "a.csv"));
  CHECK(!matches("a.csv", "b.csv") && !matches("a.csv", "a.csv2") && !matches("a.csv", "x/a.csv"));
  CHECK(matches("*.csv", "a.csv") && matches("*.csv", ".csv") && !matches("*.csv", "x/a.csv"));
  CHECK(matches("data_*_?.txt", "data_12_3.txt") && !matches("data_*_?.txt", "data_12_34.txt"));
  CHECK(matches("a*b*c", "abc") && matches("a*b*c", "aXbbYc") && !matches("a*b*c", "ab/c"));
  CHECK(matches("?", "\xC3\xA9") && !matches("??", "\xC3\xA9")); // a character of two bytes
  CHECK(matches("?x", "\xE2\x82\xACx") && !matches("?", "/"));
  CHECK(matches("*", "anything") && matches("", "") && !matches("", "a") && !matches("?", ""));
}

void folders() {
  CHECK(matches("**/*.jpg", "a.jpg") && matches("**/*.jpg", "x/y/z/a.jpg"));
  CHECK(matches("train/**/*.jpg", "train/a.jpg") && matches("train/**/*.jpg", "train/x/a.jpg"));
  CHECK(!matches("train/**/*.jpg", "xtrain/a.jpg") && !matches("train/**/*.jpg", "train.jpg"));
  CHECK(matches("**/x/**/y", "x/y") && matches("**/x/**/y", "a/x/b/c/y"));
  CHECK(!matches("**/x/**/y", "ax/y") && !matches("**/b", "ab"));
  CHECK(matches("*/a", "x/a") && !matches("*/a", "x/y/a") && !matches("*/a", "a"));
  CHECK(matches("a/**", "a/b") && !matches("a/**", "a/b/c")); // only `**/` is any folders
}

void alternatives() {
  CHECK(matches("*.{jpg,png}", "a.jpg") && matches("*.{jpg,png}", "a.png"));
  CHECK(!matches("*.{jpg,png}", "a.gif") && !matches("*.{jpg,png}", "a.jpgpng"));
  CHECK(matches("{train,test/**/new}/x", "test/a/new/x") && matches("{a,}b", "b"));
  CHECK(matches("{**/,x}a", "p/q/a") && matches("{**/,x}a", "xa") && !matches("{**/,x}a", "ya"));
  CHECK(matches("{a,{b,c}d}e", "ae") && matches("{a,{b,c}d}e", "cde") &&
        !matches("{a,{b,c}d}e", "ce"));
  CHECK(matches("{a", "{a") && matches("a}", "a}") && matches("{a,{b,c}", "{a,b"));
  CHECK(matches("a,b", "a,b") && matches("[ab]", "[ab]") && !matches("[ab]", "a"));
  CHECK(matches("{a}{b}", "ab") && matches("\\*", "\\x"));
}

void endings() {
  CHECK(matches("*.jpg", "a.JPG") && matches("*.JPG", "a.jpg") && matches("*.{jpg,png}", "a.Png"));
  CHECK(!matches("A.jpg", "a.jpg") && !matches("x.y/A", "x.y/a") && !matches("*a", "A"));
  CHECK(matches("*.tar.gz", "x.tar.GZ") && !matches("*.tar.gz", "x.TAR.gz"));
}

/// By trying all splits, for patterns of a, b, '*', '?' and '/'.
bool plainly(llvm::StringRef pattern, llvm::StringRef name) {
  if (pattern.empty())
    return name.empty();
  if (pattern.consume_front("*"))
    return plainly(pattern, name) ||
           (!name.empty() && name[0] != '/' && plainly(("*" + pattern).str(), name.drop_front()));
  if (name.empty() || (pattern[0] == '?' ? name[0] == '/' : pattern[0] != name[0]))
    return false;
  return plainly(pattern.drop_front(), name.drop_front());
}

std::string word(uint64_t number, llvm::StringRef letters) {
  std::string text;
  for (; number > 0; number /= letters.size())
    text += letters[number % letters.size()];
  return text;
}

void against() {
  int differ = 0, matched = 0;
  for (uint64_t p = 0; p < 3000; ++p)
    for (uint64_t n = 0; n < 250; ++n) {
      const std::string pattern = word(p * 7 + 1, "ab*?/"), name = word(n, "ab/");
      if (pattern.find("**") != std::string::npos)
        continue;
      const bool expected = plainly(pattern, name);
      differ += matches(pattern, name) != expected;
      matched += expected;
    }
  CHECK_EQ(differ, 0);
  CHECK(matched > 1000);
}

void quick() {
  const std::clock_t start = std::clock();
  std::string stars, braces, deep;
  for (int i = 0; i < 200; ++i) {
    stars += "*a";
    braces += "{a,aa}{a,}";
    deep += "{";
  }
  const std::string name(400, 'a');
  CHECK(!matches(stars + "b", name) && matches(stars, name));
  CHECK(!matches(braces + "b", name) && matches(braces, name));
  CHECK(!matches(deep + "x" + std::string(200, '}'), name));
  CHECK(double(std::clock() - start) / CLOCKS_PER_SEC < 1);
}

} // namespace

int main() {
  within();
  folders();
  alternatives();
  endings();
  against();
  quick();
  return report();
}
