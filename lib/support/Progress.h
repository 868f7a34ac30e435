// SPDX-License-Identifier: Apache-2.0
// What a person sees while a long stage runs, on stderr. A moving bar on a terminal, plain lines
// elsewhere (one every few seconds), nothing with --progress=none.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <chrono>
#include <mutex>
#include <string>

namespace pnasc::support {

enum class ProgressStyle { Auto, Bar, Plain, None };
void setProgressStyle(ProgressStyle style);
/// A line that stands by itself: "search: 500 trials, 37 on the front". Hidden by None.
void say(llvm::StringRef line);

/// One stage's progress. Thread-safe.
class Progress {
public:
  Progress(std::string stage, size_t total);
  ~Progress();
  /// `done` of the total; `detail` is shown behind it.
  void update(size_t done, llvm::StringRef detail = "");

private:
  std::string stage;
  size_t total;
  std::chrono::steady_clock::time_point start, shown;
  bool drawn = false;
  std::mutex mutex;
};

} // namespace pnasc::support
