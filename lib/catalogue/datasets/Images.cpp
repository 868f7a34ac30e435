// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/Images.h"
#include "catalogue/datasets/Prepare.h"
#include "support/Digest.h"
#include "support/Units.h"
#include <algorithm>

namespace pnasc::datasets {
namespace {

ir::Split pick(const ByteImages &images, const std::vector<size_t> &indices) {
  const auto pixels = size_t(images.shape.elements());
  ir::Split split;
  split.stored = images.shape;
  split.samples.resize(indices.size() * pixels);
  split.labels.reserve(indices.size());
  float *out = split.samples.data();
  for (size_t index : indices) {
    const auto *in = reinterpret_cast<const unsigned char *>(images.bytes.data()) + index * pixels;
    out = std::transform(in, in + pixels, out, [](unsigned char v) { return float(v); });
    split.labels.push_back(static_cast<unsigned char>(images.labels[index]));
  }
  return split;
}

/// Training and validation indices of the training files.
std::pair<std::vector<size_t>, std::vector<size_t>>
divide(const ir::DatasetSpec &spec, const ByteImages &train, double validation, uint64_t seed) {
  const bool given = !spec.splitBy.empty() && spec.train + spec.validation > 0;
  if (given)
    validation = spec.validation / (spec.train + spec.validation);
  std::vector<int32_t> labels;
  for (char label : train.labels)
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

/// Of the files' content, the split and the size; normalisation follows from them.
std::string contentDigest(const ByteImages &train, const ByteImages &test,
                          const std::vector<size_t> &training,
                          const std::vector<size_t> &validation, const ir::Shape &wanted) {
  std::string text;
  for (const ByteImages *part : {&train, &test})
    text += support::digest(part->bytes) + support::digest(part->labels);
  text += indexDigest(training) + indexDigest(validation);
  return support::digest(wanted == train.shape ? text : text + wanted.text());
}

} // namespace

ir::Dataset imageDataset(const ir::DatasetSpec &spec, const ByteImages &train,
                         const ByteImages &test, std::vector<std::string> labels, double validation,
                         const ir::Shape &wanted, uint64_t seed, unsigned jobs) {
  const auto [training, checking] = divide(spec, train, validation, seed);
  ir::Dataset data;
  data.name = spec.name;
  data.shape = wanted;
  data.labels = std::move(labels);
  data.train = pick(train, training);
  data.validation = pick(train, checking);
  data.test = pick(test, limited(test.count(), 0, 0));
  data.digest = contentDigest(train, test, training, checking, wanted);
  data.origin = spec.root + ": " + support::grouped(data.train.count()) + " training, " +
                support::grouped(data.validation.count()) + " validation, " +
                support::grouped(data.test.count()) + " test images of " + train.shape.text() +
                (wanted == train.shape ? "" : ", enlarged to " + wanted.text());
  normalise(data, jobs);
  return data;
}

} // namespace pnasc::datasets
