// SPDX-License-Identifier: Apache-2.0
#include "catalogue/proxies/Catalogue.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::proxies {

const std::vector<Score> &scores() {
#define PNASC_SCORE(name, title, better, need, formOf, help)                                       \
  {#name, title, Score::better, Need::need, formOf, help},
  static const std::vector<Score> list = {
#include "Scores.inc"
  };
#undef PNASC_SCORE
  return list;
}

const Score *find(llvm::StringRef name) {
  const auto at = llvm::find_if(scores(), [&](const Score &score) { return score.name == name; });
  return at == scores().end() ? nullptr : &*at;
}

std::string text(const Score &score) {
  static constexpr const char *looksAt[] = {"the activations of one batch",
                                            "activations and gradients of one batch",
                                            "activations, and the gradients of several batches"};
  std::string text = score.name + ": " + score.title + ", a training-free score; " +
                     (score.better == Score::Higher ? "higher" : "lower") + " is better\n  " +
                     score.help + "\n  looks at " + looksAt[size_t(score.need)];
  if (!score.formOf.empty())
    text += "\n  a form of " + score.formOf + ": 'score { " + score.formOf + " = " + score.name +
            " }'";
  return text;
}

std::vector<std::string> formsOf(llvm::StringRef name) {
  std::vector<std::string> names = {name.str()};
  for (const Score &score : scores())
    if (score.formOf == name)
      names.push_back(score.name);
  return names;
}

static ir::Objective objectiveOf(const Score &score) {
  return {score.name, score.title, score.better == Score::Lower};
}

ir::ScoreSpec usual() {
  ir::ScoreSpec spec;
  for (const char *name : {"meco", "zico", "naswot", "snip"})
    if (const Score *score = find(name))
      spec.scores.push_back(objectiveOf(*score));
  for (const Score &score : scores())
    if (!score.formOf.empty())
      spec.forms[score.formOf] = score.formOf;
  return spec;
}

std::vector<ir::Objective> objectives() {
  std::vector<ir::Objective> list = usual().scores;
  for (const Score &score : scores())
    if (score.formOf.empty() &&
        llvm::none_of(list, [&](const ir::Objective &one) { return one.name == score.name; }))
      list.push_back(objectiveOf(score));
  return list;
}

} // namespace pnasc::proxies
