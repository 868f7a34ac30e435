// SPDX-License-Identifier: Apache-2.0
// Weights, slopes and biases of a QDQ file, as an operator on the target holds them. Only for this
// room.
#pragma once

#include "catalogue/ops/shared/Op.h"
#include "onnx/Constants.h"

namespace pnasc::onnx {

/// A constant behind a DequantizeLinear, by the names of its values and scales.
struct DequantisedConstant {
  std::string values, scales;
  int64_t axis = 0; ///< along which there is a scale for each
};

struct WeightReader {
  const Constants &constants;
  const ir::IntegerNetwork &network;
  const ir::DeployNode &node; ///< with its inputs
  ir::IntegerValues &into;

  /// Of a convolution or linear layer; `proto` says how the file lays them out. No bias: zeros.
  llvm::Error readWeights(const ::onnx::NodeProto &proto,
                          llvm::ArrayRef<DequantisedConstant> weights) const;
  /// A parameter without a bias, in the shape of `rule`.
  llvm::Error readSlopes(const ops::Parameter &rule,
                         llvm::ArrayRef<DequantisedConstant> slopes) const;

private:
  llvm::Error readScales(const DequantisedConstant &weight, int64_t axis, size_t outputs) const;
  llvm::Error readBias(const DequantisedConstant &bias, size_t outputs) const;
};

} // namespace pnasc::onnx
