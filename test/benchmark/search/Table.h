// SPDX-License-Identifier: Apache-2.0
// Networks of a spec that were scored once, so that a search over them takes seconds. A genome that
// is not in the table stands for the nearest one that is.
#pragma once

#include "search/Front.h"
#include "search/Search.h"

namespace benchmark {

using namespace pnasc;

/// Settings with which tables.sh makes a table: part of what identifies its study.
inline const std::vector<std::pair<std::string, std::string>> TableSettings = {
    {"method", "random(seed = 1)"}, {"trials", "3200"}};

class Table {
public:
  /// Ends the program with a word where the study is none of this spec's.
  Table(const std::string &spec, const std::string &study);
  std::string title() const;
  /// Points of `count` entries that the seed draws.
  search::Points drawn(size_t count, uint64_t seed) const;
  /// Points of 500 trials of a method.
  search::Points searched(const std::string &method, uint64_t seed) const;

private:
  size_t nearest(const ir::Genome &genome) const;
  std::vector<double> point(const ir::Trial &trial) const;

  ir::SearchSpace space;
  std::vector<ir::Trial> entries;
};

} // namespace benchmark
