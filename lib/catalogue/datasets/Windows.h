// SPDX-License-Identifier: Apache-2.0
// Recordings become samples: windows are cut from each recording, whole recordings are given to the
// parts, and the result is normalised. Measured and simulated recordings take the same road.
//
// A part never sees a window of a recording that another part has seen: neighbouring windows are
// near copies of each other, and a network would only have to recognise the recording.
#pragma once

#include "ir/Dataset.h"
#include "ir/Spec.h"
#include "support/Workers.h"
#include "llvm/Support/Error.h"
#include <functional>

namespace pnasc::datasets {

/// Windows of one recording, in rows of the recording as it was measured.
struct WindowPlan {
  size_t window = 0;   ///< samples of one window
  size_t stride = 0;   ///< samples from one window to the next
  size_t decimate = 1; ///< rows averaged into one sample
  size_t atMost = 0;   ///< windows of one recording; 0: all

  explicit WindowPlan(const ir::DatasetSpec &spec);
  size_t rowsOfWindow() const { return window * decimate; }
  /// First rows of the windows; fewer than there are lie evenly over the recording.
  std::vector<size_t> starts(size_t rows) const;
  std::string text() const;
};

/// Windows of one recording, each channel by channel: count x channels x window.
struct Cut {
  size_t rows = 0; ///< of the recording
  size_t count = 0;
  std::vector<float> samples;
};

/// Cuts a table of `rows` rows of `channels` values; averages `decimate` rows into one sample.
Cut cutWindows(const float *table, size_t rows, size_t channels, const WindowPlan &plan);

struct Recording {
  std::string name; ///< relative path
  int32_t label = 0;
};

struct Recordings {
  std::vector<std::string> labels;
  std::vector<Recording> list;
  size_t channels = 0;
  /// Windows of recording `i`; called from several threads.
  std::function<llvm::Expected<Cut>(size_t i)> cut;
};

/// Calls `cut` for every recording, splits by recording (or by sample where the spec says so),
/// normalises. All recordings must have equally many rows: a shorter one is a truncated file.
llvm::Expected<ir::Dataset> assemble(const ir::DatasetSpec &spec, const Recordings &recordings,
                                     uint64_t seed, const support::Workers &workers);

} // namespace pnasc::datasets
