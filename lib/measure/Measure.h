// SPDX-License-Identifier: Apache-2.0
// From predictions to facts: the emitted C is compiled for the board's core, linked, and run on an
// emulator of that core over real samples.
//
//   Bundle (C) -> objects -> image for the emulator -> outputs, arena, stack, instructions
//                         -> image for the board    -> does it fit?
//              -> host program                      -> the same outputs?
//
// Needs the cross compiler and emulator of the core's family and a host C compiler; where one is
// missing the result is an Environment failure that names the Debian package. Promises: equal requests give equal
// bytes of firmware and map, wherever the scratch folder lies.
#pragma once

#include "ir/Deploy.h"
#include "ir/Integer.h"
#include "ir/Result.h"
#include "ir/Schedule.h"
#include "ir/Spec.h"
#include "support/Stop.h"
#include <cstdint>
#include <string>
#include <vector>

namespace pnasc::measure {

struct Request {
  const ir::Bundle
      &c;           ///< of the library: <name>.h, <name>.c, <name>_weights.c, ...; folders ignored
  std::string name; ///< C prefix
  const ir::IntegerNetwork &network;
  const ir::Schedule &plan;
  const ir::Board &board;
  const std::vector<std::vector<int8_t>> &inputs, &expected; ///< expected: of the integer reference
  std::string outputFolder;  ///< receives firmware/<name>.elf and .map, each whole
  std::string scratchFolder; ///< for this model alone
  const support::StopFlag *stop = nullptr;
};

llvm::Expected<ir::Measured> measure(const Request &request);

} // namespace pnasc::measure
