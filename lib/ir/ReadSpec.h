// SPDX-License-Identifier: Apache-2.0
// Where the samples of a data set come from where its program names a reader of files:
//
//   read  = csv("*/*.csv", columns = 1..3)
//   label = folder else unknown
//   group = match("(.*)_nohash")
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace pnasc::ir {

/// Closed, counted from 1: `1..3`.
using Interval = std::pair<int64_t, int64_t>;
/// What a reader's argument may be.
using ReaderValue = std::variant<int64_t, double, bool, std::string, std::vector<Interval>>;
using ReaderOptions = std::map<std::string, ReaderValue>;

/// How something is told of a file.
struct Naming {
  enum Way : uint8_t {
    Inside, ///< the file says so itself, record by record
    Folder, ///< the innermost folder
    File,   ///< its name without the ending
    Match,  ///< what a pattern finds in its path below the root
    None,
  } way = None;
  std::string pattern; ///< of Match: POSIX extended, the first group
  std::string text() const;
};

struct ReadSpec {
  static constexpr const char *Format = "files"; ///< of lib/catalogue/datasets, which does it

  std::string reader; ///< entry of lib/catalogue/readers; empty: the data set has a format
  std::string files;  ///< which of the folder's
  ReaderOptions options;
  Naming label, group;
  std::string otherwise;           ///< the class of what has no label, or one that is not listed
  std::vector<std::string> labels; ///< those that count; empty: all that are found, sorted
  double rate = 0;                 ///< Hz, where the files do not say; 0: unknown

  std::string text() const; ///< of all that decides what is read
};

} // namespace pnasc::ir
