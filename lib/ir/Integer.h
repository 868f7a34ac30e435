// SPDX-License-Identifier: Apache-2.0
// A quantised network: the deployment graph with int8 weights and the scales of every tensor. It
// says everything that model.int8.onnx says and nothing more; multipliers and shifts follow from
// the scales by ir/Rescale.h.
#pragma once

#include "ir/Deploy.h"
#include "ir/InputLayout.h"
#include "ir/Tensor.h"
#include <string>
#include <vector>

namespace pnasc::ir {

/// real = scale * (q - zeroPoint)
struct QuantParams {
  float scale = 1;
  int32_t zeroPoint = 0; ///< -128..127
  bool operator==(const QuantParams &) const = default;
};

/// Values of one DeployNode; empty for operators without weights.
struct IntegerValues {
  /// Values of DeployNode::weights, one a byte whatever that is.
  Array<int8_t> weight; ///< conv [O, kh, kw, I/groups]; linear [O, I] with I in HWC order; slopes
                        ///< of prelu [C, 1, 1] or [1, 1, 1]
  std::vector<float> weightScales; ///< one for each of weight's axis 0, symmetric
  std::vector<int32_t> bias; ///< [O], in units of input scale * weight scale; the input's zero
                             ///< point is not folded in; none of slopes
  std::vector<int8_t> table; ///< of a tabulated operator: the answers to -128 .. 127
  bool operator==(const IntegerValues &) const = default;
};

struct IntegerNetwork {
  DeployGraph graph;
  std::vector<QuantParams> tensors;             ///< by tensor id
  std::vector<IntegerValues> values;            ///< by node index
  std::vector<std::string> labels;              ///< names of the classes
  std::vector<float> inputMean, inputDeviation; ///< normalisation the caller applies, by channel
  std::string task = "classification";          ///< entry of lib/catalogue/tasks
  InputLayout layout; ///< of samples in the model file; the C has H x W x C always
  bool operator==(const IntegerNetwork &) const = default;
};

} // namespace pnasc::ir
