// SPDX-License-Identifier: Apache-2.0
// The test data that come with ONNX models: test_data_set_0/input_0.pb, output_0.pb, and so on.
#include "importing/Layout.h"
#include "importing/Samples.h"
#include "foreign/TensorFile.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"

namespace pnasc::importing {

/// The folder itself or those in it, in order of their names.
static std::vector<std::string> foldersIn(const std::string &folder) {
  if (support::exists(folder + "/input_0.pb"))
    return {folder};
  std::vector<std::string> folders;
  std::error_code code;
  for (llvm::sys::fs::directory_iterator it(folder, code), end; !code && it != end;
       it.increment(code))
    if (support::exists(it->path() + "/input_0.pb"))
      folders.push_back(it->path());
  // test_data_set_10 stands behind test_data_set_9
  llvm::sort(folders, [](const std::string &a, const std::string &b) {
    return std::pair(a.size(), a) < std::pair(b.size(), b);
  });
  return folders;
}

bool holdsTensors(const std::string &folder) { return !foldersIn(folder).empty(); }

/// The output that lies beside an input, split into samples.
static llvm::Error readRecorded(const std::string &path, size_t count, int64_t classes,
                                Inputs &into) {
  llvm::Expected<ir::FloatArray> output = foreign::readTensorFile(path);
  if (!output)
    return output.takeError();
  if (output->data.size() != count * size_t(classes))
    return support::environment("'" + path + "' holds " + std::to_string(output->data.size()) +
                                " values, needs " + std::to_string(classes) +
                                " for each of its inputs");
  for (size_t i = 0; i < count; ++i) {
    const auto at = output->data.begin() + int64_t(i) * classes;
    into.recorded.emplace_back(at, at + classes);
    into.recordedIn.push_back(path);
  }
  return llvm::Error::success();
}

llvm::Expected<Inputs> readTensors(const std::string &folder, const foreign::Foreign &model) {
  const ir::Network &network = model.network.network;
  Inputs inputs;
  bool all = true; // without a gap, recorded outputs stand for the first samples
  for (const std::string &one : foldersIn(folder)) {
    const std::string path = one + "/input_0.pb";
    llvm::Expected<ir::FloatArray> array = foreign::readTensorFile(path);
    if (!array)
      return array.takeError();
    auto samples = samplesOf(*array, path, model.input, network.inputShape());
    if (!samples)
      return samples.takeError();
    const size_t count = samples->size() / size_t(network.inputShape().elements());
    inputs.split.samples.insert(inputs.split.samples.end(), samples->begin(), samples->end());
    inputs.split.labels.resize(inputs.split.labels.size() + count);
    all &= support::exists(one + "/output_0.pb");
    if (all)
      if (llvm::Error error = readRecorded(one + "/output_0.pb", count, network.classes, inputs))
        return error;
  }
  inputs.origin = folder + ": " + support::grouped(inputs.split.count()) + " test tensors";
  return inputs;
}

} // namespace pnasc::importing
