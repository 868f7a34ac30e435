// SPDX-License-Identifier: Apache-2.0
// What --stop-after=narrow prints: counts, requirements, values removed, an example.
#include "narrow/Narrow.h"
#include "narrow/RequirementText.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>

namespace pnasc::narrow {

namespace {

/// All digits up to a quadrillion, else in powers of ten: 1.4e+18.
std::string count(double value) {
  std::string text;
  if (value < 1e15)
    text = support::grouped(uint64_t(std::llround(value)));
  else
    llvm::raw_string_ostream(text) << llvm::format("%.3g", value);
  return text;
}

std::string share(double part, double whole) {
  std::string text;
  llvm::raw_string_ostream(text) << llvm::format("%.3g %%", whole > 0 ? 100 * part / whole : 0);
  return text;
}

void describeCounts(llvm::raw_ostream &os, const ir::SearchSpace &space) {
  os << "configurations\n";
  os << "  raw        " << count(space.raw) << "\n";
  os << "  legal      " << count(space.legal) << "\n";
  os << "  remaining  " << (space.remainingExact ? "" : "about ") << count(space.remaining) << ", "
     << share(space.remaining, space.legal) << " of legal";
  if (space.remainingExact)
    os << ", counted\n";
  else
    os << ", by a uniform sample; 95 % interval " << share(space.remainingLow, space.legal)
       << " to " << share(space.remainingHigh, space.legal) << " (Wilson)\n";
}

void describeRequirements(llvm::raw_ostream &os, const ir::SearchSpace &space) {
  const auto &requirements = space.spec->requirements;
  size_t names = 0, limits = 0;
  for (const ir::Requirement &requirement : requirements) {
    names = std::max(names, requirement.name.size());
    limits = std::max(limits, limitText(requirement).size());
  }
  os << "requirements, and the share of legal that each removes: alone, and what no other does\n";
  for (size_t r = 0; r < requirements.size() && r < space.effects.size(); ++r)
    os << "  " << llvm::left_justify(requirements[r].name, unsigned(names)) << "  "
       << llvm::left_justify(limitText(requirements[r]), unsigned(limits)) << "  "
       << llvm::right_justify(share(space.effects[r].alone.value, space.legal), 8) << "  "
       << llvm::right_justify(share(space.effects[r].only.value, space.legal), 8)
       << (requirements[r].fromBoard ? "  (board)" : "") << "\n";
}

void describeRemoved(llvm::raw_ostream &os, const ir::SearchSpace &space) {
  os << "values that cannot be part of anything that fits: "
     << (space.removed.empty() ? "none" : count(double(space.removed.size()))) << "\n";
  for (const ir::Removed &removed : space.removed)
    os << "  " << removed.choice << " = " << removed.value.text() << ": " << removed.reason << "\n";
}

void describeExample(llvm::raw_ostream &os, const ir::SearchSpace &space) {
  if (space.example.empty()) {
    os << "one that fits: none found, none excluded\n";
    return;
  }
  os << "one that fits: " << space.genomeText(space.example) << "\n";
  if (const auto costs = costsOf(space, space.example))
    os << "  " << figures(space.spec->requirements, *costs) << "\n";
}

} // namespace

std::string describe(const ir::SearchSpace &space) {
  std::string text;
  llvm::raw_string_ostream os(text);
  describeCounts(os, space);
  describeRequirements(os, space);
  describeRemoved(os, space);
  describeExample(os, space);
  return os.str();
}

} // namespace pnasc::narrow
