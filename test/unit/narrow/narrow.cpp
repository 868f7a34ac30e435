// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_narrow pnasc_check pnasc_parse
// What narrow removes, counts, shows and explains, on the shipped specs under various limits.
#include "narrow/Narrow.h"
#include "Check.h"
#include "Specs.h"
#include "cost/Cost.h"
#include "support/Error.h"
#include <algorithm>
#include <chrono>

using namespace pnasc;

static double secondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// No configuration that fits holds a removed value; the example fits; counts are in order.
static void narrows(const std::string &name, const Overrides &overrides) {
  const auto spec = load(name, overrides);
  if (!CHECK(spec != nullptr))
    return;
  const auto start = std::chrono::steady_clock::now();
  auto space = narrow::narrow(spec, support::cores());
  std::cerr << name << ": " << secondsSince(start) << " s\n";
  if (!CHECK(bool(space))) {
    std::cerr << llvm::toString(space.takeError()) << "\n";
    return;
  }
  std::cerr << narrow::describe(*space);
  CHECK(space->legal <= space->raw && space->remaining <= space->legal);
  CHECK(space->remainingLow <= space->remaining && space->remaining <= space->remainingHigh);
  for (const ir::Genome &seed : space->seeds)
    CHECK(cost::meets(spec->requirements, llvm::cantFail(cost::assess(*space, seed)).costs));
  CHECK_EQ(space->effects.size(), spec->requirements.size());
  if (CHECK(!space->example.empty()))
    CHECK(cost::meets(spec->requirements,
                      llvm::cantFail(cost::assess(*space, space->example)).costs));
  const ir::SearchSpace whole = ir::whole(spec);
  for (uint64_t i = 0; i < 200; ++i) {
    const ir::Genome genome = randomGenome(whole, i);
    auto candidate = cost::assess(whole, genome);
    if (!CHECK(bool(candidate))) {
      llvm::consumeError(candidate.takeError());
      continue;
    }
    if (!cost::meets(spec->requirements, candidate->costs))
      continue;
    for (const ir::Removed &removed : space->removed)
      CHECK(!(whole.value(genome, size_t(whole.indexOf(removed.choice))) == removed.value));
  }
}

static bool has(const std::string &text, const std::string &part) {
  return text.find(part) != std::string::npos;
}

static void explains(const std::string &name, const Overrides &overrides,
                     const std::vector<std::string> &core) {
  const auto spec = load(name, overrides);
  if (!CHECK(spec != nullptr))
    return;
  const auto start = std::chrono::steady_clock::now();
  auto space = narrow::narrow(spec, support::cores());
  std::cerr << name << ": " << secondsSince(start) << " s\n";
  if (!CHECK(!space))
    return;
  llvm::handleAllErrors(space.takeError(), [&](const support::Failure &failure) {
    std::cerr << failure.message << "\n";
    CHECK(failure.status == support::Exit::Infeasible);
    CHECK(failure.notes.size() >= core.size());
    for (const auto &note : failure.notes)
      std::cerr << "  " << note.message << "\n";
    for (const std::string &requirement : core)
      CHECK(has(failure.message, "'" + requirement + "'"));
  });
}

static std::string said(const std::string &name, const Overrides &overrides,
                        const support::Workers &workers) {
  const auto spec = load(name, overrides);
  if (!CHECK(spec != nullptr))
    return "";
  auto space = narrow::narrow(spec, workers);
  return space ? narrow::describe(*space) : llvm::toString(space.takeError());
}

/// Where something fits, and where nothing does and bounds tell why.
static void sameOnAnyThreads() {
  for (const Overrides &overrides : {Overrides{}, Overrides{{"fits_ram", "ram <= 2 KiB"}}}) {
    const std::string one = said("fashion_mnist.pnas", overrides, 1);
    CHECK(!one.empty());
    CHECK_EQ(said("fashion_mnist.pnas", overrides, 3), one);
  }
}

static void stops() {
  support::StopFlag stop;
  stop.request();
  CHECK_EQ(said("fashion_mnist.pnas", {}, {2, &stop}), std::string("interrupted"));
}

int main() {
  sameOnAnyThreads();
  stops();
  narrows("fashion_mnist.pnas", {});
  narrows("fashion_mnist.pnas", {{"fits_rom", "rom <= 24 KiB"}, {"fits_ram", "ram <= 12 KiB"}});
  narrows("mafaulda.pnas", {});
  explains("fashion_mnist.pnas", {{"fits_ram", "ram <= 2 KiB"}}, {"fits_ram"});
  explains("fashion_mnist.pnas", {{"quick", "macs <= 20 k MAC"}}, {"quick"});
  // Squeeze-and-excite has channels in odd numbers; without sparsities nothing cuts them.
  explains("mcunet.pnas", {{"fits_rom", "rom <= 12 KiB"}}, {"fits_rom"});
  return report();
}
