// SPDX-License-Identifier: Apache-2.0
// A conflict, and the reason for a removed value, in words.
#include "narrow/Conflict.h"
#include "narrow/RequirementText.h"
#include "narrow/UnsatCore.h"
#include "support/Error.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <limits>

namespace pnasc::narrow {

using Requirements = std::vector<ir::Requirement>;

std::string reasonFor(const Requirements &requirements, const std::vector<CostRange> &ranges) {
  std::vector<Broken> things;
  for (const CostRange &range : ranges) {
    things.push_back(0);
    for (size_t r = 0; r < requirements.size(); ++r)
      if (breaks(requirements[r], range))
        things.back() |= Broken(1) << r;
  }
  const Broken core = coreOf(things, requirements.size());
  std::vector<std::string> names;
  const ir::Requirement *only = nullptr;
  for (size_t r = 0; r < requirements.size(); ++r)
    if (core >> r & 1) {
      names.push_back(requirements[r].name);
      only = &requirements[r];
    }
  if (names.empty()) // of parts of a network nothing is known here
    return "no configuration with it meets all requirements";
  if (names.size() != 1)
    return "no configuration with it meets " + listed(names) + " together";
  double least = std::numeric_limits<double>::infinity();
  for (const CostRange &range : ranges)
    least = std::min(least, leastOf(*only, range));
  const bool more = asksForMore(*only);
  return leftSide(*only) + " is at " + (more ? "most " : "least ") + quantity(*only, least) +
         " with it, '" + only->name + "' " + (more ? "asks for " : "allows ") +
         quantity(*only, only->limit);
}

static std::string relaxationText(const Relaxation &relaxation, bool alone) {
  const ir::Requirement &requirement = relaxation.requirement;
  const bool more = asksForMore(requirement);
  const std::string name = "'" + requirement.name + "' (" + limitText(requirement) + ")";
  if (std::isinf(relaxation.least) && relaxation.least > 0)
    return name + ": no other limit would do by itself, the other requirements conflict, too";
  const std::string least = quantity(requirement, relaxation.least);
  const std::string beside = alone ? "" : " beside the other requirements";
  if (!relaxation.reached)
    return name + ": no configuration has " + (more ? "more" : "less") + " than " + least + beside;
  const std::string reached = quantity(requirement, *relaxation.reached);
  if (*relaxation.reached <= relaxation.least)
    return name + ": from " + reached + " on something fits, not with " +
           (oneStep(requirement) == "any" ? std::string("any") : oneStep(requirement)) +
           (more ? " more" : " less");
  if (std::isinf(relaxation.least))
    return name + ": with " + reached + " something fits; less may do";
  return name + ": with " + reached + " something fits, and no configuration has " +
         (more ? "more" : "less") + " than " + least + beside;
}

static std::string headline(const Conflict &conflict) {
  std::vector<std::string> names, lines;
  for (const Relaxation &relaxation : conflict.requirements)
    names.push_back(relaxation.requirement.name);
  for (const LooseLine &loose : conflict.lines)
    lines.push_back(loose.line.text);
  std::string text = "no configuration ";
  if (!names.empty())
    text += "meets " + listed(names) + (names.size() > 1 ? " together" : "");
  if (!lines.empty())
    text += (names.empty() ? "has " : " with ") + listed(lines);
  return text;
}

llvm::Error failureOf(const Conflict &conflict, const ir::SearchSpace &space) {
  const auto &requirements = space.spec->requirements;
  support::Span place;
  // Point at what the user wrote rather than at the board, where there is a choice.
  for (const Relaxation &relaxation : conflict.requirements)
    if (!place.isValid() || !relaxation.requirement.fromBoard) {
      place = relaxation.requirement.range;
      if (!relaxation.requirement.fromBoard)
        break;
    }
  auto failure =
      std::make_unique<support::Failure>(support::Exit::Infeasible, headline(conflict), place);
  for (const Relaxation &relaxation : conflict.requirements) {
    const bool alone = conflict.requirements.size() == 1;
    failure->notes.push_back({relaxationText(relaxation, alone), relaxation.requirement.range});
    if (relaxation.reached)
      failure->notes.push_back({"then fits " + shortGenome(space, relaxation.example) + ": " +
                                    figures(requirements, relaxation.costs),
                                {}});
  }
  for (const LooseLine &loose : conflict.lines)
    failure->notes.push_back(
        {"'" + loose.line.text + "'" +
             (loose.remedy.empty() ? ": no value of it alone would do"
                                   : ": with " + loose.remedy + " something fits"),
         loose.line.range});
  if (!conflict.minimal())
    failure->notes.push_back(
        {"it could not be shown that all of these take part in the conflict", {}});
  return llvm::Error(std::move(failure));
}

} // namespace pnasc::narrow
