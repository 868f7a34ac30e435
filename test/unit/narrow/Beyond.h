// SPDX-License-Identifier: Apache-2.0
// 26,244 networks, more than narrow counts, and all of their costs.
#pragma once

#include "../Program.h"
#include "cost/Cost.h"
#include "narrow/Census.h"
#include <algorithm>

inline const char *const networks = R"(
block B(x: Tensor, channels: Channels, kernel: Int = 3, stride: Int = 1) -> Tensor {
  return conv(x, channels, kernel, stride) |> relu
}
architecture A : image {
  stem  { conv(channels = 8, kernel = 3, stride = 2) }
  group { B: 8, 8, 8 }
  group { B: 16, 16, 16 }
  group { B: 24, 24, 24 }
  group { B: 32, 32, 32 }
  head  { global_average_pool |> linear(classes) }
}
search s {
  on images
  architecture = A
  width in {0.5, 1, 1.5, 2}
  each group { depth in 1..3  kernel in {1, 3} }
)";

/// With requirements, one a line.
inline std::string program(const std::string &requirements) {
  return std::string(networks) + requirements + "minimize flops\n}\n" + test::images;
}

inline std::vector<pnasc::ir::Costs> everything() {
  const test::Program p(program(""));
  const pnasc::ir::SearchSpace space = pnasc::ir::whole(p.spec);
  std::vector<pnasc::ir::Costs> all;
  for (const pnasc::ir::Genome &genome : pnasc::ir::Legal(space).all())
    all.push_back(*pnasc::narrow::costsOf(space, genome));
  return all;
}

struct Judge {
  const std::vector<pnasc::ir::Costs> all = everything();

  bool possible(const std::vector<pnasc::ir::Requirement> &requirements) const {
    return std::any_of(all.begin(), all.end(), [&](const pnasc::ir::Costs &costs) {
      return pnasc::cost::meets(requirements, costs);
    });
  }
};
