// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/Rotor.h"
#include "catalogue/datasets/RotorModel.h"
#include "catalogue/datasets/Windows.h"
#include "support/Files.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <set>

namespace pnasc::datasets {

static_assert(RotorModel::Channels == RotorChannels);

namespace {

constexpr const char *Masses[] = {"6g", "10g", "15g", "20g", "25g", "30g", "35g"};
constexpr const char *Horizontal[] = {"0.5mm", "1.0mm", "1.5mm", "2.0mm"};
constexpr const char *Vertical[] = {"0.51mm", "0.63mm", "1.27mm", "1.40mm", "1.78mm", "1.90mm"};
constexpr const char *BearingMasses[] = {"0g", "6g", "20g", "35g"};

const RotorClass Classes[] = {
    {"normal", "normal", {}},
    {"imbalance", "imbalance", Masses},
    {"horizontal-misalignment", "horizontal-misalignment", Horizontal},
    {"vertical-misalignment", "vertical-misalignment", Vertical},
    {"underhang-ball_fault", "underhang/ball_fault", BearingMasses},
    {"underhang-cage_fault", "underhang/cage_fault", BearingMasses},
    {"underhang-outer_race", "underhang/outer_race", BearingMasses},
    {"overhang-ball_fault", "overhang/ball_fault", BearingMasses},
    {"overhang-cage_fault", "overhang/cage_fault", BearingMasses},
    {"overhang-outer_race", "overhang/outer_race", BearingMasses},
};

int conditionOf(size_t recording) { return int(recording % std::size(Classes)); }

/// Renders the windows straight at the decimated rate: what an anti-alias filter would leave.
Cut simulateWindows(const RotorModel &model, const WindowPlan &plan) {
  const std::vector<size_t> starts = plan.starts(RotorRows);
  const size_t size = RotorChannels * plan.window;
  Cut cut{RotorRows, starts.size(), std::vector<float>(starts.size() * size)};
  for (size_t w = 0; w < starts.size(); ++w)
    model.render(int64_t(starts[w] / plan.decimate), RotorRate / double(plan.decimate), plan.window,
                 &cut.samples[w * size]);
  return cut;
}

} // namespace

llvm::ArrayRef<RotorClass> rotorClasses() { return Classes; }

llvm::Expected<ir::Dataset> simulatedRotor(const ir::DatasetSpec &spec, uint64_t seed,
                                           const support::Workers &workers) {
  const WindowPlan plan(spec);
  Recordings recordings;
  recordings.channels = RotorChannels;
  for (const RotorClass &entry : Classes)
    recordings.labels.push_back(entry.name);
  for (size_t i = 0; i < RotorRecordings; ++i)
    recordings.list.push_back({"simulated recording " + std::to_string(i), conditionOf(i)});
  recordings.cut = [&](size_t i) -> llvm::Expected<Cut> {
    return simulateWindows(RotorModel(seed, i, conditionOf(i)), plan);
  };
  llvm::Expected<ir::Dataset> data = assemble(spec, recordings, seed, workers);
  if (data) {
    data->simulated = true;
    data->origin = "simulated rotor: " + data->origin;
  }
  return data;
}

namespace {

/// Five significant digits, as the genuine files have.
void appendNumber(std::string &text, float value) {
  char buffer[32];
  auto end =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, 5).ptr;
  text.append(buffer, end);
}

std::string csvText(const RotorModel &model, size_t rows) {
  std::vector<float> values(rows * RotorChannels);
  model.render(0, RotorRate, rows, values.data());
  std::string text;
  text.reserve(rows * RotorChannels * 9);
  for (size_t row = 0; row < rows; ++row)
    for (size_t c = 0; c < RotorChannels; ++c) {
      appendNumber(text, values[c * rows + row]);
      text += c + 1 == RotorChannels ? '\n' : ',';
    }
  return text;
}

std::string placeOf(const RotorModel &model, const RotorClass &condition,
                    std::set<std::string> &taken) {
  std::string folder = condition.folder;
  if (!condition.severities.empty()) {
    const size_t count = condition.severities.size();
    folder += std::string("/") +
              condition.severities[std::min(count - 1, size_t(model.severity() * double(count)))];
  }
  for (int nudge = 0;; ++nudge) {
    char name[32];
    std::snprintf(name, sizeof name, "/%.4f.csv", model.frequency() + 1e-4 * nudge);
    if (taken.insert(folder + name).second)
      return folder + name;
  }
}

} // namespace

llvm::Error writeSimulated(llvm::StringRef folder, size_t recordings, size_t rows, uint64_t seed) {
  std::set<std::string> taken;
  for (size_t i = 0; i < recordings; ++i) {
    const RotorModel model(seed, i, conditionOf(i));
    const std::string path = placeOf(model, Classes[conditionOf(i)], taken);
    if (llvm::Error error = support::writeFile(folder.str() + "/" + path, csvText(model, rows)))
      return error;
  }
  return llvm::Error::success();
}

} // namespace pnasc::datasets
