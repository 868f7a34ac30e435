// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_datasets
// CIFAR-10 batches: a generator in the same layout, values and interpolation, what is said about
// broken ones; and genuine records, where the shared folder is there.
#include "Check.h"
#include "Scratch.h"
#include "catalogue/datasets/Format.h"
#include <cstdio>

using namespace pnasc;

namespace {

/// Record i of class i % 10: red is the row times 8, green the column times 8, blue i.
std::string batch(int first, int count) {
  std::string bytes;
  for (int i = first; i < first + count; ++i) {
    bytes += char(i % 10);
    for (int p = 0; p < 1024; ++p)
      bytes += char(p / 32 * 8);
    for (int p = 0; p < 1024; ++p)
      bytes += char(p % 32 * 8);
    bytes += std::string(1024, char(i));
  }
  return bytes;
}

void writeSet(const Scratch &scratch) {
  for (int b = 0; b < 5; ++b)
    scratch.write("data_batch_" + std::to_string(b + 1) + ".bin", batch(20 * b, 20));
  scratch.write("test_batch.bin", batch(100, 10));
}

ir::DatasetSpec specOf(const std::string &root, int64_t height, int64_t width) {
  ir::DatasetSpec spec;
  spec.name = "cifar";
  spec.format = "cifar10";
  spec.root = root;
  spec.shape = {3, height, width};
  spec.classes = 10;
  return spec;
}

/// PyTorch's interpolate(mode="bilinear", align_corners=False) of a ramp of step 8 from 0.
double ramp(int64_t position, int64_t wanted) {
  const double at = (double(position) + 0.5) * 32 / double(wanted) - 0.5;
  return 8 * std::min(std::max(at, 0.0), 31.0);
}

void values() {
  Scratch scratch;
  writeSet(scratch);
  for (auto [height, width] : {std::pair<int64_t, int64_t>{32, 32}, {128, 128}, {33, 47}}) {
    const auto data =
        llvm::cantFail(datasets::load(specOf(scratch.folder, height, width), 1, 2, ""));
    CHECK_EQ(data.train.count(), 90u);
    CHECK_EQ(data.validation.count(), 10u);
    CHECK_EQ(data.test.count(), 10u);
    CHECK_EQ(data.labels[3], "cat");
    CHECK_EQ(data.test.labels[7], 7);
    CHECK(data.shape == (ir::Shape{3, height, width}));
    CHECK_EQ(data.train.samples.size(), 90u * 3072);
    std::vector<float> image(size_t(3 * height * width));
    data.test.read(4, data.shape, image.data());
    auto pixel = [&](int64_t c, int64_t y, int64_t x) {
      const double value = image[size_t((c * height + y) * width + x)];
      return value * data.deviation[size_t(c)] + data.mean[size_t(c)];
    };
    for (int64_t y = 0; y < height; y += 5)
      for (int64_t x = 0; x < width; x += 3) {
        CHECK_NEAR(pixel(0, y, x), ramp(y, height), 1e-3);
        CHECK_NEAR(pixel(1, y, x), ramp(x, width), 1e-3);
        CHECK_NEAR(pixel(2, y, x), 104, 1e-3);
      }
  }
}

/// Pixels are means over what they cover, to the nearest byte.
void smaller() {
  Scratch scratch;
  writeSet(scratch);
  const auto data = llvm::cantFail(datasets::load(specOf(scratch.folder, 12, 48), 1, 2, ""));
  std::vector<float> image(size_t(3 * 12 * 48));
  data.test.read(4, data.shape, image.data());
  auto pixel = [&](int64_t c, int64_t y, int64_t x) {
    return image[size_t((c * 12 + y) * 48 + x)] * data.deviation[size_t(c)] + data.mean[size_t(c)];
  };
  // Rows 0, 1 and two thirds of row 2: (0 + 8 + 16 * 2/3) / (8/3) = 7.
  CHECK_NEAR(pixel(0, 0, 0), 7, 1e-3);
  // The last third of row 2, rows 3, 4 and a third of row 5: (16/3 + 24 + 32 + 40/3) / (8/3) = 28.
  CHECK_NEAR(pixel(0, 1, 0), 28, 1e-3);
  CHECK_NEAR(pixel(0, 11, 47), 241, 1e-3);
  for (int64_t x = 0; x < 48; ++x) // enlarged along the other axis
    CHECK_NEAR(pixel(1, 3, x), ramp(x, 48), 1e-3);
}

void broken() {
  Scratch scratch;
  const ir::DatasetSpec spec = specOf(scratch.folder, 32, 32);
  auto said = [&] { return messageOf(datasets::load(spec, 1, 1, "")); };
  CHECK(contains(said(), "data_batch_1.bin' (or in cifar-10-batches-bin there), which is missing"));
  writeSet(scratch);
  CHECK(contains(said(), "no failure"));
  scratch.write("data_batch_4.bin", llvm::StringRef(batch(0, 3)).drop_back(5));
  CHECK(
      contains(said(), "data_batch_4.bin' is truncated or no CIFAR-10 batch: it has 9,214 bytes"));
  std::string foreign = batch(0, 3);
  foreign[3073] = 10;
  scratch.write("data_batch_4.bin", foreign);
  CHECK(contains(said(), "byte 3,073: found class 10"));
  std::filesystem::remove(scratch / "test_batch.bin");
  scratch.write("data_batch_4.bin", batch(0, 3));
  CHECK(contains(said(), "test_batch.bin"));
  ir::DatasetSpec grey = spec;
  grey.shape.channels = 1;
  scratch.write("test_batch.bin", batch(0, 3));
  CHECK(contains(messageOf(datasets::load(grey, 1, 1, "")),
                 "has samples of 3x32x32, the spec says 1x32x32"));
}

std::string output(const std::string &command) {
  std::string bytes;
  FILE *pipe = ::popen(command.c_str(), "r");
  char block[65536];
  while (const size_t got = std::fread(block, 1, sizeof block, pipe))
    bytes.append(block, got);
  return ::pclose(pipe) == 0 ? bytes : "";
}

/// The first 500 records of each batch; their classes stand in files of their own, too.
void genuine(const std::string &folder) {
  const std::string bytes =
      output("xz -dc '" + folder + "/exact/data_batch_first500_each_of_5.bin.xz'");
  if (!CHECK(bytes.size() == 2500u * 3073))
    return;
  Scratch scratch;
  std::string labels;
  for (size_t b = 0; b < 5; ++b) {
    const std::string number = std::to_string(b + 1);
    scratch.write("cifar-10-batches-bin/data_batch_" + number + ".bin",
                  llvm::StringRef(bytes).substr(b * 500 * 3073, 500 * 3073));
    labels +=
        llvm::cantFail(support::readFile(folder + "/labels/data_batch_" + number + ".labels.u8"))
            .substr(0, 500);
  }
  scratch.write("cifar-10-batches-bin/test_batch.bin", bytes);
  const auto data = llvm::cantFail(datasets::load(specOf(scratch.folder, 32, 32), 1, 2, ""));
  CHECK_EQ(data.train.count() + data.validation.count(), 2500u);
  for (size_t i = 0; i < 2500; ++i)
    CHECK_EQ(data.test.labels[i], int32_t(labels[i]));
  // The means of the whole set are 125.3, 123.0, 113.9 (of 255).
  CHECK_NEAR(data.mean[0], 125.3, 2);
  CHECK_NEAR(data.mean[1], 123.0, 2);
  CHECK_NEAR(data.mean[2], 113.9, 2);
}

} // namespace

int main() {
  values();
  smaller();
  broken();
  const char *shared = std::getenv("PNASC_SHARED");
  const std::string folder = shared ? std::string(shared) + "/data/cifar10" : "";
  if (!shared || !support::exists(folder + "/exact/data_batch_first500_each_of_5.bin.xz")) {
    skip("genuine records: PNASC_SHARED names no folder with data/cifar10");
    return report();
  }
  genuine(folder);
  return report();
}
