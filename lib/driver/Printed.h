// SPDX-License-Identifier: Apache-2.0
// What --emit prints, for the table of stages.
#pragma once

#include "driver/Run.h"

namespace pnasc::driver::printed {

llvm::Expected<std::string> ast(const Run &run);
llvm::Expected<std::string> spec(const Run &run);
llvm::Expected<std::string> problem(const Run &run);
llvm::Expected<std::string> space(const Run &run);
llvm::Expected<std::string> report(const Run &run);
std::string network(const Making &making);
std::string onnx(const Making &making);
std::string graph(const Making &making);
std::string plan(const Making &making);
std::string costs(const Making &making);
std::string c(const Making &making);

} // namespace pnasc::driver::printed
