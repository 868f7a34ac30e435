// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/Images.h"
#include "catalogue/datasets/Prepare.h"
#include "support/Digest.h"
#include "support/Error.h"
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

/// A share of stored positions that a position of a shorter axis covers.
struct Cover {
  int64_t position;
  double share; ///< all shares of one together are 1
};

std::vector<std::vector<Cover>> covers(int64_t stored, int64_t wanted) {
  std::vector<std::vector<Cover>> all;
  for (int64_t i = 0; i < wanted; ++i) {
    std::vector<Cover> one;
    // In units of a wanted-th of a stored position, so that nothing is rounded.
    const int64_t from = i * stored, to = from + stored;
    for (int64_t p = from / wanted; p * wanted < to; ++p) {
      const int64_t inside = std::min(to, (p + 1) * wanted) - std::max(from, p * wanted);
      one.push_back({p, double(inside) / double(stored)});
    }
    all.push_back(std::move(one));
  }
  return all;
}

/// With no axis longer than that of `wanted`.
ByteImages shrunk(ByteImages images, const ir::Shape &wanted) {
  const ir::Shape from = images.shape;
  const ir::Shape to{from.channels, std::min(from.height, wanted.height),
                     std::min(from.width, wanted.width)};
  if (to == from)
    return images;
  const auto rows = covers(from.height, to.height), columns = covers(from.width, to.width);
  std::string bytes;
  bytes.reserve(images.count() * size_t(to.elements()));
  const auto *plane = reinterpret_cast<const unsigned char *>(images.bytes.data());
  const size_t planes = images.count() * size_t(from.channels);
  for (size_t i = 0; i < planes; ++i, plane += from.positions())
    for (const auto &row : rows)
      for (const auto &column : columns) {
        double sum = 0.5; // to the nearest
        for (const Cover &y : row)
          for (const Cover &x : column)
            sum += y.share * x.share * plane[y.position * from.width + x.position];
        bytes += char(static_cast<unsigned char>(sum));
      }
  return {to, std::move(bytes), std::move(images.labels)};
}

llvm::Expected<ir::Shape> wantedShape(const ir::DatasetSpec &spec, const ir::Shape &own) {
  if (spec.shape.channels == 0)
    return own;
  if (spec.shape.channels != own.channels)
    return support::failure(support::Exit::Spec,
                            "data set '" + spec.name + "' has samples of " + own.text() +
                                ", the spec says " + spec.shape.text(),
                            spec.range);
  return spec.shape;
}

} // namespace

std::vector<float> resampled(const std::vector<uint8_t> &bytes, const ir::Shape &from,
                             const ir::Shape &to) {
  const ByteImages image =
      shrunk({from, std::string(bytes.begin(), bytes.end()), std::string(1, '\0')}, to);
  const ir::Split split = pick(image, {0});
  std::vector<float> values(size_t(to.elements()));
  split.read(0, to, values.data());
  return values;
}

llvm::Expected<ir::Dataset> imageDataset(const ir::DatasetSpec &spec, ByteImages train,
                                         ByteImages test, std::vector<std::string> labels,
                                         double validation, uint64_t seed,
                                         const support::Workers &workers) {
  const ir::Shape own = train.shape;
  llvm::Expected<ir::Shape> size = wantedShape(spec, own);
  if (!size)
    return size.takeError();
  const ir::Shape wanted = *size;
  train = shrunk(std::move(train), wanted);
  test = shrunk(std::move(test), wanted);
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
                support::grouped(data.test.count()) + " test images of " + own.text() +
                (wanted == own ? "" : ", resampled to " + wanted.text());
  normalise(data, workers);
  return data;
}

} // namespace pnasc::datasets
