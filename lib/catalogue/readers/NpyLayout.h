// SPDX-License-Identifier: Apache-2.0
// Which axis of an array is what: records, channels, rows and columns of an image, or time.
#pragma once

#include "catalogue/readers/NpyArray.h"
#include "catalogue/readers/Reader.h"
#include <array>

namespace pnasc::readers {

struct NpyLayout {
  int64_t records = 1;
  ir::Shape shape; ///< of one
  bool images = false;
  int64_t step = 0;                      ///< from a record to the next, in values
  std::array<int64_t, 3> steps{0, 0, 0}; ///< along the channels, the height and the width of one
};

llvm::Expected<NpyLayout> npyLayout(const File &file, const readers::NpyArray &array,
                                    const Options &options);

} // namespace pnasc::readers
