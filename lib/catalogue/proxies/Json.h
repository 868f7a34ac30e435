// SPDX-License-Identifier: Apache-2.0
// Evaluations as JSON, for people who compare scores; docs/pnas-score.md describes the keys.
#pragma once

#include "catalogue/proxies/Score.h"

namespace pnasc::proxies {

std::string json(const ir::Network &network, const std::vector<Evaluation> &evaluations,
                 unsigned indent = 2);

} // namespace pnasc::proxies
