// SPDX-License-Identifier: Apache-2.0
#include "narrow/Narrow.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>

namespace pnasc::narrow {

/// Exact where a double is, else in powers of ten: 1.4e+15.
static std::string count(double value) {
  std::string text;
  llvm::raw_string_ostream os(text);
  if (value < 1e6)
    os << uint64_t(std::llround(value));
  else
    os << llvm::format("%.3g", value);
  return os.str();
}

std::string describe(const ir::SearchSpace &space) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "configurations\n";
  os << "  raw        " << count(space.raw) << "\n";
  os << "  legal      " << count(space.legal) << "\n";
  os << "  remaining  " << (space.remainingExact ? "" : "about ") << count(space.remaining);
  if (space.legal > 0)
    os << llvm::format(" (%.2g %% of legal", 100 * space.remaining / space.legal);
  if (!space.remainingExact && space.legal > 0)
    os << llvm::format("; 95 %% interval %.2g to %.2g %%", 100 * space.remainingLow / space.legal,
                       100 * space.remainingHigh / space.legal);
  os << (space.legal > 0 ? ")\n" : "\n");
  os << "requirements\n";
  for (const ir::Requirement &requirement : space.spec->requirements)
    os << "  " << requirement.name << (requirement.fromBoard ? " (board)" : "") << "\n";
  os << "removed values: " << space.removed.size() << "\n";
  for (const ir::Removed &removed : space.removed)
    os << "  " << removed.choice << " = " << removed.value.text() << ": " << removed.reason << "\n";
  if (space.example.empty())
    os << "example that fits: none found, none excluded\n";
  else
    os << "example that fits: " << space.genomeText(space.example) << "\n";
  return os.str();
}

} // namespace pnasc::narrow
