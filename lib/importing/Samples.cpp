// SPDX-License-Identifier: Apache-2.0
#include "importing/Samples.h"
#include "catalogue/tasks/classification/Decision.h"
#include "support/Digest.h"
#include "support/Error.h"
#include "support/Units.h"
#include "llvm/Support/FileSystem.h"
#include <cmath>

namespace pnasc::importing {

namespace {

llvm::Expected<Inputs> readInputs(const Source &source, const foreign::Foreign &model) {
  const std::string &first = source.paths.front();
  if (!llvm::sys::fs::is_directory(first))
    return readArrays(source, model);
  if (source.paths.size() > 1 || !source.labels.empty())
    return support::failure(support::Exit::Usage,
                            "'" + first + "' is a folder, which stands alone and has no labels");
  if (holdsTensors(first))
    return readTensors(first, model);
  return support::environment(
      "'" + first +
      "' holds no inputs that are known: no input_0.pb in it or in a folder "
      "of it, no IDX files, no CIFAR-10 batches");
}

llvm::Error checkValues(const Inputs &inputs) {
  for (size_t i = 0; i < inputs.split.samples.size(); ++i)
    if (!std::isfinite(inputs.split.samples[i]))
      return support::environment(inputs.origin + ": value " + std::to_string(i) +
                                  " is no finite number");
  return llvm::Error::success();
}

void shorten(ir::Split &split, int64_t limit, const ir::Shape &shape) {
  const size_t count = std::min(split.count(), size_t(limit));
  split.labels.resize(count);
  split.samples.resize(count * size_t(split.storedShape(shape).elements()));
}

std::string digestOf(const ir::Dataset &data) {
  std::string text;
  for (const ir::Split *split : {&data.train, &data.test}) {
    const char *samples = reinterpret_cast<const char *>(split->samples.data());
    const char *labels = reinterpret_cast<const char *>(split->labels.data());
    text += support::digest({samples, split->samples.size() * sizeof(float)}) +
            support::digest({labels, split->labels.size() * sizeof(int32_t)});
  }
  return support::digest(text + data.shape.text());
}

llvm::Expected<Samples> readBoth(const Options &options, const foreign::Foreign &model) {
  Samples samples;
  llvm::Expected<Inputs> train = readInputs(options.calibrate, model);
  if (!train)
    return train.takeError();
  llvm::Expected<Inputs> test =
      options.test.given() ? readInputs(options.test, model) : llvm::Expected<Inputs>(*train);
  if (!test)
    return test.takeError();
  for (const Inputs *inputs : {&*train, &*test})
    if (llvm::Error error = checkValues(*inputs))
      return error;
  samples.data.origin =
      train->origin + (options.test.given() ? "; compared on " + test->origin : "");
  samples.data.train = std::move(train->split);
  samples.data.test = std::move(test->split);
  samples.labelled = test->labelled;
  samples.recorded = std::move(test->recorded);
  samples.recordedIn = std::move(test->recordedIn);
  return samples;
}

} // namespace

llvm::Expected<Samples> readSamples(const Options &options, const foreign::Foreign &model,
                                    const support::Workers &workers,
                                    const support::Console &console) {
  const std::string &first = options.calibrate.paths.front();
  const bool images = !options.test.given() && options.calibrate.paths.size() == 1 &&
                      options.calibrate.labels.empty() && holdsImages(first);
  llvm::Expected<Samples> samples =
      images ? readImages(first, options, model, workers, console) : readBoth(options, model);
  if (!samples)
    return samples.takeError();
  const ir::Network &network = model.network.network;
  ir::Dataset &data = samples->data;
  data.shape = network.inputShape();
  data.series = data.shape.height == 1 && data.shape.width > 1;
  if (data.labels.size() != size_t(tasks::classesOf(network))) {
    data.labels.clear();
    for (int64_t c = 0; c < tasks::classesOf(network); ++c)
      data.labels.push_back(std::to_string(c));
  }
  data.mean.assign(size_t(data.shape.channels), 0.0f);
  data.deviation.assign(size_t(data.shape.channels), 1.0f);
  shorten(data.test, options.limit, data.shape);
  if (samples->recorded.size() > data.test.count())
    samples->recorded.resize(data.test.count());
  data.digest = digestOf(data);
  return samples;
}

} // namespace pnasc::importing
