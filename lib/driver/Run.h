// SPDX-License-Identifier: Apache-2.0
// The values that flow down the contents page. A stage reads what the stages above it left and adds
// its own; nothing is changed afterwards.
#pragma once

#include "cost/Cost.h"
#include "driver/DataSets.h"
#include "driver/Firmware.h"
#include "driver/Session.h"
#include "driver/Trained.h"
#include "ir/Artefacts.h"
#include "ir/Integer.h"
#include "ir/Result.h"
#include "ir/Space.h"
#include "ir/Study.h"
#include "ir/Trained.h"

namespace pnasc::driver {

/// What networks are built for, by whichever road they come: a spec says it, or pnas-import's
/// options.
struct Aim {
  ir::Board board;
  ir::QuantizeSpec quantize;
  uint64_t seed = 1;
  std::string digest; ///< of everything that decides results
  ir::Artefacts deploy = {};
};

/// One network on its way to its folder.
struct Making {
  // By select, or by whoever brings the network.
  ir::ModelResult result; ///< name, what it is, what it costs; figures as they are found
  ir::Genome genome;
  ir::Network uncut, cut;            ///< of a search space
  const ir::Dataset *data = nullptr; ///< null: nothing is trained, weights are fresh
  uint64_t seed = 1;
  Metadata metadata;  ///< of both ONNX files
  ir::InputLayout layout; ///< of samples in both
  std::string folder; ///< models/<name>; empty: nothing is written

  ir::TrainedNetwork trained; ///< by train
  int64_t samplesTrained = 0; ///< so far, for progress
  Firmware firmware;          ///< by quantize, plan, emit

  void forgetWeights(); ///< once all is done: only `result` is told of
};

struct Run {
  explicit Run(Session &session) : session(session) {}

  Session &session;
  std::shared_ptr<const ast::Program> program; ///< by parse
  std::shared_ptr<const ir::Spec> spec;        ///< by check
  Aim aim;                                     ///< likewise
  std::optional<ir::SearchSpace> space;        ///< by narrow
  std::optional<DataSets> sets;                ///< by search, as the next two
  const ir::Dataset *data = nullptr;
  ir::Study study;
  std::vector<Making> models; ///< by select, for train and what follows it
  std::string report;         ///< by report: report.json

  /// What a simple model makes of the data; computed once. From any thread.
  std::vector<double> baseline(const ir::Dataset &data);
  /// Into the result of a network just quantised: how well it does on the test part.
  std::function<llvm::Error(Making &)> judge;

private:
  std::mutex mutex;
  std::map<const ir::Dataset *, std::vector<double>> baselines;
};

/// Runs the stages from `first` to `last`, or to where --stop-after ends it.
llvm::Error follow(Run &run, Stage first, Stage last);
/// This one stage of the run, whatever --stop-after says.
llvm::Error runOnce(Run &run, Stage stage);

/// The stages themselves, for the table.
namespace stage {

llvm::Error parse(Run &run);
llvm::Error check(Run &run);
llvm::Error narrow(Run &run);
llvm::Error search(Run &run);
llvm::Error select(Run &run);
llvm::Error train(Run &run, Making &making);
llvm::Error quantize(Run &run, Making &making);
llvm::Error plan(Run &run, Making &making);
llvm::Error emit(Run &run, Making &making);
llvm::Error measure(Run &run, Making &making);
llvm::Error report(Run &run);

} // namespace stage
} // namespace pnasc::driver
