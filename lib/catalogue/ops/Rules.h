// SPDX-License-Identifier: Apache-2.0
// What several operators' rules share: reading attributes with their fallbacks, sliding windows,
// and errors in the words of someone who wrote the network.
#pragma once

#include "catalogue/ops/Op.h"
#include "support/Error.h"
#include <array>

namespace pnasc::ops {

/// `return wrong("add of 16x8x8 and 24x8x8 needs equal shapes");`
inline llvm::Error wrong(std::string message) {
  return support::failure(support::Exit::Spec, std::move(message));
}

/// A sliding window over height and width. Index 0 is height, 1 is width.
struct Window {
  std::array<int64_t, 2> kernel{1, 1}, stride{1, 1}, dilation{1, 1};
  std::array<int64_t, 4> padding{}; ///< top, left, bottom, right

  int64_t area() const { return kernel[0] * kernel[1]; }
};

/// Attributes that are absent leave the fallbacks above.
Window windowOf(const ir::Attributes &attributes);

/// Height and width of the window's output, with `channels` channels:
/// floor((n + before + after - dilation * (kernel - 1) - 1) / stride) + 1.
llvm::Expected<ir::Shape> slide(llvm::StringRef op, const Window &window, const ir::Shape &in,
                                int64_t channels);

/// The attribute rules of kernel, stride and padding, for all windowed operators.
std::vector<AttributeRule> windowRules();

// Rules of operators that only change values.
llvm::Expected<ir::Shape> sameShape(const ir::Attributes &, llvm::ArrayRef<ir::Shape> in);
std::vector<Parameter> noParameters(const ir::Attributes &, llvm::ArrayRef<ir::Shape>);
Cost noCost(const ir::Attributes &, llvm::ArrayRef<ir::Shape>, const ir::Shape &);
Channels sameChannels(const ir::Attributes &, llvm::ArrayRef<ir::Shape>);

/// Shape rule of max_pool and average_pool.
llvm::Expected<ir::Shape> poolShape(llvm::StringRef op, const ir::Attributes &attributes,
                                    const ir::Shape &in);

/// An operator with one input, the same shape, no parameters and no cost; entries change what
/// differs.
Op plainOp(std::string name, std::string source);

} // namespace pnasc::ops
