// SPDX-License-Identifier: Apache-2.0
// Inputs and labels in .npy files.
#include "catalogue/readers/Npy.h"
#include "catalogue/tasks/classification/Decision.h"
#include "importing/Layout.h"
#include "importing/Samples.h"
#include "support/Error.h"
#include "support/Units.h"

namespace pnasc::importing {

static llvm::Expected<std::vector<int32_t>> readLabels(const std::string &path, size_t count,
                                                       int64_t classes) {
  llvm::Expected<ir::Array<int32_t>> labels = readers::readNpyIntegers(path);
  if (!labels)
    return labels.takeError();
  if (labels->shape.size() != 1 || labels->data.size() != count)
    return support::environment("'" + path + "' holds " + std::to_string(labels->data.size()) +
                                " values in " + std::to_string(labels->shape.size()) +
                                " dimensions, needs " + std::to_string(count) +
                                ", one label for each input");
  for (size_t i = 0; i < count; ++i)
    if (labels->data[i] < 0 || labels->data[i] >= classes)
      return support::environment("'" + path + "': label " + std::to_string(i) + " is " +
                                  std::to_string(labels->data[i]) + ", the model has " +
                                  std::to_string(classes) + " classes");
  return std::move(labels->data);
}

llvm::Expected<Inputs> readArrays(const Source &source, const foreign::Foreign &model) {
  const ir::Network &network = model.network.network;
  Inputs inputs;
  for (const std::string &path : source.paths) {
    llvm::Expected<ir::FloatArray> array = readers::readNpyFloats(path);
    if (!array)
      return array.takeError();
    auto samples = samplesOf(*array, path, model.input, network.inputShape());
    if (!samples)
      return samples.takeError();
    inputs.split.samples.insert(inputs.split.samples.end(), samples->begin(), samples->end());
    inputs.origin += (inputs.origin.empty() ? "" : ", ") + path;
  }
  const size_t count = inputs.split.samples.size() / size_t(network.inputShape().elements());
  inputs.origin += ": " + support::grouped(count) + " inputs";
  inputs.split.labels.assign(count, 0);
  inputs.labelled = !source.labels.empty();
  if (!inputs.labelled)
    return inputs;
  llvm::Expected<std::vector<int32_t>> labels =
      readLabels(source.labels, count, tasks::classesOf(network));
  if (!labels)
    return labels.takeError();
  inputs.split.labels = std::move(*labels);
  return inputs;
}

} // namespace pnasc::importing
