// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_narrow
// Conflicts from made-up bounds: two limits that only together exclude everything, and the minimal
// core among requirements that take no part in it.
#include "narrow/Explain.h"
#include "Check.h"
#include "support/Error.h"

using namespace pnasc;
using namespace pnasc::narrow;

static ir::Requirement limit(const char *name, ir::Metric metric, double most) {
  ir::Requirement requirement;
  requirement.name = name;
  requirement.terms = {{1, metric}};
  requirement.limit = most;
  return requirement;
}

static Path path(double ram, double flops) {
  Path path;
  at(path.weight, ir::Metric::Ram) = ram;
  at(path.weight, ir::Metric::Flops) = flops;
  at(path.weight, ir::Metric::Rom) = 100;
  return path;
}

int main() {
  const std::vector<Path> paths = {path(1000, 9000), path(3000, 4000), path(2000, 6000)};
  const std::vector<ir::Requirement> requirements = {limit("flash", ir::Metric::Rom, 200),
                                                     limit("fits", ir::Metric::Ram, 1500),
                                                     limit("quick", ir::Metric::Flops, 5000)};
  llvm::handleAllErrors(conflict(requirements, paths), [](const support::Failure &failure) {
    CHECK(failure.status == support::Exit::Infeasible);
    CHECK_EQ(failure.message, std::string("no configuration meets 'fits' and 'quick' together"));
    CHECK_EQ(failure.notes.size(), size_t(2));
    CHECK_EQ(failure.notes[0].message,
             std::string("'fits' allows ram up to 1.5 KiB (1,500 B); every configuration has at "
                         "least 1,000 B, and at least 2.9 KiB (3,000 B) where it meets 'quick'"));
  });
  CHECK_EQ(reasonFor(requirements, paths),
           std::string("no configuration with it meets 'fits' and 'quick' together"));
  CHECK_EQ(reasonFor({limit("fits", ir::Metric::Ram, 500)}, paths),
           std::string("ram of every configuration with it is at least 1,000 B, 'fits' allows "
                       "500 B"));
  ir::Requirement negative = limit("odd", ir::Metric::Ram, -5);
  negative.terms[0].coefficient = -1; // not bounded from below: excludes nothing
  CHECK(Bounds::value(negative, paths[0].weight) < negative.limit);
  return report();
}
