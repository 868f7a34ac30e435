// SPDX-License-Identifier: Apache-2.0
// The text form of an IntegerNetwork: its graph's, then what the graph does not say. Long arrays
// lie in one file beside the text, which says where and what their digest is.
//
//   deploy Tiny on cortex-m7
//   ...
//   integers
//   label "calm"
//   %0 scale 0.0235294122 zero -3
//   %1 scale 0.05 zero 0
//   %1 weight [16,3,3,8] = "tiny.values" at 0 digest 5f0c4e1d2b3a4958
//   %1 scales [16] = [0.01, 0.012, ...]
//   %1 bias [16] = [-4, 0, 12, ...]
//
// In the file: int8, int32 and float32 as they are, the lowest byte first.
#pragma once

#include "ir/Integer.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::ir {

struct IntegerText {
  std::string text;
  std::string values; ///< bytes of the file; empty where all arrays are short
};
/// `file`: the name that the text gives to the file of values.
IntegerText integerText(const IntegerNetwork &network, llvm::StringRef file);

/// The `integers` part, of a graph that was read before; `read` gives the bytes of a file beside
/// the text. Whether values fit the operators is ops::verify's to say.
llvm::Expected<IntegerNetwork>
parseIntegers(const DeployGraph &graph, llvm::StringRef text,
              llvm::function_ref<llvm::Expected<std::string>(llvm::StringRef file)> read);

} // namespace pnasc::ir
