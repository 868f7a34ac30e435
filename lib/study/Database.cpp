// SPDX-License-Identifier: Apache-2.0
#include "study/Database.h"
#include "support/Error.h"
#include <cstring>
#include <sqlite3.h>
#include <sys/stat.h>

namespace pnasc::study {

int64_t Row::integer(int column) const { return sqlite3_column_int64(statement, column); }
double Row::real(int column) const { return sqlite3_column_double(statement, column); }
std::string Row::text(int column) const {
  const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(statement, column));
  return bytes ? std::string(bytes, size_t(sqlite3_column_bytes(statement, column))) : "";
}

void Row::append(std::string &bytes, llvm::StringRef without) const {
  const auto piece = [&](llvm::StringRef text) {
    bytes += std::to_string(text.size()) + ":";
    bytes += text;
  };
  for (int i = 0; i < sqlite3_column_count(statement); ++i) {
    const char *name = sqlite3_column_name(statement, i);
    if (without == name)
      continue;
    piece(name);
    const int type = sqlite3_column_type(statement, i);
    bytes += std::to_string(type) + " ";
    if (type == SQLITE_FLOAT) {
      const double value = real(i);
      piece({reinterpret_cast<const char *>(&value), sizeof value});
    } else if (type == SQLITE_BLOB) {
      const auto *blob = static_cast<const char *>(sqlite3_column_blob(statement, i));
      piece({blob, size_t(sqlite3_column_bytes(statement, i))});
    } else
      piece(text(i));
  }
}

/// As a file: URI wants it.
static std::string quoted(const std::string &path) {
  std::string text = "file:";
  for (char c : path)
    if (c == '%' || c == '?' || c == '#')
      text += c == '%' ? "%25" : c == '?' ? "%3f" : "%23";
    else
      text += c;
  return text;
}

llvm::Expected<std::unique_ptr<Database>> Database::look(const std::string &path) {
  // What a killed run left in its log belongs to the file. It is read by the one way that needs no
  // shared memory beside it: as if this were the only process.
  struct stat log;
  const bool logged = ::stat((path + "-wal").c_str(), &log) == 0 && log.st_size > 0;
  const std::string uri = quoted(path) + (logged ? "?mode=ro&vfs=unix-none" : "?immutable=1");
  sqlite3 *handle = nullptr;
  const int code =
      sqlite3_open_v2(uri.c_str(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
  std::unique_ptr<Database> database(new Database(handle, path));
  if (code != SQLITE_OK)
    return database->failed("open");
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  if (llvm::Error error = database->script("PRAGMA locking_mode=EXCLUSIVE;"))
    return error;
  return database;
}

llvm::Expected<std::unique_ptr<Database>> Database::open(const std::string &path) {
  sqlite3 *handle = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  std::unique_ptr<Database> database(new Database(handle, path));
  if (code != SQLITE_OK)
    return database->failed("open");
  sqlite3_busy_timeout(handle, 5000);
  // With a write-ahead log a reader such as optuna-dashboard may look on while the search writes.
  // FULL: a trial that was reported as stored survives a power cut, too.
  if (llvm::Error error = database->script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"))
    return error;
  return database;
}

Database::~Database() { sqlite3_close(handle); }

llvm::Error Database::failed(const char *action) const {
  const int code = handle ? sqlite3_errcode(handle) : SQLITE_NOMEM;
  std::string reason = handle ? sqlite3_errmsg(handle) : "out of memory";
  switch (code & 0xFF) {
  case SQLITE_FULL:
    reason = "the disk is full";
    break;
  case SQLITE_READONLY:
    reason = "the file or its folder is read-only";
    break;
  case SQLITE_NOTADB:
    reason = "it is no study (not an SQLite file)";
    break;
  case SQLITE_CORRUPT:
    return support::environment("'" + path + "' is damaged (" + reason + ")" + Remedy);
  case SQLITE_BUSY:
    reason = "another process is writing to it";
    break;
  case SQLITE_CANTOPEN:
  case SQLITE_IOERR:
    if (const int system = handle ? sqlite3_system_errno(handle) : 0)
      reason = std::strerror(system);
    break;
  default:
    break;
  }
  return support::environment("cannot " + std::string(action) + " '" + path + "': " + reason);
}

llvm::Error Database::script(const char *sql) {
  if (sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    return failed("write");
  return llvm::Error::success();
}

static int bind(sqlite3_stmt *statement, int index, const Cell &cell) {
  if (const auto *integer = std::get_if<int64_t>(&cell))
    return sqlite3_bind_int64(statement, index, *integer);
  if (const auto *real = std::get_if<double>(&cell))
    return sqlite3_bind_double(statement, index, *real);
  if (const auto *text = std::get_if<std::string>(&cell))
    return sqlite3_bind_text(statement, index, text->c_str(), int(text->size()), SQLITE_TRANSIENT);
  return sqlite3_bind_null(statement, index);
}

llvm::Error Database::run(const char *sql, const std::vector<Cell> &cells,
                          const std::function<void(const Row &)> &onRow) {
  const char *action = onRow ? "read" : "write";
  sqlite3_stmt *raw = nullptr;
  if (sqlite3_prepare_v2(handle, sql, -1, &raw, nullptr) != SQLITE_OK)
    return failed(action);
  std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> statement(raw, sqlite3_finalize);
  for (size_t i = 0; i < cells.size(); ++i)
    if (bind(raw, int(i) + 1, cells[i]) != SQLITE_OK)
      return failed(action);
  int code;
  while ((code = sqlite3_step(raw)) == SQLITE_ROW)
    if (onRow)
      onRow(Row(raw));
  if (code != SQLITE_DONE)
    return failed(action);
  return llvm::Error::success();
}

llvm::Error Database::transaction(const std::function<llvm::Error()> &work) {
  if (llvm::Error error = script("BEGIN IMMEDIATE"))
    return error;
  llvm::Error error = work();
  if (!error)
    error = script("COMMIT");
  if (error && !sqlite3_get_autocommit(handle)) // some failures have rolled back by themselves
    sqlite3_exec(handle, "ROLLBACK", nullptr, nullptr, nullptr);
  return error;
}

void Database::settle() {
  sqlite3_exec(handle, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE;", nullptr,
               nullptr, nullptr);
}

} // namespace pnasc::study
