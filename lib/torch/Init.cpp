// SPDX-License-Identifier: Apache-2.0
#include "torch/Executor.h"
#include <ATen/Parallel.h>
#include <dlfcn.h>

namespace pnasc::torch {

/// OpenBLAS keeps a pool of its own behind LibTorch's matrix products; where another BLAS is
/// installed there is nothing to set.
static void singleThreadedBlas() {
  using Setter = void (*)(int);
  if (auto set = reinterpret_cast<Setter>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads")))
    set(1);
}

void init() {
  thread_local const bool done = [] {
    static const bool once = (singleThreadedBlas(), true);
    at::set_num_threads(1);
    return once;
  }();
  (void)done;
}

} // namespace pnasc::torch
