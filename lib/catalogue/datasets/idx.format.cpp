// SPDX-License-Identifier: Apache-2.0
// MNIST and its relatives (Fashion-MNIST: Xiao, Rasul, Vollgraf 2017, arXiv 1708.07747): four IDX
// files in one folder. The test part is the set's own; validation is a stratified part of its
// training part. Terms: Fashion-MNIST MIT, MNIST CC BY-SA 3.0.
#include "catalogue/datasets/Format.h"
#include "catalogue/datasets/IdxFile.h"
#include "catalogue/datasets/Images.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Units.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

namespace pnasc::datasets {

namespace {

/// Part of the training files kept for validation where the spec gives no split: 5,000 of 60,000.
constexpr double DefaultValidation = 1.0 / 12;

struct Half {
  IdxFile images, labels;
};

llvm::Expected<std::string> locate(const ir::DatasetSpec &spec, const std::string &stem,
                                   const std::string &kind) {
  const std::string dashed = spec.root + "/" + stem + "-" + kind;
  const std::string dotted = spec.root + "/" + stem + "." + kind; // as some archives unpack it
  for (const std::string &path : {dashed, dashed + ".gz", dotted, dotted + ".gz"})
    if (support::exists(path))
      return path;
  return support::failure(support::Exit::Environment,
                          "data set '" + spec.name + "' needs '" + dashed +
                              "' (or with .gz), which is missing",
                          spec.rootRange.isValid() ? spec.rootRange : spec.range);
}

llvm::Error checkHalf(const Half &half) {
  if (half.images.dimensions[0] != half.labels.dimensions[0])
    return support::environment("'" + half.images.path + "' has " +
                                support::grouped(half.images.dimensions[0]) + " images, '" +
                                half.labels.path + "' " +
                                support::grouped(half.labels.dimensions[0]) + " labels");
  return llvm::Error::success();
}

llvm::Expected<Half> readHalf(const ir::DatasetSpec &spec, const std::string &stem) {
  llvm::Expected<std::string> images = locate(spec, stem + "-images", "idx3-ubyte");
  if (!images)
    return images.takeError();
  llvm::Expected<std::string> labels = locate(spec, stem + "-labels", "idx1-ubyte");
  if (!labels)
    return labels.takeError();
  Half half;
  if (llvm::Error error = readIdx(*labels, 1).moveInto(half.labels))
    return error;
  if (llvm::Error error = readIdx(*images, 3).moveInto(half.images))
    return error;
  if (llvm::Error error = checkHalf(half))
    return error;
  return half;
}

std::vector<std::string> labelNames(const ir::DatasetSpec &spec, size_t classes) {
  auto says = [](llvm::StringRef text) {
    return text.lower().find("fashion") != std::string::npos;
  };
  if (classes == 10 && (says(spec.root) || says(spec.name)))
    return {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
            "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
  std::vector<std::string> names;
  for (size_t i = 0; i < classes; ++i)
    names.push_back(std::to_string(i));
  return names;
}

llvm::Error checkTogether(const Half &train, const Half &test) {
  for (size_t d : {1, 2})
    if (train.images.dimensions[d] != test.images.dimensions[d])
      return support::environment("'" + train.images.path + "' and '" + test.images.path +
                                  "' hold images of different sizes");
  return llvm::Error::success();
}

size_t classCount(const Half &train, const Half &test) {
  unsigned char most = 0;
  for (const Half *half : {&train, &test})
    for (char label : half->labels.bytes)
      most = std::max(most, static_cast<unsigned char>(label));
  return size_t(most) + 1;
}

llvm::Expected<ir::Dataset> loadIdx(const ir::DatasetSpec &spec, uint64_t seed,
                                    const support::Workers &workers, llvm::StringRef) {
  llvm::Expected<Half> train = readHalf(spec, "train");
  if (!train)
    return train.takeError();
  llvm::Expected<Half> test = readHalf(spec, "t10k");
  if (!test)
    return test.takeError();
  if (llvm::Error error = checkTogether(*train, *test))
    return error;

  const ir::Shape shape{1, int64_t(train->images.dimensions[1]),
                        int64_t(train->images.dimensions[2])};
  std::vector<std::string> names = labelNames(spec, classCount(*train, *test));
  llvm::Expected<ir::Dataset> data =
      imageDataset(spec, {shape, train->images.bytes, train->labels.bytes},
                   {shape, test->images.bytes, test->labels.bytes}, std::move(names),
                   DefaultValidation, seed, workers);
  // The format does not say what size its images have: another one may be another data set.
  if (data && data->shape != shape)
    data->warnings.push_back("its images are " + shape.text() + ", resampled to " +
                             data->shape.text());
  return data;
}

} // namespace

const Format &dataset_idx() {
  static const Format format{"idx", /*series=*/false, /*simulates=*/false, loadIdx};
  return format;
}

} // namespace pnasc::datasets
