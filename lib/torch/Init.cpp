// SPDX-License-Identifier: Apache-2.0
// What LibTorch is told once: one thread, memory kept.
#include "torch/Executor.h"
#include <ATen/Parallel.h>
#include <dlfcn.h>
#include <malloc.h>

namespace pnasc::torch {

/// OpenBLAS keeps a pool of its own behind LibTorch's matrix products; where another BLAS is
/// installed there is nothing to set.
static void singleThreadedBlas() {
  using Setter = void (*)(int);
  if (auto set = reinterpret_cast<Setter>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads")))
    set(1);
}

/// A pass allocates and frees the same few megabytes over and over; given back to the system each
/// time, they cost a page fault every 4 KiB (measured: up to half of a backward pass).
static void keepMemory() {
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
}

void init() {
  thread_local const bool done = [] {
    static const bool once = (singleThreadedBlas(), keepMemory(), true);
    at::set_num_threads(1);
    return once;
  }();
  (void)done;
}

} // namespace pnasc::torch
