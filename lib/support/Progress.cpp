// SPDX-License-Identifier: Apache-2.0
#include "support/Progress.h"
#include "support/Printable.h"
#include "support/Units.h"
#include "llvm/Support/raw_ostream.h"
#include <unistd.h>

namespace pnasc::support {

static ProgressStyle chosen = ProgressStyle::Auto;

void setProgressStyle(ProgressStyle style) { chosen = style; }

static ProgressStyle effective() {
  if (chosen != ProgressStyle::Auto)
    return chosen;
  return ::isatty(2) ? ProgressStyle::Bar : ProgressStyle::Plain;
}

static std::mutex &streamMutex() {
  static std::mutex mutex;
  return mutex;
}

void say(llvm::StringRef line) {
  if (effective() == ProgressStyle::None)
    return;
  std::lock_guard lock(streamMutex());
  llvm::errs() << (effective() == ProgressStyle::Bar ? "\r\x1b[K" : "") << printableLines(line)
               << '\n';
}

Progress::Progress(std::string stage, size_t total)
    : stage(std::move(stage)), total(total), start(std::chrono::steady_clock::now()), shown(start) {
}

Progress::~Progress() {
  if (drawn) {
    std::lock_guard lock(streamMutex());
    llvm::errs() << "\r\x1b[K";
  }
}

void Progress::update(size_t done, llvm::StringRef detail) {
  using namespace std::chrono_literals;
  const ProgressStyle style = effective();
  if (style == ProgressStyle::None)
    return;
  std::lock_guard lock(mutex);
  const auto now = std::chrono::steady_clock::now();
  if (now - shown < (style == ProgressStyle::Bar ? 200ms : 15000ms))
    return;
  shown = now;
  const double elapsed = std::chrono::duration<double>(now - start).count();
  const double left = done ? elapsed / double(done) * double(total - std::min(done, total)) : 0;
  std::lock_guard streamLock(streamMutex());
  llvm::errs() << (style == ProgressStyle::Bar ? "\r\x1b[K" : "") << stage << ": " << done << "/"
               << total;
  if (done && done < total)
    llvm::errs() << ", about " << secondsText(left) << " left";
  if (!detail.empty())
    llvm::errs() << ", " << detail;
  if (style == ProgressStyle::Bar)
    drawn = true;
  else
    llvm::errs() << '\n';
}

} // namespace pnasc::support
