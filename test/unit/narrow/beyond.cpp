// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_narrow pnasc_check pnasc_parse
// Where there are more networks than narrow counts, limits that nothing meets, against brute force:
// a conflict holds, and a limit is called tight only where nothing lies below.
#include "Beyond.h"
#include "narrow/Narrow.h"
#include "support/Error.h"

using namespace pnasc;
using namespace pnasc::narrow;

/// The least left side beside all other requirements; infinite where there is none.
static double least(const Judge &judge, const ir::Requirement &one,
                    std::vector<ir::Requirement> others) {
  llvm::erase_if(others, [&](const ir::Requirement &other) { return other.name == one.name; });
  double best = HUGE_VAL;
  for (const ir::Costs &costs : judge.all)
    if (cost::meets(others, costs))
      best = std::min(best, cost::value(one, costs));
  return best;
}

static size_t tight = 0, told = 0;

static void explain(const Judge &judge, const std::string &requirements) {
  const test::Program p(program(requirements));
  if (!CHECK(p.spec != nullptr))
    return;
  CHECK(!judge.possible(p.spec->requirements));
  Outcome outcome = investigate(p.spec, support::cores());
  CHECK(!outcome.space.remainingExact);
  if (!CHECK(bool(outcome.error)))
    return;
  const std::string text = llvm::toString(std::move(outcome.error));
  std::cerr << text << "\n";
  if (!CHECK(outcome.conflict.has_value()))
    return;
  CHECK(outcome.conflict->minimal());
  for (const Relaxation &relaxation : outcome.conflict->requirements) {
    const double best = least(judge, relaxation.requirement, p.spec->requirements);
    const bool says = relaxation.reached && *relaxation.reached <= relaxation.least;
    CHECK(relaxation.least <= best + 1e-9 * std::fabs(best));
    CHECK(!relaxation.reached || *relaxation.reached >= best);
    CHECK(!says || *relaxation.reached == best);
    const std::string both = " something fits, and no configuration has ";
    CHECK((text.find("'" + relaxation.requirement.name + "'") != std::string::npos));
    CHECK(says || text.find(both) != std::string::npos);
    tight += says;
    ++told;
  }
}

static std::string limit(const char *name, const char *metric, double most, const char *unit) {
  return std::string("require ") + name + ": " + metric + " <= " + std::to_string(int64_t(most)) +
         " " + unit + "\n";
}

int main() {
  const Judge judge;
  const auto smallest = [&](ir::Metric metric) {
    double best = HUGE_VAL;
    for (const ir::Costs &costs : judge.all)
      best = std::min(best, cost::metric(costs, metric));
    return best;
  };
  const double ram = smallest(ir::Metric::Ram), rom = smallest(ir::Metric::Rom);
  explain(judge, limit("fits", "ram", ram - 1, "B"));
  explain(judge, limit("small", "rom", rom - 1, "B"));
  explain(judge, limit("quick", "macs", smallest(ir::Metric::Macs) - 1, "MAC"));
  explain(judge, limit("light", "flops", smallest(ir::Metric::Flops) - 1, "FLOP"));
  explain(judge, limit("few", "params", smallest(ir::Metric::Params) - 1, ""));
  explain(judge, limit("small", "rom", rom + 400, "B") + "require many: params >= 60 k\n");
  explain(judge, limit("fits", "ram", ram + 400, "B") + "require many: params >= 60 k\n");
  std::cerr << tight << " of " << told << " limits are tight\n";
  CHECK(tight >= 6 && tight < told); // both kinds
  return report();
}
