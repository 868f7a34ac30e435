// SPDX-License-Identifier: Apache-2.0
// The little of SQLite that a study needs; private to this room.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace pnasc::study {

/// Ends what is said of a study that cannot be used.
inline constexpr const char *Remedy = "; put back a copy of it, or start a new study with --fresh";

using Cell = std::variant<std::nullptr_t, int64_t, double, std::string>;

/// One row of a result while it is read.
class Row {
public:
  explicit Row(sqlite3_stmt *statement) : statement(statement) {}
  int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;
  /// Appends the column names and values, each with its type and size, but for the column
  /// `without`.
  void append(std::string &bytes, llvm::StringRef without) const;

private:
  sqlite3_stmt *statement;
};

class Database {
public:
  /// `path` may be ":memory:". Environment failure where it can't be opened or is no database.
  static llvm::Expected<std::unique_ptr<Database>> open(const std::string &path);
  /// Opens an existing file for reading, in a way that changes nothing in its folder: no lock, no
  /// journal mode, no -wal, no -shm. What another process writes meanwhile may come out torn.
  static llvm::Expected<std::unique_ptr<Database>> look(const std::string &path);
  ~Database();

  /// Runs one or more statements without parameters.
  llvm::Error script(const char *sql);
  /// Runs one statement; `onRow` sees each row of its result.
  llvm::Error run(const char *sql, const std::vector<Cell> &cells = {},
                  const std::function<void(const Row &)> &onRow = {});
  /// All of `work` or none of it.
  llvm::Error transaction(const std::function<llvm::Error()> &work);
  /// Puts the write-ahead log back into the one file. What cannot be done is left to the next open.
  void settle();

private:
  Database(sqlite3 *handle, std::string path) : handle(handle), path(std::move(path)) {}
  llvm::Error failed(const char *action) const;

  sqlite3 *handle; ///< null where there was no memory for one
  std::string path;
};

} // namespace pnasc::study
