// SPDX-License-Identifier: Apache-2.0
// libFuzzer's way into the reader of studies; test/fuzz/run builds and runs it. Whatever lies there
// as study.db is opened or refused. Since a digest refuses nearly all of it, the trials are also read
// as if there were none.
#include "study/Store.h"
#include "study/Trials.h"
#include "support/Files.h"
#include <cstdlib>
#include <filesystem>
#include <string>
#include <unistd.h>

using namespace pnasc;

namespace {

const ir::SearchSpace &space() {
  static const ir::SearchSpace made = [] {
    auto spec = std::make_shared<ir::Spec>();
    spec->objectives = {ir::Objective::of(ir::Metric::Flops)};
    ir::SearchSpace space;
    space.choices = {{"width", ir::DomainKind::Grid, {{"", 250000}, {"", 300000}}, {}}};
    space.spec = spec;
    return space;
  }();
  return made;
}

const study::Identity identity{"spec", 1, "version", "data"};

ir::Trial trialOf(uint64_t id) {
  ir::Trial trial;
  trial.id = id;
  trial.genome = {int32_t(id % 2)};
  trial.networkDigest = "n" + std::to_string(id);
  return trial;
}

/// Of each input, in memory where there is such a place.
std::string pathOf(const char *name) {
  const bool memory = std::filesystem::is_directory("/dev/shm");
  return std::string(memory ? "/dev/shm" : "/tmp") + "/pnasc-fuzz-" + std::to_string(getpid()) + name;
}

void makeSeeds(const std::string &folder) {
  const std::string path = pathOf("-seed.db");
  for (uint64_t trials : {0, 1, 7}) {
    {
      auto store = llvm::cantFail(study::Store::open(path, identity, space()));
      for (uint64_t id = 0; id < trials; ++id)
        llvm::cantFail(store.add(trialOf(id), {}, study::Store::now()));
    }
    const std::string seed = folder + "/" + std::to_string(trials) + "-trials";
    llvm::cantFail(support::writeFile(seed, llvm::cantFail(support::readFile(path))));
    llvm::cantFail(study::Store::remove(path));
  }
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *, char ***) {
  if (const char *folder = std::getenv("PNASC_FUZZ_SEEDS"))
    makeSeeds(folder);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const std::string path = pathOf(".db");
  const llvm::StringRef bytes(reinterpret_cast<const char *>(data), size);
  llvm::cantFail(support::writeFile(path, bytes));
  if (auto store = study::Store::open(path, identity, space())) {
    if (!store->find(1000))
      llvm::consumeError(store->add(trialOf(1000), {}, study::Store::now()));
  } else
    llvm::consumeError(store.takeError());
  llvm::cantFail(support::writeFile(path, bytes));
  std::map<uint64_t, ir::Trial> trials;
  if (auto database = study::Database::look(path))
    llvm::consumeError(study::readTrials(**database, space(), path, trials));
  else
    llvm::consumeError(database.takeError());
  llvm::cantFail(study::Store::remove(path));
  return 0;
}
