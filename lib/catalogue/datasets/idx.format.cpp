// SPDX-License-Identifier: Apache-2.0
// MNIST and its relatives (Fashion-MNIST: Xiao, Rasul, Vollgraf 2017, arXiv 1708.07747): four IDX
// files in one folder. The test part is the set's own; validation is a stratified part of its
// training part.
#include "catalogue/datasets/Format.h"
#include "catalogue/datasets/IdxFile.h"
#include "catalogue/datasets/Prepare.h"
#include "support/Digest.h"
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

ir::Split pick(const Half &half, const std::vector<size_t> &indices) {
  const size_t pixels = half.images.bytes.size() / half.labels.bytes.size();
  ir::Split split;
  split.samples.resize(indices.size() * pixels);
  split.labels.reserve(indices.size());
  float *out = split.samples.data();
  for (size_t index : indices) {
    const auto *in =
        reinterpret_cast<const unsigned char *>(half.images.bytes.data()) + index * pixels;
    out = std::transform(in, in + pixels, out, [](unsigned char v) { return float(v); });
    split.labels.push_back(static_cast<unsigned char>(half.labels.bytes[index]));
  }
  return split;
}

std::vector<size_t> everything(const Half &half) { return limited(half.labels.bytes.size(), 0, 0); }

/// Training and validation indices of the training files.
std::pair<std::vector<size_t>, std::vector<size_t>> divide(const ir::DatasetSpec &spec,
                                                           const Half &train, uint64_t seed) {
  const bool given = !spec.splitBy.empty() && spec.train + spec.validation > 0;
  const double validation =
      given ? spec.validation / (spec.train + spec.validation) : DefaultValidation;
  std::vector<int32_t> labels;
  for (char label : train.labels.bytes)
    labels.push_back(static_cast<unsigned char>(label));
  const std::vector<Part> parts = splitGroups(labels, {validation, 0}, seed);
  std::pair<std::vector<size_t>, std::vector<size_t>> result;
  for (size_t i = 0; i < parts.size(); ++i)
    (parts[i] == Part::Train ? result.first : result.second).push_back(i);
  std::vector<size_t> kept;
  for (size_t i : limited(result.first.size(), spec.limit, seed))
    kept.push_back(result.first[i]);
  result.first = std::move(kept);
  return result;
}

std::string indexDigest(const std::vector<size_t> &indices) {
  return support::digest(
      {reinterpret_cast<const char *>(indices.data()), indices.size() * sizeof(size_t)}, 32);
}

/// Of the files' content and the split; normalisation follows from both.
std::string contentDigest(const Half &train, const Half &test, const std::vector<size_t> &training,
                          const std::vector<size_t> &validation) {
  std::string text;
  for (const IdxFile *file : {&train.images, &train.labels, &test.images, &test.labels})
    text += support::digest(file->bytes);
  return support::digest(text + indexDigest(training) + indexDigest(validation));
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

llvm::Expected<ir::Dataset> loadIdx(const ir::DatasetSpec &spec, uint64_t seed, unsigned jobs,
                                    llvm::StringRef) {
  llvm::Expected<Half> train = readHalf(spec, "train");
  if (!train)
    return train.takeError();
  llvm::Expected<Half> test = readHalf(spec, "t10k");
  if (!test)
    return test.takeError();
  if (llvm::Error error = checkTogether(*train, *test))
    return error;

  const auto [training, validation] = divide(spec, *train, seed);
  ir::Dataset data;
  data.name = spec.name;
  data.shape = {1, int64_t(train->images.dimensions[1]), int64_t(train->images.dimensions[2])};
  data.labels = labelNames(spec, classCount(*train, *test));
  data.train = pick(*train, training);
  data.validation = pick(*train, validation);
  data.test = pick(*test, everything(*test));
  data.digest = contentDigest(*train, *test, training, validation);
  data.origin = spec.root + ": " + support::grouped(data.train.count()) + " training, " +
                support::grouped(data.validation.count()) + " validation, " +
                support::grouped(data.test.count()) + " test images of " + data.shape.text();
  normalise(data, jobs);
  return data;
}

} // namespace

const Format &dataset_idx() {
  static const Format format{
      "idx",
      "images in the four IDX files of MNIST and its relatives, plain or gzip",
      "Fashion-MNIST: MIT; MNIST: CC BY-SA 3.0",
      false,
      false,
      loadIdx};
  return format;
}

} // namespace pnasc::datasets
