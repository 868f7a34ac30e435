// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_datasets
// The simulated rotor: fit to stand in for a task that is neither trivial nor hopeless.
#include "catalogue/datasets/Rotor.h"
#include "Check.h"
#include "Ridge.h"
#include "Scratch.h"
#include "catalogue/datasets/Csv.h"
#include "catalogue/datasets/Format.h"
#include "catalogue/datasets/RotorModel.h"
#include "support/Random.h"
#include <algorithm>
#include <chrono>

using namespace pnasc;

namespace {

ir::DatasetSpec specOf() {
  ir::DatasetSpec spec;
  spec.name = "mafaulda";
  spec.format = "mafaulda";
  spec.simulated = true;
  spec.window = spec.stride = 1024;
  spec.decimate = 10;
  spec.windowsPerRecording = 4;
  spec.splitBy = "recording";
  return spec;
}

void difficulty() {
  ir::Dataset data = llvm::cantFail(datasets::load(specOf(), 1, 2, ""));
  CHECK(data.simulated);
  CHECK(contains(data.origin, "simulated rotor: 600 recordings"));
  CHECK_EQ(data.classes(), 10);
  for (int32_t c = 0; c < 10; ++c)
    CHECK_EQ(std::count(data.test.labels.begin(), data.test.labels.end(), c), 9 * 4);
  const double accuracy = ridge::accuracy(data, 16, 10);
  std::cerr << "ridge on band energies: " << accuracy << "\n";
  CHECK(accuracy < 0.90);
  CHECK(accuracy > 0.40);
}

void determinism() {
  ir::Dataset a = llvm::cantFail(datasets::load(specOf(), 1, 1, ""));
  ir::Dataset b = llvm::cantFail(datasets::load(specOf(), 1, 3, ""));
  CHECK_EQ(a.digest, b.digest);
  CHECK(a.train.samples == b.train.samples && a.test.samples == b.test.samples);
  CHECK(a.digest != llvm::cantFail(datasets::load(specOf(), 2, 1, "")).digest);
  CHECK(std::all_of(a.train.samples.begin(), a.train.samples.end(),
                    [](float value) { return std::isfinite(value) && std::fabs(value) < 100; }));
}

/// Any stretch of time can be asked for; neighbouring stretches join but for the noise filter's
/// tail.
void stretches() {
  const datasets::RotorModel model(1, 6, 6);
  std::vector<float> whole(8 * 600), part(8 * 200);
  model.render(1000, 5000, 600, whole.data());
  model.render(1300, 5000, 200, part.data());
  double worst = 0;
  for (size_t c = 0; c < 8; ++c)
    for (size_t i = 0; i < 200; ++i)
      worst =
          std::max(worst, std::fabs(double(whole[c * 600 + 300 + i]) - double(part[c * 200 + i])));
  CHECK(worst < 0.05);
  size_t pulses = 0;
  std::vector<float> second(8 * 5000);
  model.render(0, 5000, 5000, second.data());
  for (size_t i = 1; i < 5000; ++i)
    pulses += second[i - 1] < 2 && second[i] >= 2;
  CHECK_NEAR(double(pulses), model.frequency(), 2);
}

void layout() {
  Scratch scratch;
  llvm::cantFail(datasets::writeSimulated(scratch.folder, 20, 50, 3));
  size_t files = 0;
  for (const auto &entry : std::filesystem::recursive_directory_iterator(scratch.folder))
    if (entry.is_regular_file()) {
      ++files;
      const std::string text = llvm::cantFail(support::readFile(entry.path().string()));
      CHECK_EQ(llvm::cantFail(datasets::parseCsv("x", text, 8)).rows(), 50u);
    }
  CHECK_EQ(files, 20u);
  CHECK(support::exists(scratch / "overhang/cage_fault"));
}

/// 17 MB of text as the genuine files hold it. The bound is loose: test machines are shared.
void speed() {
  support::CounterRandom random(1, "speed");
  std::string text;
  char number[32];
  for (uint64_t i = 0; text.size() < 17000000; ++i) {
    std::snprintf(number, sizeof number, "%.5g", random.uniform(i) * 4 - 2);
    text += number;
    text += i % 8 == 7 ? '\n' : ',';
  }
  text.resize(text.rfind('\n') + 1);
  const auto start = std::chrono::steady_clock::now();
  CHECK(llvm::cantFail(datasets::parseCsv("x", text, 8)).rows() > 200000);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::cerr << "17 MB parsed in " << seconds << " s\n";
  CHECK(seconds < 1.0);
}

} // namespace

int main() {
  difficulty();
  determinism();
  stretches();
  layout();
  speed();
  return report();
}
