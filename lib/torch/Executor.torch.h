// SPDX-License-Identifier: Apache-2.0
// The executor with LibTorch's types, for code inside the wall: training, proxies, quantisation.
#pragma once

#include "ir/Network.h"
#include "support/Error.h"
#include "torch/Executor.h"
#include <ATen/ATen.h>
#include <new>
#include <vector>

namespace pnasc::torch {

using at::Tensor; // pnasc::torch hides ::torch in here; at:: names everything else

/// By node, in the order of Op::parameters.
using Values = std::vector<std::vector<at::Tensor>>;

/// Copies as tensors of `type`; with `gradients`, the trainable ones are leaves that collect them.
Values valuesOf(const ir::Network &network, const ir::Parameters &parameters,
                at::ScalarType type = at::kFloat, bool gradients = false);
ir::Parameters plainParameters(const Values &values);

at::Tensor tensorOf(const ir::FloatArray &array, at::ScalarType type = at::kFloat);
ir::FloatArray plainArray(const at::Tensor &tensor);
/// The same values with channels last in memory: faster for depthwise and 1-D convolutions.
inline at::Tensor channelsLast(const at::Tensor &x) {
  return x.contiguous(at::MemoryFormat::ChannelsLast);
}

/// The network's outputs for a batch N x C x H x W. `taps`, where given, receives the output of
/// every node; otherwise what no later node reads is let go.
std::vector<at::Tensor> outputs(const ir::Network &network, const Values &values,
                                const at::Tensor &batch, bool training = false,
                                std::vector<at::Tensor> *taps = nullptr);
/// The first of them, as N x features.
at::Tensor forward(const ir::Network &network, const Values &values, const at::Tensor &batch,
                   bool training = false, std::vector<at::Tensor> *taps = nullptr);

template <class T> struct Fallible { using type = llvm::Expected<T>; };
template <class T> struct Fallible<llvm::Expected<T>> { using type = llvm::Expected<T>; };

/// Calls `work`, which may itself fail, and turns what LibTorch throws into an error.
template <class F> auto guarded(F &&work) -> typename Fallible<decltype(work())>::type {
  try {
    init();
    return work();
  } catch (const std::bad_alloc &) {
    return support::environment("not enough memory to run the network");
  } catch (const c10::Error &error) {
    return support::failure(support::Exit::Internal,
                            std::string("LibTorch: ") + error.what_without_backtrace());
  } catch (const std::exception &error) { // oneDNN's own
    return support::failure(support::Exit::Internal, std::string("LibTorch: ") + error.what());
  }
}

} // namespace pnasc::torch
