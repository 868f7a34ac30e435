// SPDX-License-Identifier: Apache-2.0
#include "study/Store.h"
#include "study/Database.h"
#include "study/Schema.h"
#include "study/Sound.h"
#include "study/Trials.h"
#include "support/Error.h"
#include "support/Files.h"
#include <chrono>
#include <cstdio>
#include <ctime>
#include <map>
#include <mutex>

namespace pnasc::study {

struct Store::State {
  std::unique_ptr<Database> database;
  std::string path;
  const ir::SearchSpace *space = nullptr;
  Identity identity;
  std::map<uint64_t, ir::Trial> trials;
  bool finished = false;
  std::mutex mutex;
};

Store::Store(std::unique_ptr<State> state) : state(std::move(state)) {}
Store::Store(Store &&) noexcept = default;
Store &Store::operator=(Store &&) noexcept = default;
Store::~Store() {
  if (state && state->database)
    state->database->settle();
}

using Meta = std::map<std::string, std::string>;

static llvm::Error create(Database &database, const Identity &identity,
                          const ir::SearchSpace &space) {
  return database.transaction([&]() -> llvm::Error {
    if (llvm::Error error = database.script(schemaFor(space.spec->score.scores).c_str()))
      return error;
    const Meta meta = {{"data", identity.data},
                       {"schema", std::to_string(SchemaVersion)},
                       {"seed", std::to_string(identity.seed)},
                       {"spec", identity.spec},
                       {"state", "running"},
                       {"version", identity.version}};
    for (const auto &[name, value] : meta)
      if (llvm::Error error = database.run("INSERT INTO pnasc_meta VALUES (?, ?)", {name, value}))
        return error;
    return insertStudy(database, *space.spec);
  });
}

/// Whether the file holds any table at all, and whether it holds ours.
static llvm::Error tables(Database &database, bool &any, bool &ours) {
  any = ours = false;
  return database.run("SELECT name FROM sqlite_master WHERE type = 'table'", {},
                      [&](const Row &row) {
                        any = true;
                        ours |= row.text(0) == "pnasc_meta";
                      });
}

static llvm::Error compare(const std::string &path, Meta &meta, const Identity &identity) {
  if (meta["schema"] != std::to_string(SchemaVersion))
    return support::environment("'" + path + "' has study schema " + meta["schema"] +
                                ", this pnasc needs " + std::to_string(SchemaVersion) +
                                "; --fresh starts a new study");
  // A seed given on the command line is part of the spec's digest: name the seed alone then.
  const std::string seed = std::to_string(identity.seed);
  std::string differences;
  auto compare = [&](const char *what, const std::string &stored, const std::string &wanted) {
    if (stored != wanted)
      differences += std::string(differences.empty() ? "" : ", ") + what + " " + stored +
                     " there, " + wanted + " here";
  };
  compare("version", meta["version"], identity.version);
  compare("seed", meta["seed"], seed);
  if (meta["seed"] == seed)
    compare("spec digest", meta["spec"], identity.spec);
  if (!identity.data.empty() && differences.empty()) // which they may follow from
    compare("data digest", meta["data"], identity.data);
  if (differences.empty())
    return llvm::Error::success();
  return support::environment("'" + path + "' is the study of another run (" + differences +
                              "); choose another folder for -o, or --fresh to start a new study");
}

/// What a file holds that is there already. `empty`: nothing yet, as after a kill at the start.
static llvm::Error read(Database &database, const std::string &path, const Identity &identity,
                        const ir::SearchSpace &space, bool &empty, bool &finished,
                        std::map<uint64_t, ir::Trial> &trials) {
  bool any, ours;
  if (llvm::Error error = tables(database, any, ours))
    return error;
  empty = !any;
  if (empty)
    return llvm::Error::success();
  if (!ours)
    return support::environment("'" + path + "' is an SQLite file but no study of pnasc");
  Meta meta;
  if (llvm::Error error = database.run("SELECT name, value FROM pnasc_meta", {},
                                       [&](const Row &row) { meta[row.text(0)] = row.text(1); }))
    return error;
  if (llvm::Error error = compare(path, meta, identity))
    return error;
  if (llvm::Error error = sound(database, path, schemaFor(space.spec->score.scores)))
    return error;
  finished = meta["state"] == "complete";
  return readTrials(database, space, path, trials);
}

llvm::Expected<Store> Store::open(llvm::StringRef path, const Identity &identity,
                                  const ir::SearchSpace &space) {
  auto state = std::make_unique<State>();
  state->path = path.str();
  state->space = &space;
  state->identity = identity;
  bool empty = true;
  if (support::exists(path)) {
    auto there = Database::look(state->path);
    if (!there)
      return there.takeError();
    if (llvm::Error error =
            read(**there, state->path, identity, space, empty, state->finished, state->trials))
      return error;
  }
  auto database = Database::open(state->path);
  if (!database)
    return database.takeError();
  state->database = std::move(*database);
  if (empty)
    if (llvm::Error error = create(*state->database, identity, space))
      return error;
  return Store(std::move(state));
}

llvm::Expected<Store> Store::inMemory(const Identity &identity, const ir::SearchSpace &space) {
  return open(":memory:", identity, space);
}

llvm::Error Store::remove(llvm::StringRef path) {
  for (const char *suffix : {"-wal", "-shm", "-journal", ""}) {
    const std::string file = path.str() + suffix;
    if (support::exists(file) && std::remove(file.c_str()) != 0)
      return support::environment("cannot remove '" + file + "'");
  }
  return llvm::Error::success();
}

size_t Store::count() const {
  std::lock_guard lock(state->mutex);
  return state->trials.size();
}

const ir::Trial *Store::find(uint64_t id) const {
  std::lock_guard lock(state->mutex);
  const auto found = state->trials.find(id);
  return found == state->trials.end() ? nullptr : &found->second;
}

bool Store::finished() const { return state->finished; }

llvm::Error Store::add(const ir::Trial &trial, const std::vector<double> &excess,
                       const std::string &started) {
  std::lock_guard lock(state->mutex);
  llvm::Error error = state->database->transaction([&]() -> llvm::Error {
    if (llvm::Error failed = insertTrial(*state->database, *state->space, trial, excess,
                                         {started, now(), state->identity.seed}))
      return failed;
    return seal(*state->database, trial.id);
  });
  if (!error)
    state->trials.emplace(trial.id, trial);
  return error;
}

llvm::Error Store::finish(const ir::Study &study) {
  std::lock_guard lock(state->mutex);
  if (llvm::Error error =
          state->database->transaction([&] { return markFront(*state->database, study.front); }))
    return error;
  state->finished = true;
  return llvm::Error::success();
}

std::string Store::now() {
  using namespace std::chrono;
  const auto time = system_clock::now().time_since_epoch();
  const std::time_t whole = duration_cast<seconds>(time).count();
  std::tm parts{};
  gmtime_r(&whole, &parts);
  char text[40];
  const size_t length = std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts);
  std::snprintf(text + length, sizeof text - length, ".%06lld",
                static_cast<long long>(duration_cast<microseconds>(time).count() % 1000000));
  return text;
}

} // namespace pnasc::study
