// SPDX-License-Identifier: Apache-2.0
// What a person sees while a long stage runs, on stderr. A moving bar on a terminal, plain lines
// elsewhere (one every few seconds), nothing with --progress=none.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <mutex>
#include <string>

namespace pnasc::support {

enum class ProgressStyle { Auto, Bar, Plain, None };

/// Where a run says how it goes; one for a stream. From any thread.
class Console {
public:
  /// Auto: a bar where stderr is a terminal.
  explicit Console(ProgressStyle style, llvm::raw_ostream &os = llvm::errs());

  /// A line that stands by itself: "search: 500 trials, 37 on the front". Hidden by None.
  void say(llvm::StringRef line) const;

private:
  friend class Progress;
  /// What takes the bar of a Progress away, so that a line can stand in its place.
  llvm::StringRef cleared() const { return style == ProgressStyle::Bar ? "\r\x1b[K" : ""; }

  const ProgressStyle style; ///< never Auto
  llvm::raw_ostream &os;
  mutable std::mutex mutex;
};

/// One stage's progress. Thread-safe.
class Progress {
public:
  Progress(const Console &console, std::string stage, size_t total);
  ~Progress();
  /// `done` of the total; `detail` is shown behind it.
  void update(size_t done, llvm::StringRef detail = "");

private:
  const Console &console;
  std::string stage;
  size_t total;
  std::chrono::steady_clock::time_point start, shown;
  bool drawn = false;
  std::mutex mutex;
};

} // namespace pnasc::support
