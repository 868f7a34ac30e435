// SPDX-License-Identifier: Apache-2.0
// The contents page: how a spec becomes firmware. Read the table from top to bottom.
#include "driver/Demands.h"
#include "driver/Handover.h"
#include "driver/Output.h"
#include "driver/Printed.h"
#include "driver/Run.h"
#include "narrow/Narrow.h"
#include "ranks/Launch.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::driver {

const std::vector<StageEntry> &stages() {
  static const std::vector<StageEntry> table = {
      // What was written, and what it means.
      {Stage::Parse,
       "parse",
       "text to syntax tree",
       "the words of the spec and of what it imports",
       "",
       stage::parse,
       nullptr,
       {{"ast", "the syntax tree", printed::ast}}},
      {Stage::Check,
       "check",
       "names, types, units, shapes for every choice",
       "what every name means",
       "",
       stage::check,
       nullptr,
       {{"spec", "the checked spec, names resolved, base units", printed::spec},
        {"smt2", "whether anything can fit, as a problem for any SMT solver", printed::problem}}},
      {Stage::Narrow,
       "narrow",
       "cut what cannot fit; explain an empty space",
       "the limits, and the domain of every choice",
       "prints what is left of the space",
       stage::narrow,
       nullptr,
       {{"space", "the narrowed search space", printed::space}}},

      // From here on everything costs time and is kept: trials as they happen, models as they are
      // done.
      {Stage::Search, "search", "NSGA-II on FLOPs and four training-free scores",
       "which networks were looked at, and their scores", "leaves study.db and the report",
       stage::search},
      {Stage::Select,
       "select",
       "a few networks by hypervolume",
       "which networks are built",
       "leaves the same, with those that were chosen",
       stage::select,
       nullptr,
       {{"network", "the network of --genome, cut", nullptr, printed::network}}},

      // Each network that was chosen, several side by side, one thread inside each.
      {Stage::Train, "train", "SGD with structured pruning", "the float weights, and who is pruned",
       "leaves models/NAME/model.onnx as well", nullptr, stage::train},
      {Stage::Quantize,
       "quantize",
       "int8, after training or with it",
       "every constant",
       "leaves models/NAME/model.int8.onnx as well",
       nullptr,
       stage::quantize,
       {{"onnx", "QDQ int8 model of --genome (untrained weights unless -o is given)", nullptr,
         printed::onnx, true}}},
      {Stage::Plan,
       "plan",
       "byte offsets of every tensor",
       "what runs, in which order, where",
       "leaves nothing more",
       nullptr,
       stage::plan,
       {{"graph", "what will run on the target", nullptr, printed::graph, false, true},
        {"plan", "the memory plan", nullptr, printed::plan, false, true},
        {"costs", "FLOPs, MACs, parameters, ROM, RAM, latency", nullptr, printed::costs}}},
      {Stage::Emit,
       "emit",
       "C",
       "every byte of the C",
       "leaves models/NAME/c as well",
       nullptr,
       stage::emit,
       {{"c", "the C library of --genome (likewise)", nullptr, printed::c, true, true}}},
      {Stage::Measure, "measure", "link, run on the emulated core, compare every byte",
       "every figure", "leaves models/NAME/firmware and manifest.json as well", nullptr,
       stage::measure},

      // From here on nothing is computed any more, only told.
      {Stage::Report,
       "report",
       "report.json and report.html",
       "",
       "leaves everything",
       stage::report,
       nullptr,
       {{"report", "report.json", printed::report}}},
  };
  return table;
}

/// --genome without -o: what --emit asks for, of shapes alone where they are enough. What one
/// configuration costs can be asked whether or not anything fits, so nothing is narrowed.
static llvm::Error look(Run &run) {
  run.space = ir::whole(run.spec);
  if (llvm::Error error = follow(run, Stage::Search, Stage::Select))
    return error;
  return needsWeights(run.session.options) ? follow(run, Stage::Train, Stage::Emit)
                                           : follow(run, Stage::Plan, Stage::Plan);
}

/// What --stop-after=narrow is for. A solver that reads --emit=smt2 reads it alone.
static void describe(const Run &run) {
  if (!run.session.wants("smt2"))
    llvm::outs() << narrow::describe(*run.space);
}

/// A further process of an mpirun: all it does is score for the first.
static llvm::Error help(Run &run) {
  Session &session = run.session;
  if (session.options.genome || session.options.stopAfter <= Stage::Narrow)
    return llvm::Error::success();
  if (!session.torch)
    return handOver(session);
  // The space whose genomes the first one sends.
  llvm::Expected<ir::SearchSpace> space = narrow::narrow(run.spec, session.workers);
  if (!space)
    return space.takeError();
  DataSets sets(*space, session.workers, session.console, session.diagnostics);
  return session.torch->help([&](const ir::Genome &genome) { return sets.of(genome); }, *run.spec);
}

llvm::Error pipeline(Session &session) {
  Run run(session);
  if (llvm::Error error = follow(run, Stage::Parse, Stage::Check))
    return error;
  if (session.options.stopAfter <= Stage::Check)
    return llvm::Error::success();
  if (ranks::launched().rank > 0)
    return help(run);

  // What must fail at its end need not begin.
  if (session.measures())
    if (llvm::Error error = demandTools(run.spec->board, session.workers.stop))
      return error;
  // The folder before all work: whatever is killed later finds it and goes on.
  if (session.options.stopAfter > Stage::Narrow)
    if (llvm::Error error = prepareOutput(session))
      return error;
  if (session.handsOver())
    return handOver(session);
  if (session.looks() && session.options.stopAfter > Stage::Narrow)
    return look(run);

  llvm::Error error = follow(run, Stage::Narrow, Stage::Measure);
  if (!error && session.stopsAfter(Stage::Narrow))
    describe(run);
  else if (!error) // what was found is told of wherever the road ends
    error = runOnce(run, Stage::Report);
  leaveOutput(session);
  return error;
}

} // namespace pnasc::driver
