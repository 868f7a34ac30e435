// SPDX-License-Identifier: Apache-2.0
// What ZiCo and its bias-corrected form share.
#pragma once

#include "catalogue/proxies/Proxy.torch.h"

namespace pnasc::proxies {

/// Gradients of each layer, batch after batch.
class Ratios {
public:
  void add(ir::NodeId node, const at::Tensor &gradient);
  /// ZiCo: a term ln S for each layer, 0 where S is 0; "n_nonzero_std" tells by layer how many
  /// weights entered S.
  Evaluation evaluation() const;

private:
  struct Layer {
    ir::NodeId node;
    std::vector<at::Tensor> gradients;
  };
  std::vector<Layer> layers;
};

} // namespace pnasc::proxies
