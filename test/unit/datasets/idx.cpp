// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_datasets
// IDX files, plain and gzip: values, labels, stratified validation, limit, and what is said about
// broken ones.
#include "Check.h"
#include "Scratch.h"
#include "catalogue/datasets/Format.h"
#include "catalogue/datasets/IdxFile.h"
#include <algorithm>
#include <sys/stat.h>
#include <zlib.h>

using namespace pnasc;

namespace {

std::string header(std::vector<uint32_t> sizes) {
  std::string bytes{0, 0, 8, char(sizes.size())};
  for (uint32_t size : sizes)
    for (int shift = 24; shift >= 0; shift -= 8)
      bytes += char(size >> shift);
  return bytes;
}

/// Image i of class i % 10: all pixels i % 251 but the first, which is the class.
std::string images(uint32_t count) {
  std::string bytes = header({count, 4, 5});
  for (uint32_t i = 0; i < count; ++i) {
    bytes += char(i % 10);
    bytes += std::string(19, char(i % 251));
  }
  return bytes;
}

std::string labels(uint32_t count) {
  std::string bytes = header({count});
  for (uint32_t i = 0; i < count; ++i)
    bytes += char(i % 10);
  return bytes;
}

std::string zipped(const Scratch &scratch, const std::string &bytes) {
  const std::string path = scratch / "zipped";
  gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, bytes.data(), unsigned(bytes.size()));
  gzclose(file);
  return llvm::cantFail(support::readFile(path));
}

ir::DatasetSpec specOf(const std::string &root) {
  ir::DatasetSpec spec;
  spec.name = "digits";
  spec.format = "idx";
  spec.root = root;
  return spec;
}

void writeSet(const Scratch &scratch, bool gzip) {
  auto put = [&](const std::string &name, const std::string &bytes) {
    scratch.write(gzip ? name + ".gz" : name, gzip ? zipped(scratch, bytes) : bytes);
  };
  put("train-images-idx3-ubyte", images(600));
  put("train-labels-idx1-ubyte", labels(600));
  put("t10k-images-idx3-ubyte", images(100));
  put("t10k-labels-idx1-ubyte", labels(100));
}

void values() {
  Scratch plain, gzip;
  writeSet(plain, false);
  writeSet(gzip, true);
  ir::Dataset a = llvm::cantFail(datasets::load(specOf(plain.folder), 3, 1, ""));
  ir::Dataset b = llvm::cantFail(datasets::load(specOf(gzip.folder), 3, 4, ""));
  CHECK_EQ(a.train.count(), 550u);
  CHECK_EQ(a.validation.count(), 50u);
  CHECK_EQ(a.test.count(), 100u);
  CHECK(a.shape == (ir::Shape{1, 4, 5}));
  CHECK_EQ(a.classes(), 10);
  CHECK_EQ(a.labels[7], "7");
  CHECK_EQ(a.digest, b.digest);
  CHECK(a.train.samples == b.train.samples && a.validation.samples == b.validation.samples);
  for (int32_t c = 0; c < 10; ++c)
    CHECK_EQ(std::count(a.validation.labels.begin(), a.validation.labels.end(), c), 5);
  // Undone, the normalisation gives back the pixels: test image 42 of class 2.
  const float *image = &a.test.samples[42 * 20];
  CHECK_NEAR(image[0] * a.deviation[0] + a.mean[0], 2, 1e-4);
  CHECK_NEAR(image[19] * a.deviation[0] + a.mean[0], 42, 1e-4);
  double sum = 0;
  for (float value : a.train.samples)
    sum += value;
  CHECK_NEAR(sum / double(a.train.samples.size()), 0, 1e-5);
}

void choices() {
  Scratch scratch;
  writeSet(scratch, true);
  ir::DatasetSpec spec = specOf(scratch.folder);
  ir::Dataset whole = llvm::cantFail(datasets::load(spec, 1, 1, ""));
  ir::Dataset other = llvm::cantFail(datasets::load(spec, 2, 1, ""));
  CHECK(whole.digest != other.digest);
  CHECK(whole.train.labels != other.train.labels);
  spec.limit = 64;
  ir::Dataset few = llvm::cantFail(datasets::load(spec, 1, 1, ""));
  CHECK_EQ(few.train.count(), 64u);
  CHECK_EQ(few.test.count(), 100u);
  spec.limit = 0;
  spec.splitBy = "sample";
  spec.train = 0.6, spec.validation = 0.2, spec.test = 0.2;
  ir::Dataset given = llvm::cantFail(datasets::load(spec, 1, 1, ""));
  CHECK_EQ(given.validation.count(), 150u);
  spec.name = "fashion_mnist";
  CHECK_EQ(llvm::cantFail(datasets::load(spec, 1, 1, "")).labels[9], "Ankle boot");
}

