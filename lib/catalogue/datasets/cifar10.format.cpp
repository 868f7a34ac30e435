// SPDX-License-Identifier: Apache-2.0
// CIFAR-10 (Krizhevsky 2009, "Learning Multiple Layers of Features from Tiny Images"), binary
// version: data_batch_1.bin .. data_batch_5.bin and test_batch.bin, each a row of records of 1 byte
// for the class and 3072 for the pixels (red, green, blue; rows from top to bottom), and the names
// of the classes in batches.meta.txt. `root` is that folder or the one it was unpacked in. Free for
// research with citation.
#include "catalogue/datasets/Format.h"
#include "catalogue/datasets/Images.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Units.h"

namespace pnasc::datasets {
namespace {

constexpr int64_t Side = 32, Channels = 3, Classes = 10;
constexpr size_t Pixels = Channels * Side * Side, Record = 1 + Pixels;

/// Part of the training batches kept for validation where the spec gives no split: 5,000 of 50,000.
constexpr double DefaultValidation = 0.1;

llvm::Expected<std::string> folderOf(const ir::DatasetSpec &spec) {
  const std::string inner = spec.root + "/cifar-10-batches-bin";
  for (const std::string &folder : {spec.root, inner})
    if (support::exists(folder + "/data_batch_1.bin"))
      return folder;
  return support::failure(support::Exit::Environment,
                          "data set '" + spec.name + "' needs '" + spec.root +
                              "/data_batch_1.bin' (or in cifar-10-batches-bin there), which is "
                              "missing",
                          spec.rootRange.isValid() ? spec.rootRange : spec.range);
}

llvm::Error append(const std::string &path, ByteImages &to) {
  llvm::Expected<std::string> bytes = support::readFile(path);
  if (!bytes)
    return bytes.takeError();
  if (bytes->empty() || bytes->size() % Record != 0)
    return support::environment("'" + path + "' is truncated or no CIFAR-10 batch: it has " +
                                support::grouped(bytes->size()) + " bytes, records have " +
                                support::grouped(Record));
  for (size_t at = 0; at < bytes->size(); at += Record) {
    const auto label = static_cast<unsigned char>((*bytes)[at]);
    if (label >= Classes)
      return support::environment("'" + path + "' is no CIFAR-10 batch: byte " +
                                  support::grouped(at) + ": found class " + std::to_string(label) +
                                  ", the last is 9");
    to.labels += char(label);
    to.bytes.append(*bytes, at + 1, Pixels);
  }
  return llvm::Error::success();
}

std::vector<std::string> labelNames(const std::string &folder) {
  std::vector<std::string> names;
  if (llvm::Expected<std::string> text = support::readFile(folder + "/batches.meta.txt")) {
    llvm::SmallVector<llvm::StringRef, 16> lines;
    llvm::StringRef(*text).split(lines, '\n');
    for (llvm::StringRef line : lines)
      if (!line.trim().empty())
        names.push_back(line.trim().str());
  } else {
    llvm::consumeError(text.takeError());
  }
  if (names.size() == size_t(Classes))
    return names;
  return {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"};
}

llvm::Expected<ir::Dataset> loadCifar(const ir::DatasetSpec &spec, uint64_t seed,
                                      const support::Workers &workers, llvm::StringRef) {
  llvm::Expected<std::string> folder = folderOf(spec);
  if (!folder)
    return folder.takeError();
  ByteImages train{{Channels, Side, Side}, {}, {}}, test = train;
  for (char batch = '1'; batch <= '5'; ++batch)
    if (llvm::Error error = append(*folder + "/data_batch_" + batch + ".bin", train))
      return error;
  if (llvm::Error error = append(*folder + "/test_batch.bin", test))
    return error;
  return imageDataset(spec, std::move(train), std::move(test), labelNames(*folder),
                      DefaultValidation, seed, workers);
}

} // namespace

const Format &dataset_cifar10() {
  static const Format format{"cifar10", /*series=*/false, /*simulates=*/false, loadCifar};
  return format;
}

} // namespace pnasc::datasets
