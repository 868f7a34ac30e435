// SPDX-License-Identifier: Apache-2.0
#include "report/Funnel.h"
#include "report/Figures.h"
#include "report/Markup.h"
#include <algorithm>
#include <cmath>

namespace pnasc::report {

namespace {

struct Step {
  const char *title, *meaning;
  double count;
  bool estimated = false;
};

} // namespace

std::string funnel(const Search &search) {
  const ir::SearchSpace &space = *search.space;
  const Step steps[] = {
      {"raw", "product of all choices", space.raw},
      {"legal", "of which are networks", space.legal},
      {"remaining", "of which meet the requirements", space.remaining, !space.remainingExact},
      {"evaluated", "scored by the search", double(search.study->trials.size())},
      {"front", "not dominated by another", double(search.study->front.size())},
      {"selected", "built and run", double(selectedCount(*search.study))},
  };
  const double most = std::log10(std::max(10.0, space.raw) + 1);
  std::string text = "<ol class=\"funnel\">\n";
  for (const Step &step : steps) {
    const double share = std::log10(std::max(0.0, step.count) + 1) / most;
    text += std::string("<li><b>") + (step.estimated ? "≈ " : "") + shortCount(step.count) +
            "</b><span>" + step.title + "</span><small>" + step.meaning +
            "</small><i style=\"height:" + coordinate(4 + 56 * std::min(1.0, share)) +
            "px\"></i></li>\n";
  }
  return text + "</ol>\n";
}

} // namespace pnasc::report
