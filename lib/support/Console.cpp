// SPDX-License-Identifier: Apache-2.0
#include "support/Console.h"
#include "support/Printable.h"
#include "support/Units.h"
#include <unistd.h>

namespace pnasc::support {

static ProgressStyle effective(ProgressStyle style) {
  if (style != ProgressStyle::Auto)
    return style;
  return ::isatty(2) ? ProgressStyle::Bar : ProgressStyle::Plain;
}

Console::Console(ProgressStyle style, llvm::raw_ostream &os) : style(effective(style)), os(os) {}

void Console::say(llvm::StringRef line) const {
  if (style == ProgressStyle::None)
    return;
  std::lock_guard lock(mutex);
  os << cleared() << printableLines(line) << '\n';
}

Progress::Progress(const Console &console, std::string stage, size_t total)
    : console(console), stage(std::move(stage)), total(total),
      start(std::chrono::steady_clock::now()), shown(start) {}

Progress::~Progress() {
  if (drawn) {
    std::lock_guard lock(console.mutex);
    console.os << console.cleared();
  }
}

void Progress::update(size_t done, llvm::StringRef detail) {
  using namespace std::chrono_literals;
  const ProgressStyle style = console.style;
  if (style == ProgressStyle::None)
    return;
  std::lock_guard lock(mutex);
  const auto now = std::chrono::steady_clock::now();
  if (now - shown < (style == ProgressStyle::Bar ? 200ms : 15000ms))
    return;
  shown = now;
  const double elapsed = std::chrono::duration<double>(now - start).count();
  const double left = done ? elapsed / double(done) * double(total - std::min(done, total)) : 0;
  std::lock_guard streamLock(console.mutex);
  llvm::raw_ostream &os = console.os;
  os << console.cleared() << stage << ": " << done << "/" << total;
  if (done && done < total)
    os << ", about " << secondsText(left) << " left";
  if (!detail.empty())
    os << ", " << detail;
  if (style == ProgressStyle::Bar)
    drawn = true;
  else
    os << '\n';
}

} // namespace pnasc::support
