// SPDX-License-Identifier: Apache-2.0
// How the language calls an operator: the names, types and defaults of the arguments, and how they
// become the operator's attributes. Each operator's entry says so itself.
#pragma once

#include "ir/Ast.h"
#include "ir/Network.h"
#include "llvm/ADT/ArrayRef.h"
#include <functional>
#include <optional>

namespace pnasc::ops {

/// Values of type Padding: so many positions on every side (`valid` is 0), or one of these forms,
/// which become numbers where kernel, stride and input are known.
struct Padding {
  static constexpr int64_t Valid = 0;
  /// ceil(n / stride) outputs; of an odd number of positions the last is at the end (TensorFlow).
  static constexpr int64_t Same = INT64_MIN;
  /// ceil(n / stride) outputs, each window centred on its position (PyTorch's padding = kernel / 2
  /// for odd kernels, whatever the size).
  static constexpr int64_t Centred = INT64_MIN + 1;
  /// Nothing in front; at the end so much that a last window, begun inside, is full (PyTorch's
  /// ceil_mode).
  static constexpr int64_t Ceil = INT64_MIN + 2;
};
/// By the word of the language; nothing for another word.
std::optional<int64_t> paddingOf(llvm::StringRef word);
const std::vector<std::string> &paddingWords();

/// Of a parameter for one dimension, kernel_height: not given, what counts is kernel. No value of a
/// program, nor a form of padding.
constexpr int64_t LikeBoth = INT64_MIN + 3;

struct FunctionParameter {
  llvm::StringRef name;
  ast::Type type;
  std::optional<int64_t> fallback; ///< none: required
};

struct Call;

struct Function {
  llvm::StringRef name;
  std::vector<FunctionParameter> parameters;
  bool manyTensors = false; ///< add, concat: two or more tensors, no other arguments
  /// Unset: an attribute of the same name for each parameter that is no tensor.
  std::function<llvm::Expected<ir::Attributes>(const Call &)> attributes = nullptr;
  llvm::StringRef op = ""; ///< filled in by functions()
};

/// A call with a value for each parameter.
struct Call {
  const Function &function;
  llvm::ArrayRef<int64_t> values; ///< by parameter; of a tensor 0
  std::vector<ir::Shape> tensors; ///< in the order of the tensor parameters
  bool series = false;            ///< one dimension lies along the width

  bool has(llvm::StringRef name) const;
  int64_t operator()(llvm::StringRef name) const;
  /// The value along axis 0 (height) or 1 (width): that of `name`_height or `name`_width where it
  /// is given, else that of `name`.
  int64_t along(llvm::StringRef name, size_t axis) const;
};

/// Of all operators, sorted by name.
const std::vector<Function> &functions();
const Function *findFunction(llvm::StringRef name);
llvm::Expected<ir::Attributes> attributesOf(const Call &call);

// What several entries share.
/// x alone.
Function plainFunction(llvm::StringRef name);
/// x, kernel, stride = kernel, padding = same, and each for one dimension.
Function poolFunction(llvm::StringRef name);
/// Behind `parameters` kernel_height, kernel_width and so on, for those of kernel, stride, dilation
/// and padding that are among them.
std::vector<FunctionParameter> withSides(std::vector<FunctionParameter> parameters);
/// Fails where a series is given a height: for a kernel, stride or dilation other than 1, for a
/// padding other than 0.
llvm::Error checkSides(const Call &call);
/// Fails where the number of `what` is not in 1..2^20: sums of what follows stay far from overflow.
llvm::Error checkSize(const Call &call, llvm::StringRef what, int64_t value);
/// kernel, stride, padding and, where it is not 1, dilation: whole numbers for height and width; in
/// a series there is nothing along the height.
llvm::Error setWindow(const Call &call, ir::Attributes &attributes);

} // namespace pnasc::ops
