// SPDX-License-Identifier: Apache-2.0
#include "elaborate/Functions.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::elaborate {

using ast::Type;

/// A pool's stride, where it is not given, is its kernel.
static constexpr int64_t likeKernel = 0;

const std::vector<Function> &functions() {
  const FunctionParameter x{"x", Type::Tensor, {}}, kernel{"kernel", Type::Int, {}},
      stride{"stride", Type::Int, 1}, dilation{"dilation", Type::Int, 1},
      padding{"padding", Type::Padding, Padding::Same};
  const std::vector<FunctionParameter> pool{x, kernel, {"stride", Type::Int, likeKernel}, padding};
  static const std::vector<Function> table = {
      {"add", "add", {}, true},
      {"average_pool", "average_pool", pool},
      {"batch_norm", "batch_norm", {x}},
      {"concat", "concat", {}, true},
      {"conv",
       "conv",
       {x,
        {"channels", Type::Channels, {}},
        kernel,
        stride,
        {"groups", Type::Int, 1},
        dilation,
        padding,
        {"bias", Type::Bool, 0}}},
      {"depthwise", "conv", {x, kernel, stride, dilation, padding, {"bias", Type::Bool, 0}}},
      {"flatten", "flatten", {x}},
      {"global_average_pool", "global_average_pool", {x}},
      {"linear", "linear", {x, {"features", Type::Int, {}}, {"bias", Type::Bool, 1}}},
      {"max_pool", "max_pool", pool},
      {"relu", "relu", {x}},
      {"relu6", "relu6", {x}},
      {"zeros", "zeros", {x}},
  };
  return table;
}

const Function *findFunction(llvm::StringRef name) {
  const auto &table = functions();
  const auto at = llvm::find_if(table, [&](const Function &f) { return name == f.name; });
  return at == table.end() ? nullptr : &*at;
}

const std::vector<std::string> &tensorMembers() {
  static const std::vector<std::string> members{"channels", "height", "width"};
  return members;
}

} // namespace pnasc::elaborate
