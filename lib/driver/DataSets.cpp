// SPDX-License-Identifier: Apache-2.0
#include "driver/DataSets.h"
#include "catalogue/datasets/Format.h"

namespace pnasc::driver {

llvm::Expected<const ir::Dataset *> DataSets::of(const ir::Genome &genome) {
  const ir::DatasetSpec spec = space.datasetOf(genome);
  const std::vector<int64_t> key = {spec.shape.channels, spec.shape.height, spec.shape.width,
                                    spec.stride, spec.decimate};
  std::lock_guard lock(mutex); // while one loads, the others would only load the same
  if (const auto at = loaded.find(key); at != loaded.end())
    return at->second.get();
  llvm::Expected<ir::Dataset> data = datasets::load(spec, space.spec->search.seed, workers);
  if (!data)
    return data.takeError();
  data->task = spec.task;
  if (data->simulated && loaded.empty())
    console.say("*** " + spec.name +
                ": no data found; the built-in simulated rotor stands in. "
                "Accuracies say nothing about real machines. ***");
  console.say("data: " + data->origin);
  for (const std::string &warning : data->warnings)
    diagnostics.report(support::Diag::PoorData, spec.range, spec.name, warning);
  diagnostics.finish();
  return loaded.emplace(key, std::make_unique<const ir::Dataset>(std::move(*data)))
      .first->second.get();
}

} // namespace pnasc::driver
