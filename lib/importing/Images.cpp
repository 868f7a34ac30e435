// SPDX-License-Identifier: Apache-2.0
// Data sets of images that the catalogue reads, with pixels as the model takes them.
#include "catalogue/datasets/Format.h"
#include "catalogue/tasks/classification/Decision.h"
#include "importing/Samples.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Units.h"
#include <cmath>

namespace pnasc::importing {

namespace {

/// The catalogue's format of a folder; empty where it is none.
std::string formatOf(const std::string &folder) {
  for (const char *file : {"/train-images-idx3-ubyte", "/train-images.idx3-ubyte"})
    for (const char *packed : {"", ".gz"})
      if (support::exists(folder + file + packed))
        return "idx";
  for (const char *inner : {"", "/cifar-10-batches-bin"})
    if (support::exists(folder + inner + "/data_batch_1.bin"))
      return "cifar10";
  return "";
}

/// Bytes again, which the catalogue normalised, then as the model takes them.
void rescale(ir::Split &split, const ir::Dataset &data, const Options &options) {
  const ir::Shape stored = split.storedShape(data.shape);
  const auto positions = size_t(stored.positions()), channels = size_t(stored.channels);
  const double step = (options.pixelHigh - options.pixelLow) / 255;
  for (size_t i = 0; i < split.samples.size(); ++i) {
    const size_t c = i / positions % channels;
    const double byte =
        std::nearbyint(double(split.samples[i]) * double(data.deviation[c]) + double(data.mean[c]));
    split.samples[i] = float(options.pixelLow + byte * step);
  }
}

} // namespace

bool holdsImages(const std::string &folder) { return !formatOf(folder).empty(); }

llvm::Expected<Samples> readImages(const std::string &folder, const Options &options,
                                   const foreign::Foreign &model, const support::Workers &workers,
                                   const support::Console &console) {
  const ir::Network &network = model.network.network;
  ir::DatasetSpec spec;
  spec.format = formatOf(folder);
  spec.name = folder;
  spec.root = folder;
  constexpr int64_t colours = 3;
  if (spec.format == "cifar10" && network.inputShape().channels == colours)
    spec.shape = network.inputShape(); // which may be larger than the images
  llvm::Expected<ir::Dataset> data = datasets::load(spec, options.seed, workers, "");
  if (!data)
    return data.takeError();
  if (data->shape != network.inputShape())
    return support::environment("'" + folder + "' holds images of " + data->shape.text() +
                                ", the model reads " + network.inputShape().text());
  rescale(data->train, *data, options);
  rescale(data->test, *data, options);
  data->validation = {};
  Samples samples;
  samples.labelled = data->classes() == tasks::classesOf(network);
  if (!samples.labelled)
    console.say("the images have " + std::to_string(data->classes()) + " classes, the model " +
                std::to_string(tasks::classesOf(network)) + ": their labels say nothing here");
  samples.data = std::move(*data);
  return samples;
}

} // namespace pnasc::importing
