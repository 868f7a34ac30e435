// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Mat.h"
#include "catalogue/readers/Choose.h"
#include "catalogue/readers/Words.h"
#include "support/Units.h"
#include <algorithm>

namespace pnasc::readers {

/// 'x' 3x4, 'y' 1x5 of text
static std::string listed(const std::vector<const MatVariable *> &variables) {
  std::string text;
  constexpr size_t Most = 16;
  for (size_t i = 0; i < std::min(variables.size(), Most); ++i) {
    text += (i ? ", " : "") + shown(variables[i]->name);
    for (size_t axis = 0; axis < std::min(variables[i]->sizes.size(), Most); ++axis)
      text += (axis ? "x" : " ") + std::to_string(variables[i]->sizes[axis]);
    text += variables[i]->kind;
  }
  return text + (variables.size() > Most ? ", ..." : "");
}

static bool isMatrix(const MatVariable &variable) {
  return variable.kind.empty() && variable.sizes.size() == 2 && variable.sizes[0] > 0 &&
         variable.sizes[1] > 0;
}

static bool fits(const MatVariable &variable, const std::string &pattern) {
  if (!pattern.empty())
    return matchesName(pattern, variable.name);
  return isMatrix(variable) && (variable.sizes[0] > 1 || variable.sizes[1] > 1);
}

llvm::Expected<size_t> chooseArray(const File &file, const Options &options,
                                   const std::vector<MatVariable> &variables) {
  if (variables.empty())
    return wrong(file, "it holds no variables");
  const std::string pattern = text(options, "variable", "");
  const std::string asked = pattern.empty() ? "" : " called " + shown(pattern);
  std::vector<const MatVariable *> all, fitting;
  for (const MatVariable &variable : variables) {
    all.push_back(&variable);
    if (fits(variable, pattern))
      fitting.push_back(&variable);
  }
  if (fitting.empty())
    return wrong(file, "there is no array" + asked + "; it holds " + listed(all));
  if (fitting.size() > 1)
    return wrong(file, std::to_string(fitting.size()) + " arrays" + asked +
                           " are there, variable = \"...\" names one: " + listed(fitting));
  const MatVariable &chosen = *fitting[0];
  if (!isMatrix(chosen))
    return wrong(file, "an array of rows and columns of real numbers is needed, this is " +
                           listed(fitting));
  if (chosen.sizes[0] > MostValues / chosen.sizes[1])
    return wrong(file,
                 listed(fitting) + " is more than " + support::grouped(MostValues) + " values");
  return size_t(&chosen - variables.data());
}

} // namespace pnasc::readers
