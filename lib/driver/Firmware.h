// SPDX-License-Identifier: Apache-2.0
// From an integer network to files: QDQ ONNX, and the C that is made from that file read back.
#pragma once

#include "ir/Integer.h"
#include "ir/Result.h"
#include "llvm/Support/Error.h"
#include <map>

namespace pnasc::driver {

struct Firmware {
  std::string onnx;           ///< bytes of model.int8.onnx
  ir::IntegerNetwork network; ///< as read back from them
  ir::Schedule plan;
  ir::Bundle c;
};

/// C prefix and folder of a model: mbednet1d_137.
std::string modelName(llvm::StringRef architecture, uint64_t trial);

/// Writes the QDQ file and takes it from there.
llvm::Expected<Firmware> lowerToC(const ir::IntegerNetwork &network, const std::string &name,
                                  const std::map<std::string, std::string> &metadata);
/// From the bytes of a QDQ model alone: a network from elsewhere takes this very road. The
/// self-test's vectors follow from the file, too (noise keyed by its digest, run through the
/// integer reference).
llvm::Expected<Firmware> lowerToC(std::string onnx, const std::string &name);

/// The C alone, of a network whose kernels are chosen, by a schedule that was verified. `digest`
/// keys the noise of the self-test.
llvm::Expected<ir::Bundle> libraryOf(const ir::IntegerNetwork &network,
                                     const ir::Schedule &schedule, const std::string &name,
                                     llvm::StringRef digest);

/// Each file behind a line with its name.
void printFiles(const ir::Bundle &files);
llvm::Error writeFiles(const std::string &folder, const ir::Bundle &files);

} // namespace pnasc::driver
