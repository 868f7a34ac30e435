// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_datasets
// Recordings in the genuine layout: windows, split without leaks, cache, and what is said about
// broken files.
#include "Check.h"
#include "Scratch.h"
#include "catalogue/datasets/Format.h"
#include "catalogue/datasets/Prepare.h"
#include "catalogue/datasets/Rotor.h"
#include "catalogue/datasets/WindowCache.h"
#include "catalogue/datasets/Windows.h"
#include <algorithm>
#include <set>

using namespace pnasc;
namespace fs = std::filesystem;

namespace {

constexpr size_t Rows = 700;

ir::DatasetSpec specOf(const std::string &root) {
  ir::DatasetSpec spec;
  spec.name = "machine";
  spec.format = "mafaulda";
  spec.root = root;
  spec.window = 64;
  spec.stride = 32;
  spec.splitBy = "recording";
  spec.train = 0.6, spec.validation = 0.2, spec.test = 0.2;
  return spec;
}

/// Each recording is one constant number of its own, so that a window tells where it comes from.
std::string constantRecording(int number) {
  std::string text;
  for (size_t row = 0; row < Rows; ++row) {
    for (int c = 0; c < 7; ++c)
      text += std::to_string(number) + ",";
    text += std::to_string(number + int(row % 2)) + "\n";
  }
  return text;
}

void writeConstants(const Scratch &scratch) {
  for (int i = 0; i < 10; ++i) {
    scratch.write("normal/1" + std::to_string(i) + ".288.csv", constantRecording(i));
    scratch.write("underhang/ball_fault/" + std::string(i < 5 ? "0g" : "35g") + "/2" +
                      std::to_string(i) + ".5.csv",
                  constantRecording(100 + i));
  }
}

std::set<int> numbersIn(const ir::Dataset &data, const ir::Split &split) {
  std::set<int> numbers;
  for (size_t i = 0; i < split.count(); ++i)
    numbers.insert(int(std::lround(split.samples[i * 8 * 64] * data.deviation[0] + data.mean[0])));
  return numbers;
}

void parts() {
  Scratch scratch;
  writeConstants(scratch);
  ir::Dataset data = llvm::cantFail(datasets::load(specOf(scratch.folder), 5, 2, ""));
  CHECK(data.series && !data.simulated);
  CHECK(data.shape == (ir::Shape{8, 1, 64}));
  CHECK_EQ(data.classes(), 2);
  CHECK_EQ(data.labels[1], "underhang-ball_fault");
  const size_t windows = (Rows - 64) / 32 + 1;
  CHECK_EQ(data.train.count(), 12 * windows);
  CHECK_EQ(data.validation.count(), 4 * windows);
  CHECK_EQ(data.test.count(), 4 * windows);
  std::set<int> all;
  size_t sum = 0;
  for (const ir::Split *split : {&data.train, &data.validation, &data.test}) {
    const std::set<int> numbers = numbersIn(data, *split);
    all.insert(numbers.begin(), numbers.end());
    sum += numbers.size();
    CHECK(*numbers.begin() < 100 && *numbers.rbegin() >= 100); // both classes everywhere
  }
  CHECK_EQ(all.size(), 20u);
  CHECK_EQ(sum, 20u); // no recording in two parts

  ir::DatasetSpec spec = specOf(scratch.folder);
  spec.windowsPerRecording = 3;
  spec.limit = 10;
  ir::Dataset few = llvm::cantFail(datasets::load(spec, 5, 1, ""));
  CHECK_EQ(few.train.count(), 10u);
  CHECK_EQ(few.test.count(), 12u);
}

void windows() {
  ir::DatasetSpec spec = specOf("");
  datasets::WindowPlan plan(spec);
  CHECK((plan.starts(128) == std::vector<size_t>{0, 32, 64}));
  CHECK(plan.starts(63).empty());
  spec.windowsPerRecording = 2;
  CHECK((datasets::WindowPlan(spec).starts(700) == std::vector<size_t>{0, 19 * 32}));
  spec.windowsPerRecording = 1;
  CHECK((datasets::WindowPlan(spec).starts(128) == std::vector<size_t>{32}));
  spec.window = 2, spec.stride = 2, spec.decimate = 3, spec.windowsPerRecording = 0;
  const float table[] = {1, 10, 2, 20, 6, 60, 7, 70, 8, 80, 9, 90}; // 6 rows of 2 channels
  datasets::Cut cut = datasets::cutWindows(table, 6, 2, datasets::WindowPlan(spec));
  CHECK_EQ(cut.count, 1u);
  CHECK((cut.samples == std::vector<float>{3, 8, 30, 80}));
}

void determinism() {
  Scratch scratch;
  llvm::cantFail(datasets::writeSimulated(scratch.folder, 30, 400, 7));
  const ir::DatasetSpec spec = specOf(scratch.folder);
  ir::Dataset a = llvm::cantFail(datasets::load(spec, 5, 1, ""));
  ir::Dataset b = llvm::cantFail(datasets::load(spec, 5, 3, ""));
  CHECK_EQ(a.classes(), 10);
  CHECK_EQ(a.digest, b.digest);
  CHECK(a.train.samples == b.train.samples && a.test.samples == b.test.samples);
  CHECK(a.mean == b.mean && a.deviation == b.deviation);
  CHECK(a.digest != llvm::cantFail(datasets::load(spec, 6, 1, "")).digest);
}

void cache() {
  Scratch scratch;
  writeConstants(scratch);
  const ir::DatasetSpec spec = specOf(scratch.folder);
  const std::string folder = scratch / "cache";
  ir::Dataset fresh = llvm::cantFail(datasets::load(spec, 5, 1, folder));
  std::vector<std::string> entries;
  for (const auto &entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file())
      entries.push_back(entry.path().string());
  CHECK_EQ(entries.size(), 20u);

  // Nothing changed: the cache answers, here with other windows than the text has.
  const std::string file = scratch / "normal/10.288.csv";
  const datasets::WindowPlan plan(spec);
  const datasets::WindowCache kept(folder);
  const std::string key = datasets::WindowCache::keyOf(file, plan);
  const datasets::Cut genuine = *kept.load(key);
  datasets::Cut altered = genuine;
  altered.samples[0] += 1;
  kept.store(key, altered);
  CHECK(llvm::cantFail(datasets::load(spec, 5, 1, folder)).digest != fresh.digest);
  kept.store(key, genuine);
  CHECK_EQ(llvm::cantFail(datasets::load(spec, 5, 1, folder)).digest, fresh.digest);

  // A changed text of the same size, its time of change set back, is read.
  const auto time = fs::last_write_time(file);
  std::string broken = constantRecording(0);
  broken[0] = 'x';
  scratch.write("normal/10.288.csv", broken);
  fs::last_write_time(file, time);
  CHECK(datasets::WindowCache::keyOf(file, plan) != key);
  CHECK(
      contains(messageOf(datasets::load(spec, 5, 1, folder)), "row 1: column 1: 'x' is no number"));
  scratch.write("normal/10.288.csv", constantRecording(0));

  // Damaged entries are as good as none: the text is read again.
  for (const std::string &entry : entries) {
    std::string bytes = llvm::cantFail(support::readFile(entry));
    bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
    llvm::cantFail(support::writeFile(entry, bytes));
  }
  CHECK_EQ(llvm::cantFail(datasets::load(spec, 5, 1, folder)).digest, fresh.digest);
  // A cache that cannot be written changes nothing.
  CHECK_EQ(llvm::cantFail(datasets::load(spec, 5, 1, "/proc/nowhere")).digest, fresh.digest);
}

void broken() {
  Scratch scratch;
  writeConstants(scratch);
  const ir::DatasetSpec spec = specOf(scratch.folder);
  auto said = [](const ir::DatasetSpec &spec) { return messageOf(datasets::load(spec, 5, 2, "")); };
  const std::string good = constantRecording(3), name = "normal/13.288.csv";
  scratch.write(name, good + "1,2,3\n");
  CHECK(contains(said(spec), "normal/13.288.csv', row 701: found 3 columns, needed 8"));
  scratch.write(name, llvm::StringRef(good).take_front(good.size() / 2));
  CHECK(contains(said(spec), "normal/13.288.csv'"));
  CHECK(contains(said(spec), "truncated"));
  scratch.write(name, llvm::StringRef(good).take_front(16 * 300)); // whole rows only
  CHECK(contains(said(spec), "is truncated: it ends behind row 300, the others have 700 rows"));
  scratch.write(name, good);
  ir::DatasetSpec wide = spec;
  wide.window = 1000;
  CHECK(contains(said(wide), "a window takes 1,000 rows, a recording has 700"));
  CHECK(contains(said(specOf(scratch / "absent")), "absent', which is missing"));
  fs::create_directories(scratch / "empty");
  CHECK(contains(said(specOf(scratch / "empty")), "holds recordings of 0 classes"));
  scratch.write("imbalance/6g/12.0.csv", good);
  CHECK(contains(said(spec), "imbalance' holds 1 recordings; a split by recording needs 3"));
}

void shares() {
  std::vector<int32_t> labels(3, 0);
  std::vector<datasets::Part> parts = datasets::splitGroups(labels, {0.1, 0.1}, 1);
  for (auto part : {datasets::Part::Train, datasets::Part::Validation, datasets::Part::Test})
    CHECK_EQ(std::count(parts.begin(), parts.end(), part), 1);
}

} // namespace

int main() {
  parts();
  windows();
  determinism();
  cache();
  broken();
  shares();
  return report();
}
