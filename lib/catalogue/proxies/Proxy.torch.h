// SPDX-License-Identifier: Apache-2.0
// An entry of this catalogue: one training-free score as a visitor of the pass that all share.
// <name>.torch.cpp declares itself, PNASC_SCORE(<name>, ...) (Catalogue.h has the columns), and
// defines `std::unique_ptr<Proxy> proxy_<name>()`; CMake lists the files.
#pragma once

#include "catalogue/proxies/Score.h"
#include <ATen/ATen.h>
#include <memory>

namespace pnasc::proxies {

/// A node as the first batch went through it.
struct Activation {
  ir::NodeId id;
  const ir::Node &node;
  const std::vector<at::Tensor> &inputs;
  const std::vector<at::Tensor> &parameters;
  const at::Tensor &output; ///< batch in front
};

class Proxy {
public:
  virtual ~Proxy() = default;
  /// Every node but the input, in topological order; batch norm by the statistics of the batch.
  virtual void onActivation(const Activation &) {}
  /// d loss / d weight of each convolution and linear layer, for batch 0, then for batch 1 ...;
  /// loss is what the task's scores differentiate: for classes the mean cross entropy of the batch.
  virtual void onWeightGradient(size_t /*batch*/, ir::NodeId, const at::Tensor & /*weight*/,
                                const at::Tensor & /*gradient*/) {}
  virtual Evaluation finish() = 0;
};

#define PNASC_SCORE(name, title, better, need, formOf, help) std::unique_ptr<Proxy> proxy_##name();

/// A fresh visitor of an entry.
std::unique_ptr<Proxy> make(llvm::StringRef name);

} // namespace pnasc::proxies
