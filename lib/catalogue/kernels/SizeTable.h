// SPDX-License-Identifier: Apache-2.0
// What the cross compiler makes of the library's C for one core, as measured: sizes/<core>.tsv,
// which `unit_emit_sizes --write` makes and CMake embeds. Sizes follow from the kernels' C, the
// compiler and its options, so nobody types them; `unit_emit_sizes` says where they are stale.
//
//   # compiler: arm-none-eabi-gcc (15:12.2.rel1-1) 12.2.1 20221205
//   # options: -mcpu=cortex-m4 ... -O2
//   name       code  stack
//   conv.dsp   1312  152
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pnasc::kernels {

/// Bytes of a kernel's function, literal pool included, and of its stack frame.
struct CodeSize {
  uint32_t codeBytes = 0, stackBytes = 0;
  bool operator==(const CodeSize &) const = default;
};

/// What surrounds the kernels: init, input, output, invoke without its calls, run, quantize_input.
/// A model that some firmware does not call in full is smaller.
struct Glue {
  uint32_t codeBytes = 0;        ///< all API functions, invoke without calls
  uint32_t bytesPerCall = 0;     ///< in m_invoke, literal included
  uint32_t invokeStackBytes = 0; ///< frame of m_invoke
  uint32_t bytesPerOutput = 0;   ///< of each output behind the first
  bool operator==(const Glue &) const = default;
};

struct SizeTable {
  std::string core;
  std::string compiler; ///< the first line of its --version
  std::string options;
  std::map<std::string, CodeSize> kernels; ///< those of the core's ISAs
  Glue glue;

  std::string text() const; ///< as in the file
};

llvm::Expected<SizeTable> parseSizeTable(llvm::StringRef core, llvm::StringRef text);
/// Those that are embedded, sorted by core.
const std::vector<SizeTable> &sizeTables();
/// The table of a core, or null.
const SizeTable *findSizeTable(llvm::StringRef core);

} // namespace pnasc::kernels
