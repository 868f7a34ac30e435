// SPDX-License-Identifier: Apache-2.0
// Counting a million configurations: narrow's count, and every configuration assessed by itself.
//   benchmark_narrow [SPEC]        SPEC: test/benchmark/narrow/million.pnas
#include "check/Check.h"
#include "narrow/Census.h"
#include "narrow/Narrow.h"
#include "parse/Parse.h"
#include "support/Workers.h"
#include <atomic>
#include <chrono>
#include <iostream>

using namespace pnasc;

static double secondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

int main(int count, char **arguments) {
  const std::string root = PNASC_ROOT;
  const std::string path = count > 1 ? arguments[1] : root + "/test/benchmark/narrow/million.pnas";
  support::Sources sources;
  support::DiagnosticEngine diagnostics(sources);
  const auto program = parse::parse(sources, diagnostics, path, {root + "/specs", root});
  std::shared_ptr<const ir::Spec> spec;
  if (program)
    spec = check::check(program, diagnostics, {});
  diagnostics.finish();
  if (!spec)
    return 1;

  auto start = std::chrono::steady_clock::now();
  const ir::SearchSpace space = llvm::cantFail(narrow::narrow(spec, support::cores()));
  std::cout << narrow::describe(space) << "narrow: " << secondsSince(start) << " s\n";

  start = std::chrono::steady_clock::now();
  const ir::SearchSpace whole = ir::whole(spec);
  std::atomic<uint64_t> remaining = 0;
  support::Workers(support::cores()).forEach(size_t(whole.raw), [&](size_t index) {
    ir::Genome genome;
    for (const ir::Choice &choice : whole.choices) {
      genome.push_back(int32_t(index % choice.domain.size()));
      index /= choice.domain.size();
    }
    const auto costs = narrow::costsOf(whole, genome);
    remaining += costs && cost::meets(spec->requirements, *costs);
  });
  std::cout << "brute force over " << whole.raw << ": " << remaining << " remain, "
            << secondsSince(start) << " s\n";
  return 0;
}
