// SPDX-License-Identifier: Apache-2.0
// Whether a study is as pnasc left it: its pages, its tables, and each trial by a digest that was
// stored with it. Private to this room.
#pragma once

#include "study/Database.h"

namespace pnasc::study {

/// Stores the digest of all rows of a trial that were just inserted.
llvm::Error seal(Database &database, uint64_t trial);
/// Environment failure that says what was changed; `path` is the file, `schema` made its tables.
llvm::Error sound(Database &database, const std::string &path, const std::string &schema);

} // namespace pnasc::study
