// SPDX-License-Identifier: Apache-2.0
// Post-training quantisation in two walks over the calibration samples: the range of each tensor,
// then the mean error that rounding leaves in each output channel, which goes into the bias (Nagel
// et al. 2019, arXiv 1906.04721, section 4.2, with measured instead of derived means).
#pragma once

#include "ir/Spec.h"
#include "quantize/Simulate.torch.h"

namespace pnasc::quantize {

/// Scale and zero point of each tensor, equal within groups that share them.
std::vector<ir::QuantParams> calibrate(const ir::DeployGraph &graph,
                                       const std::vector<NodeTensors> &values,
                                       const at::Tensor &samples);

void correctBiases(const ir::DeployGraph &graph, const std::vector<ir::QuantParams> &params,
                   const at::Tensor &samples, std::vector<NodeTensors> &values);

/// Folded weights with corrected biases and the scales of all tensors.
struct Calibrated {
  std::vector<NodeTensors> values;
  std::vector<ir::QuantParams> params;
};
llvm::Expected<Calibrated> calibrated(const ir::TrainedNetwork &network,
                                      const ir::DeployGraph &graph, const ir::Dataset &data,
                                      const ir::QuantizeSpec &spec, uint64_t seed);

} // namespace pnasc::quantize
