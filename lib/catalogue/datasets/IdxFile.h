// SPDX-License-Identifier: Apache-2.0
// The IDX format of MNIST (LeCun, Cortes, Burges: "THE MNIST DATABASE", file formats): two zero
// bytes, a type, the number of dimensions, each dimension as a big-endian 32-bit number, then the
// values.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>
#include <vector>

namespace pnasc::datasets {

struct IdxFile {
  std::string path;
  std::vector<uint64_t> dimensions;
  std::string bytes; ///< values of type unsigned byte, without the header
};

/// Reads plain or gzip bytes with exactly `dimensions` dimensions; every failure names file and
/// byte.
llvm::Expected<IdxFile> readIdx(llvm::StringRef path, size_t dimensions);

} // namespace pnasc::datasets
