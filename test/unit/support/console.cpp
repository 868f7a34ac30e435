// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_support
// What is said by each style: lines as they are, lines that take a bar's place, nothing; and two
// consoles that know nothing of each other.
#include "support/Console.h"
#include "Check.h"
#include <thread>

using namespace pnasc;
using support::Console;
using support::ProgressStyle;

static std::string said(ProgressStyle style) {
  std::string text;
  llvm::raw_string_ostream os(text);
  const Console console(style, os);
  console.say("one");
  console.say("two\x1b[31m");
  return os.str();
}

static std::string barText() {
  std::string text;
  llvm::raw_string_ostream os(text);
  const Console console(ProgressStyle::Bar, os);
  {
    support::Progress progress(console, "search", 4);
    progress.update(1); // too early
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
    progress.update(4, "37 on the front");
  }
  return os.str();
}

int main() {
  const std::string plain = said(ProgressStyle::Plain);
  CHECK_EQ(plain.substr(0, 7), std::string("one\ntwo"));
  CHECK(plain.find('\x1b') == std::string::npos); // no text moves the cursor
  CHECK_EQ(said(ProgressStyle::Bar).substr(0, 8), std::string("\r\x1b[Kone\n"));
  CHECK_EQ(said(ProgressStyle::None), std::string());
  CHECK_EQ(barText(), std::string("\r\x1b[Ksearch: 4/4, 37 on the front\r\x1b[K"));
  return report();
}
