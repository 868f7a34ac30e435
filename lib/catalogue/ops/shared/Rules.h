// SPDX-License-Identifier: Apache-2.0
// What several operators' rules share: reading attributes with their fallbacks, sliding windows,
// and errors in the words of someone who wrote the network.
#pragma once

#include "catalogue/ops/shared/Op.h"
#include "support/Error.h"
#include <array>
#include <cmath>

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

// Op::inputRows of operators that look at windows, and of those that make each row of the same row
// of their inputs (or of a single position, as a gate).
ir::Rows windowRows(const Window &window, const ir::Shape &in, const ir::Shape &out, ir::Rows rows);
ir::Rows slidingRows(const ir::Attributes &, const ir::Shape &in, const ir::Shape &out,
                     ir::Rows rows); ///< of the window that the attributes say
ir::Rows sameRows(const ir::Attributes &, const ir::Shape &in, const ir::Shape &out, ir::Rows rows);
/// Whether rows of both run along one axis, height (0) or width (1); then it is `axis`.
bool rowsAlong(const ir::Shape &in, const ir::Shape &out, size_t &axis);

/// The attribute rules of kernel, stride and padding, for all windowed operators.
std::vector<AttributeRule> windowRules();

// Rules of operators that only change values.
llvm::Expected<ir::Shape> sameShape(const ir::Attributes &, llvm::ArrayRef<ir::Shape> in);
std::vector<Parameter> noParameters(const ir::Attributes &, llvm::ArrayRef<ir::Shape>);
Cost noCost(const ir::Attributes &, llvm::ArrayRef<ir::Shape>, const ir::Shape &);
inline int undivided(const ir::Attributes &, const ir::Shape &) { return 0; } ///< Op::halvings
Channels sameChannels(const ir::Attributes &, llvm::ArrayRef<ir::Shape>);

/// Shape rule of max_pool and average_pool.
llvm::Expected<ir::Shape> poolShape(llvm::StringRef op, const ir::Attributes &attributes,
                                    const ir::Shape &in);

/// Of softmax and log_softmax: the input's, which may not have more channels than sums hold.
llvm::Expected<ir::Shape> softmaxShape(llvm::StringRef op, const ir::Shape &in);

/// Of upsample and upsample_bilinear: height and width times `factor`; a series has no height.
Function enlargingFunction(llvm::StringRef name);
llvm::Expected<ir::Shape> enlargedShape(const ir::Attributes &, llvm::ArrayRef<ir::Shape> in);

/// An operator that maps each value by itself; on the target a table.
Op functionOp(llvm::StringLiteral name, std::string source,
              std::function<double(const ir::Attributes &, double)> function);

/// Attributes that are real numbers hold whole billionths of what float32, and with it ONNX, makes
/// of them: they come back from a file as they went.
constexpr int64_t Billionths = 1000000000;
constexpr int64_t Sixth = 166666672, Hundredth = Billionths / 100;
inline double realAttribute(const ir::Attributes &attributes, llvm::StringRef name,
                            int64_t fallback) {
  return double(attributes.get(name, fallback)) / double(Billionths);
}
inline int64_t billionths(double real) {
  return int64_t(std::llround(double(float(real)) * double(Billionths)));
}

/// An operator with one input, the same shape, no parameters and no cost, called as `name(x)`;
/// entries change what differs.
Op plainOp(llvm::StringLiteral name, std::string source);

} // namespace pnasc::ops
