// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_study
// A study survives reopening and SIGKILL, refuses what is not its own, and orders its rows by id.
#include "study/Store.h"
#include "Check.h"
#include "support/Files.h"
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace pnasc;

static ir::SearchSpace makeSpace() {
  auto spec = std::make_shared<ir::Spec>();
  spec->search.name = "motor";
  spec->score.scores = {{"meco", ""}, {"zico", ""}, {"shape", ""}};
  spec->objectives = {ir::Objective::of(ir::Metric::Flops), spec->score.scores[2]};
  ir::SearchSpace space;
  space.choices = {{"architecture", ir::DomainKind::Categorical, {{"A", 0}, {"B", 0}}, {}},
                   {"width", ir::DomainKind::Grid, {{"", 250000}, {"", 300000}, {"", 350000}}, {}},
                   {"group1.depth", ir::DomainKind::Ordered, {{"", 1000000}, {"", 2000000}}, {}}};
  space.spec = spec;
  return space;
}

static ir::Trial makeTrial(uint64_t id) {
  ir::Trial trial;
  trial.id = id;
  trial.genome = {int32_t(id % 2), int32_t(id % 3), int32_t(id / 2 % 2)};
  trial.networkDigest = "n" + std::to_string(id);
  trial.costs.flops = 1000 + id;
  trial.costs.arenaBytes = 77 * id;
  trial.costs.latencySeconds = 0.1 * double(id);
  trial.scores = {{{"meco", 0.1 + double(id), 0.1}, {"zico", 1.0 / 3, 1.0 / 7}, {"shape", -2e-300}},
                  "{}"};
  return trial;
}

static std::string failureText(llvm::Error error) { return llvm::toString(std::move(error)); }
static bool has(const std::string &text, const char *part) {
  return text.find(part) != std::string::npos;
}

static void reopens(const std::string &path, const ir::SearchSpace &space) {
  {
    auto store = llvm::cantFail(study::Store::open(path, {"d1", 7, "0.1"}, space));
    for (uint64_t id : {3, 0, 1, 2})
      llvm::cantFail(store.add(makeTrial(id), {-1.5}, study::Store::now()));
    CHECK_EQ(store.count(), size_t(4));
    const std::string again = failureText(store.add(makeTrial(2), {-1.5}, study::Store::now()));
    CHECK(has(again, "UNIQUE"));
  }
  CHECK(!support::exists(path + "-wal"));
  auto store = llvm::cantFail(study::Store::open(path, {"d1", 7, "0.1"}, space));
  CHECK_EQ(store.count(), size_t(4));
  CHECK(!store.finished());
  const ir::Trial *trial = store.find(3), wanted = makeTrial(3);
  CHECK(trial && trial->genome == wanted.genome && trial->costs.flops == wanted.costs.flops);
  CHECK(trial && trial->costs.arenaBytes == wanted.costs.arenaBytes &&
        trial->scores.list == wanted.scores.list && trial->scores.terms == wanted.scores.terms);
  CHECK(store.find(4) == nullptr);
  ir::Study study;
  study.front = {1, 3};
  llvm::cantFail(store.finish(study));
  CHECK(store.finished());
}

static void refuses(const std::string &path, const ir::SearchSpace &space) {
  auto message = [&](study::Identity identity) {
    return failureText(study::Store::open(path, identity, space).takeError());
  };
  CHECK(has(message({"d1", 8, "0.1"}), "seed 7 there, 8 here"));
  CHECK(has(message({"d2", 7, "0.1"}), "spec digest d1 there, d2 here"));
  CHECK(has(message({"d1", 7, "0.2"}), "version 0.1 there, 0.2 here"));
  std::ofstream(path + ".txt") << std::string(5000, 'x');
  CHECK(has(failureText(study::Store::open(path + ".txt", {}, space).takeError()), "no study"));
  CHECK(has(failureText(study::Store::open("/nowhere/study.db", {}, space).takeError()),
            "cannot open"));
}

static void survivesKill(const std::string &path, const ir::SearchSpace &space) {
  int pipe[2];
  CHECK(::pipe(pipe) == 0);
  const pid_t child = fork();
  if (child == 0) {
    auto store = llvm::cantFail(study::Store::open(path, {"d", 1, "v"}, space));
    for (uint64_t id = 0;; ++id) {
      llvm::cantFail(store.add(makeTrial(id), {0}, study::Store::now()));
      if (::write(pipe[1], "x", 1) != 1)
        _exit(1);
    }
  }
  char byte;
  size_t told = 0;
  while (told < 40 && ::read(pipe[0], &byte, 1) == 1)
    ++told;
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  auto store = llvm::cantFail(study::Store::open(path, {"d", 1, "v"}, space));
  CHECK(store.count() >= told); // every trial that was reported as stored is there
}

int main() {
  const std::string folder =
      std::filesystem::temp_directory_path() / ("pnasc_store_" + std::to_string(getpid()));
  std::filesystem::create_directory(folder);
  const ir::SearchSpace space = makeSpace();
  reopens(folder + "/study.db", space);
  refuses(folder + "/study.db", space);
  survivesKill(folder + "/killed.db", space);
  llvm::cantFail(study::Store::remove(folder + "/study.db"));
  CHECK(!support::exists(folder + "/study.db"));
  std::filesystem::remove_all(folder);
  return report();
}
