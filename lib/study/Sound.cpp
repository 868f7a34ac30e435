// SPDX-License-Identifier: Apache-2.0
// A file system, a copy or a hand may change a study between two runs. SQLite notices what breaks
// its own structure; a changed value breaks nothing, so each trial carries a digest.
#include "study/Sound.h"
#include "support/Error.h"
#include "support/Units.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"
#include <filesystem>
#include <map>
#include <optional>

namespace pnasc::study {

namespace {

/// A table that holds rows of trials.
struct Table {
  std::string name, trial; ///< the column that says whose row it is
  int64_t offset;          ///< of that column behind the trial's id
};

using Sums = std::map<int64_t, llvm::SHA256>;

/// Ours but for the two that are of no trial, where the first column says whose a row is; and what
/// Optuna's tables say of a trial's configuration and values. Not those that a user of
/// optuna-dashboard writes notes into.
llvm::Expected<std::vector<Table>> tables(Database &database) {
  std::vector<Table> all = {{"trial_params", "trial_id", 1}, {"trial_values", "trial_id", 1}};
  llvm::Error error = database.run(
      "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = "
      "'table' AND m.name GLOB 'pnasc_*' AND m.name NOT IN ('pnasc_meta', 'pnasc_digests') AND "
      "c.cid = 0 ORDER BY m.name",
      {}, [&](const Row &row) {
        all.push_back({row.text(0), row.text(1), 0});
      });
  if (error)
    return error;
  return all;
}

/// Adds the rows of one trial, or of all, to their sums. The front is marked later.
llvm::Error add(Database &database, const Table &table, std::optional<uint64_t> only, Sums &sums) {
  const std::string where = only ? " WHERE " + table.trial + " = ?" : "";
  const std::string sql = "SELECT " + table.trial + ", * FROM " + table.name + where +
                          " ORDER BY " + table.trial + ", rowid";
  std::vector<Cell> cells;
  if (only)
    cells.push_back(int64_t(*only) + table.offset);
  std::string bytes;
  return database.run(sql.c_str(), cells, [&](const Row &row) {
    bytes = table.name + " ";
    row.append(bytes, "on_front");
    sums[row.integer(0) - table.offset].update(bytes);
  });
}

std::string text(llvm::SHA256 &sum) {
  return llvm::toHex(sum.final(), /*LowerCase=*/true).substr(0, 32);
}

llvm::Error damaged(const std::string &path, const std::string &what) {
  return support::environment("'" + path + "' is damaged: " + what + Remedy);
}

/// SQLite takes the rest of a last page for zeros.
llvm::Error wholePages(Database &database, const std::string &path) {
  int64_t page = 0;
  if (llvm::Error error =
          database.run("PRAGMA page_size", {}, [&](const Row &row) { page = row.integer(0); }))
    return error;
  std::error_code code;
  const uint64_t size = std::filesystem::file_size(path, code);
  if (code || page == 0 || size % uint64_t(page) == 0 || std::filesystem::exists(path + "-wal"))
    return llvm::Error::success();
  return damaged(path, "it ends within a page, at byte " + support::grouped(size));
}

llvm::Error wholeStructure(Database &database, const std::string &path) {
  std::string first;
  if (llvm::Error error = database.run("PRAGMA integrity_check(1)", {},
                                       [&](const Row &row) { first = row.text(0); }))
    return error;
  return first == "ok" ? llvm::Error::success() : damaged(path, first);
}

using Definitions = std::map<std::string, std::string>;

llvm::Expected<Definitions> definitions(Database &database) {
  Definitions found;
  if (llvm::Error error =
          database.run("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL", {},
                       [&](const Row &row) { found[row.text(0)] = row.text(1); }))
    return error;
  return found;
}

/// All that we write into is there as we made it. Others may add tables of their own.
llvm::Error wholeTables(Database &database, const std::string &path, const std::string &schema) {
  auto model = Database::open(":memory:");
  if (!model)
    return model.takeError();
  if (llvm::Error error = (*model)->script(schema.c_str()))
    return error;
  auto wanted = definitions(**model), found = definitions(database);
  if (!wanted || !found)
    return llvm::joinErrors(wanted.takeError(), found.takeError());
  for (const auto &[name, sql] : *wanted)
    if (const auto at = found->find(name); at == found->end())
      return damaged(path, "its table or index '" + name + "' is missing");
    else if (at->second != sql)
      return damaged(path, "'" + name + "' has other columns than pnasc gave it");
  return llvm::Error::success();
}

llvm::Expected<std::map<int64_t, std::string>> stored(Database &database) {
  std::map<int64_t, std::string> digests;
  if (llvm::Error error =
          database.run("SELECT id, digest FROM pnasc_digests", {},
                       [&](const Row &row) { digests[row.integer(0)] = row.text(1); }))
    return error;
  return digests;
}

llvm::Error wholeTrials(Database &database, const std::string &path) {
  auto all = tables(database);
  if (!all)
    return all.takeError();
  Sums sums;
  for (const Table &table : *all)
    if (llvm::Error error = add(database, table, std::nullopt, sums))
      return error;
  auto digests = stored(database);
  if (!digests)
    return digests.takeError();
  for (auto &[trial, sum] : sums)
    if (const auto at = digests->find(trial); at == digests->end() || at->second != text(sum))
      return damaged(path, "trial " + std::to_string(trial) + " is not as pnasc stored it");
  for (const auto &[trial, digest] : *digests)
    if (!sums.count(trial))
      return damaged(path, "trial " + std::to_string(trial) + " is missing");
  return llvm::Error::success();
}

} // namespace

llvm::Error seal(Database &database, uint64_t trial) {
  auto all = tables(database);
  if (!all)
    return all.takeError();
  Sums sums;
  for (const Table &table : *all)
    if (llvm::Error error = add(database, table, trial, sums))
      return error;
  return database.run("INSERT INTO pnasc_digests VALUES (?, ?)",
                      {int64_t(trial), text(sums[int64_t(trial)])});
}

llvm::Error sound(Database &database, const std::string &path, const std::string &schema) {
  if (llvm::Error error = wholePages(database, path))
    return error;
  if (llvm::Error error = wholeStructure(database, path))
    return error;
  if (llvm::Error error = wholeTables(database, path, schema))
    return error;
  return wholeTrials(database, path);
}

} // namespace pnasc::study