void broken() {
  Scratch scratch;
  auto said = [&](llvm::StringRef bytes, size_t dimensions) {
    return messageOf(datasets::readIdx(scratch.write("file", bytes), dimensions));
  };
  const std::string good = images(10);
  CHECK(contains(said(good, 3), "no failure"));
  CHECK(contains(said(llvm::StringRef(good).drop_back(7), 3),
                 "is truncated: it ends at byte 209, its header needs 216"));
  CHECK(contains(said(llvm::StringRef(good).take_front(9), 3), "is truncated: it ends at byte 9"));
  CHECK(contains(said("", 3), "is truncated: it ends at byte 0"));
  CHECK(contains(said(good + "x", 3), "byte 216: the file goes on"));
  CHECK(contains(said("\x89PNG....", 3), "byte 0: found 137, needed 0"));
  CHECK(contains(said(good, 1), "byte 3: found 3 dimensions, needed 1"));
  std::string floats = good;
  floats[2] = 0x0D;
  CHECK(contains(said(floats, 3), "byte 2: found type 13, needed 8"));
  CHECK(contains(said(header({0, 4, 5}), 3), "byte 4: dimension 0"));
  CHECK(contains(said(header({4000000000u, 4000000000u, 5}), 3), "byte 8: dimension"));

  std::string zip = zipped(scratch, images(3000));
  CHECK(contains(said(llvm::StringRef(zip).take_front(zip.size() / 2), 3), "is truncated"));
  zip[zip.size() / 2] = char(zip[zip.size() / 2] ^ 0x55);
  CHECK(contains(said(zip, 3), "is damaged behind uncompressed byte"));
  CHECK(contains(messageOf(datasets::readIdx(scratch / "absent", 3)), "No such file"));

  const std::string small = zipped(scratch, good);
  CHECK(contains(said(small, 3), "no failure"));
  CHECK(contains(said(small + "junk", 3), "something other follows the compressed data at byte"));
  CHECK(contains(said(llvm::StringRef(small).drop_back(3), 3), "the compressed data end early"));
  CHECK(contains(said(zipped(scratch, good.substr(0, 50)) + zipped(scratch, good.substr(50)), 3),
                 "no failure"));
  CHECK(contains(said(small + small, 3), "the file goes on"));
  CHECK(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
  CHECK(contains(messageOf(datasets::readIdx(scratch / "pipe", 3)), "it is no regular file"));
  CHECK(contains(messageOf(datasets::readIdx("/dev/zero", 3)), "it is no regular file"));
  CHECK(contains(messageOf(datasets::readIdx(scratch.folder, 3)), "Is a directory"));
}

void brokenSets() {
  Scratch scratch;
  writeSet(scratch, false);
  const ir::DatasetSpec spec = specOf(scratch.folder);
  scratch.write("t10k-labels-idx1-ubyte", labels(99));
  CHECK(contains(messageOf(datasets::load(spec, 1, 1, "")), "has 100 images"));
  std::filesystem::remove(scratch / "t10k-labels-idx1-ubyte");
  CHECK(contains(messageOf(datasets::load(spec, 1, 1, "")),
                 "t10k-labels-idx1-ubyte' (or with .gz), which is missing"));
  ir::DatasetSpec wrong = spec;
  wrong.format = "parquet";
  CHECK(contains(messageOf(datasets::load(wrong, 1, 1, "")),
                 "unknown data set format 'parquet'; known are cifar10, idx, mafaulda"));
  wrong = spec;
  wrong.simulated = true;
  CHECK(contains(messageOf(datasets::load(wrong, 1, 1, "")), "no simulated stand-in"));
}

/// Read, but other or fewer than the spec lets expect.
void poorSets() {
  Scratch scratch;
  writeSet(scratch, false);
  ir::DatasetSpec spec = specOf(scratch.folder);
  spec.classes = 10;
  spec.shape = {1, 4, 5};
  CHECK(llvm::cantFail(datasets::load(spec, 1, 1, "")).warnings.empty());
  spec.shape = {1, 8, 8};
  const ir::Dataset other = llvm::cantFail(datasets::load(spec, 1, 1, ""));
  CHECK_EQ(other.warnings.size(), 1u);
  CHECK(contains(other.warnings.front(), "its images are 1x4x5, resampled to 1x8x8"));
  scratch.write("train-images-idx3-ubyte", images(2));
  scratch.write("train-labels-idx1-ubyte", labels(2));
  CHECK(contains(messageOf(datasets::load(spec, 1, 1, "")), "has no validation samples ("));
  scratch.write("train-images-idx3-ubyte", images(30));
  std::string ones = labels(30);
  for (size_t i = 8; i < ones.size(); ++i)
    ones[i] = char(i % 2);
  scratch.write("train-labels-idx1-ubyte", ones);
  CHECK(contains(llvm::cantFail(datasets::load(spec, 1, 1, "")).warnings.back(),
                 "of 8 of its 10 classes there is no sample to train with"));
}

} // namespace

int main() {
  values();
  choices();
  broken();
  brokenSets();
  poorSets();
  return report();
}
