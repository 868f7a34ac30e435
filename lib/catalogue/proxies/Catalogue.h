// SPDX-License-Identifier: Apache-2.0
// The training-free scores by name, for whoever links no LibTorch. Each entry, <name>.torch.cpp,
// says so itself, in its one line PNASC_SCORE(...), which CMake copies out of it:
//
//   PNASC_SCORE(meco, "MeCo", Higher, Activations, "", "what it is, and who says so")
#pragma once

#include "ir/Spec.h"

namespace pnasc::proxies {

/// What of the shared passes a score looks at.
enum class Need : uint8_t {
  Activations, ///< of the first batch
  Gradient,    ///< of the first batch, too
  Gradients    ///< of every batch; at least two
};

struct Score {
  std::string name; ///< in the language and in files
  std::string title;
  enum Better : uint8_t { Higher, Lower } better;
  Need need;
  std::string formOf; ///< the score that it is another form of; empty: one of its own
  std::string help;   ///< one line, with the paper
};

const std::vector<Score> &scores(); ///< sorted by name
const Score *find(llvm::StringRef name);
std::string text(const Score &score); ///< a few lines for people

/// The entries that can stand for a score, itself first.
std::vector<std::string> formsOf(llvm::StringRef name);
/// What a goal may name: every score that is no form of another, the usual ones first.
std::vector<ir::Objective> objectives();
/// What a study carries whatever its goals are: the usual scores, those of Deutel et al. (arXiv
/// 2603.15106), each in its own form.
ir::ScoreSpec usual();

} // namespace pnasc::proxies
