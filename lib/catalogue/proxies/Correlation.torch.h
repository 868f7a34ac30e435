// SPDX-License-Identifier: Apache-2.0
// What MeCo and MeCo_opt share.
#pragma once

#include "catalogue/proxies/Proxy.torch.h"

namespace pnasc::proxies {

/// Channels of sample 0 as rows: C x n.
at::Tensor channelRows(const at::Tensor &output);

/// Least eigenvalue of the Pearson correlation of `rows`, C x n. 0 where it is known to be: for a
/// constant channel (its row and column count 0), for C > n - 1, for what is not a number; a single
/// channel that varies counts 1.
double leastEigenvalue(at::Tensor rows);

} // namespace pnasc::proxies
