// SPDX-License-Identifier: Apache-2.0
// One chosen network from its genome to its folder under models/.
#pragma once

#include "cost/Cost.h"
#include "driver/DataSets.h"
#include "driver/Firmware.h"
#include "driver/Session.h"
#include "driver/Trained.h"
#include "ir/Space.h"
#include "ir/Study.h"
#include <mutex>

namespace pnasc::driver {

struct ModelJob {
  ir::Trial trial;
  const ir::Dataset *data = nullptr; ///< filled in by runAll()
};

/// Trains, quantises, emits and measures candidates side by side.
class ModelStages {
public:
  ModelStages(Session &session, const ir::SearchSpace &space, DataSets &sets);
  llvm::Error runAll(std::vector<ModelJob> jobs);

  std::vector<ir::ModelResult> results; ///< in the order of the jobs

private:
  llvm::Error findData(std::vector<ModelJob> &jobs);
  llvm::Expected<ir::ModelResult> run(const ModelJob &job, size_t index);
  llvm::Expected<ir::TrainedNetwork> trained(const ModelJob &job, size_t index,
                                             const cost::Candidate &candidate,
                                             const ir::ModelResult &result);
  llvm::Expected<ir::TrainedNetwork> newlyTrained(const ModelJob &job, size_t index,
                                                  const ir::Network &uncut,
                                                  const std::string &name);
  Metadata metadataOf(const ModelJob &job, const ir::ModelResult &result) const;
  llvm::Expected<Firmware> written(const ir::IntegerNetwork &integer, const ModelJob &job,
                                   const ir::ModelResult &result);
  template <class Work> auto timed(Stage stage, Work work);

  Session &session;
  const ir::SearchSpace &space;
  const ir::Spec &spec;
  DataSets &sets;
  std::map<const ir::Dataset *, std::vector<double>> baselines;
  std::mutex mutex;
  std::vector<int64_t> samplesDone; ///< by job, for progress
};

} // namespace pnasc::driver
