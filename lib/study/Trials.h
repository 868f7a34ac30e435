// SPDX-License-Identifier: Apache-2.0
// Rows of study.db from and to trials; private to this room.
#pragma once

#include "ir/Study.h"
#include "study/Database.h"
#include <map>

namespace pnasc::study {

struct Stamp {
  std::string started, completed;
  uint64_t seed;
};

llvm::Error insertStudy(Database &database, const ir::Spec &spec);
llvm::Error insertTrial(Database &database, const ir::SearchSpace &space, const ir::Trial &trial,
                        const std::vector<double> &excess, const Stamp &stamp);
llvm::Error readTrials(Database &database, const ir::SearchSpace &space, const std::string &path,
                       std::map<uint64_t, ir::Trial> &trials);
llvm::Error markFront(Database &database, const std::vector<uint64_t> &front);

} // namespace pnasc::study
