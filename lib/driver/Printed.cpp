// SPDX-License-Identifier: Apache-2.0
#include "driver/Printed.h"
#include "ir/Ast.h"
#include "narrow/Narrow.h"
#include "support/Units.h"

namespace pnasc::driver {

llvm::Expected<std::string> printed::ast(const Run &run) { return ast::text(*run.program); }

llvm::Expected<std::string> printed::spec(const Run &run) { return run.spec->text(); }

llvm::Expected<std::string> printed::problem(const Run &run) { return narrow::smt2(run.spec); }

llvm::Expected<std::string> printed::space(const Run &run) { return run.space->text(); }

llvm::Expected<std::string> printed::report(const Run &run) { return run.report; }

std::string printed::network(const Making &making) { return making.cut.text(); }

std::string printed::onnx(const Making &making) { return making.firmware.onnx; }

std::string printed::graph(const Making &making) { return making.result.graph.text(); }

std::string printed::plan(const Making &making) {
  return making.result.plan.text(making.result.graph);
}

std::string printed::costs(const Making &making) {
  using namespace support;
  const ir::Costs &costs = making.result.predicted;
  return "flops       " + countText(costs.flops) + "\nmacs        " + countText(costs.macs) +
         "\nparameters  " + countText(costs.parameters) + "\nrom         " +
         bytesText(costs.romBytes) + "\nram         " + bytesText(costs.ramBytes()) +
         "\n  arena     " + bytesText(costs.arenaBytes) + "\n  context   " +
         bytesText(costs.contextBytes) + "\n  stack     " + bytesText(costs.stackBytes) +
         "\nlatency     " + exactText(costs.latencySeconds * 1e3) + " ms (estimate)\n";
}

std::string printed::c(const Making &making) { return filesText(making.firmware.c); }

} // namespace pnasc::driver
