// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_study
// A study that was changed behind our back is refused with what was changed, and what is refused
// stays as it is: no byte, no file beside it.
#include "Check.h"
#include "study/Database.h"
#include "study/Store.h"
#include "support/Files.h"
#include <filesystem>
#include <map>
#include <unistd.h>

using namespace pnasc;
namespace fs = std::filesystem;

static ir::SearchSpace makeSpace() {
  auto spec = std::make_shared<ir::Spec>();
  spec->objectives = {ir::Objective::of(ir::Metric::Flops)};
  ir::SearchSpace space;
  space.choices = {{"width", ir::DomainKind::Grid, {{"", 250000}, {"", 300000}}, {}}};
  space.spec = spec;
  return space;
}

static void addTrials(study::Store &store, uint64_t from, uint64_t to) {
  for (uint64_t id = from; id < to; ++id) {
    ir::Trial trial;
    trial.id = id;
    trial.genome = {int32_t(id % 2)};
    trial.networkDigest = "n" + std::to_string(id);
    trial.costs.flops = 1000 + id;
    llvm::cantFail(store.add(trial, {}, study::Store::now()));
  }
}

using Snapshot = std::map<std::string, std::string>;
static Snapshot snapshot(const std::string &folder) {
  Snapshot files;
  for (const auto &entry : fs::directory_iterator(folder))
    files[entry.path().filename()] = llvm::cantFail(support::readFile(entry.path().string()));
  return files;
}

static const ir::SearchSpace space = makeSpace();
static std::string folder, path, sane;

static std::string openText(const study::Identity &identity = {"s", 1, "v", "d"}) {
  const Snapshot before = snapshot(folder);
  const std::string text = llvm::toString(study::Store::open(path, identity, space).takeError());
  CHECK(text.empty() || snapshot(folder) == before);
  return text;
}
static void refused(const char *part, const study::Identity &identity = {"s", 1, "v", "d"}) {
  const std::string text = openText(identity);
  CHECK(text.find(part) != std::string::npos);
  if (text.find(part) == std::string::npos)
    std::fprintf(stderr, "wanted '%s', got '%s'\n", part, text.c_str());
}
static void restore() { llvm::cantFail(support::writeFile(path, sane)); }
static void sql(const char *text) {
  restore();
  auto database = llvm::cantFail(study::Database::open(path));
  llvm::cantFail(database->script(text));
  database->settle();
}

static void changedBytes() {
  llvm::cantFail(support::writeFile(path, llvm::StringRef(sane).drop_back(1)));
  refused("it ends within a page");
  llvm::cantFail(support::writeFile(path, llvm::StringRef(sane).take_front(sane.size() / 2)));
  refused("is damaged");
  // Each stored network digest once: whatever row it is, the change is seen.
  for (size_t at = sane.find("n17"); at != std::string::npos; at = sane.find("n17", at + 1)) {
    std::string bytes = sane;
    bytes[at] ^= 4;
    llvm::cantFail(support::writeFile(path, bytes));
    refused("is damaged");
  }
}

static void changedTables() {
  sql("UPDATE pnasc_trials SET flops = 7 WHERE id = 3");
  refused("trial 3 is not as pnasc stored it");
  sql("UPDATE trial_values SET value = 7.5 WHERE trial_id = 5");
  refused("trial 4 is not as pnasc stored it");
  sql("DELETE FROM pnasc_trials WHERE id = 6; DELETE FROM trial_values WHERE trial_id = 7;"
      "DELETE FROM trial_params WHERE trial_id = 7");
  refused("trial 6 is missing");
  sql("ALTER TABLE pnasc_trials DROP COLUMN macs");
  refused("'pnasc_trials' has other columns");
  sql("DROP TABLE trial_params");
  refused("'trial_params' is missing");
  sql("DROP TABLE pnasc_trials");
  refused("'pnasc_trials' is missing");
  sql("INSERT INTO study_user_attributes VALUES (9, 1, 'note', '1')"); // optuna-dashboard may
  CHECK_EQ(openText(), std::string());
}

static void otherRuns() {
  restore();
  refused("data digest d there, e here", {"s", 1, "v", "e"});
  refused("seed 1 there, 2 here", {"s", 2, "v", "d"});
  fs::remove(path);
  {
    auto database = llvm::cantFail(study::Database::open(path));
    llvm::cantFail(database->script("CREATE TABLE songs (title TEXT)"));
    database->settle();
  }
  refused("is an SQLite file but no study of pnasc");
  llvm::cantFail(support::writeFile(path, "diary"));
  refused("no study");
}

/// As a kill leaves it: part of the study stands in the log alone.
static void unsettled() {
  restore();
  const std::string other = folder + "-killed/study.db";
  fs::create_directory(folder + "-killed");
  {
    auto store = llvm::cantFail(study::Store::open(path, {"s", 1, "v", "d"}, space));
    addTrials(store, 40, 45);
    for (const char *suffix : {"", "-wal"})
      fs::copy_file(path + suffix, other + suffix);
  }
  CHECK(fs::file_size(other + "-wal") > 0);
  folder = fs::path(other).parent_path();
  path = other;
  refused("data digest d there, e here", {"s", 1, "v", "e"});
  auto store = llvm::cantFail(study::Store::open(path, {"s", 1, "v", "d"}, space));
  CHECK_EQ(store.count(), size_t(45));
}

int main() {
  const std::string root = fs::temp_directory_path() / ("pnasc_sound_" + std::to_string(getpid()));
  folder = root + "/a";
  path = folder + "/study.db";
  fs::create_directories(folder);
  {
    auto store = llvm::cantFail(study::Store::open(path, {"s", 1, "v", "d"}, space));
    addTrials(store, 0, 40);
  }
  sane = llvm::cantFail(support::readFile(path));
  CHECK_EQ(openText(), std::string());
  changedBytes();
  changedTables();
  otherRuns();
  unsettled();
  fs::remove_all(root);
  return report();
}
