// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"
#include "catalogue/ops/shared/Rules.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/ErrorHandling.h"

namespace pnasc::ops {

#define PNASC_TORCH_OP(name) at::Tensor torch_##name(const TorchArguments &);
#include "TorchOps.inc"
#undef PNASC_TORCH_OP

TorchFunction torchFunction(llvm::StringRef op) {
  static const llvm::StringMap<TorchFunction> functions = {
#define PNASC_TORCH_OP(name) {#name, torch_##name},
#include "TorchOps.inc"
#undef PNASC_TORCH_OP
  };
  return functions.lookup(op);
}

at::Tensor torchForward(llvm::StringRef op, const TorchArguments &arguments) {
  const TorchFunction function = torchFunction(op);
  if (!function)
    llvm::report_fatal_error("no float meaning of operator '" + op + "'");
  return function(arguments);
}

at::Tensor asMap(const at::Tensor &x) { return x.dim() == 2 ? x.unsqueeze(2).unsqueeze(3) : x; }

Padded padded(const TorchArguments &arguments, double value, bool always) {
  const auto [top, left, bottom, right] = windowOf(arguments.attributes).padding;
  Padded result{asMap(arguments.inputs[0])};
  const bool alike = top == bottom && left == right;
  if (alike && !always)
    result.rest = {top, left};
  else if (top + left + bottom + right > 0)
    result.x = at::constant_pad_nd(result.x, {left, right, top, bottom}, value);
  return result;
}

} // namespace pnasc::ops
