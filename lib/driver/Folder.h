// SPDX-License-Identifier: Apache-2.0
// Whose an output folder is. Ours holds a file `.pnasc`, which is locked while a run writes there;
// what others put into a folder is never written over without a word.
#pragma once

#include "ir/Result.h"
#include "llvm/Support/Error.h"
#include <string>

namespace pnasc::driver {

/// Fails where the folder holds what is not pnasc's. An older one of ours, with a study but without
/// the file, is taken for now: the study will say.
llvm::Error demandOurs(const std::string &folder);
/// Whether the file lies there.
bool isOurs(const std::string &folder);
/// Puts the file there and locks it until the process ends. Fails, with the process that holds it,
/// where another run is at work.
llvm::Error claim(const std::string &folder);
/// Takes the folder away where nothing but the file lies in it.
void leave(const std::string &folder);

/// Whether all of a C library can be written there: files that lie in its way are pnasc's too.
llvm::Error demandOursOrAbsent(const std::string &folder, const ir::Bundle &files);
/// Fails where anything lies in the folder.
llvm::Error demandEmpty(const std::string &folder);

/// The folders below models/ that pnasc made, by name.
std::vector<std::string> modelsIn(const std::string &folder);

} // namespace pnasc::driver
