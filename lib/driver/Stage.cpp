// SPDX-License-Identifier: Apache-2.0
#include "driver/Stage.h"

namespace pnasc::driver {

const std::vector<StageInfo> &stages() {
  static const std::vector<StageInfo> table = {
      {Stage::Parse, "parse", "text to syntax tree"},
      {Stage::Check, "check", "names, types, units, shapes for every choice"},
      {Stage::Narrow, "narrow", "cut what cannot fit; explain an empty space"},
      {Stage::Search, "search", "NSGA-II on FLOPs and four training-free scores"},
      {Stage::Select, "select", "a few networks by hypervolume"},
      {Stage::Train, "train", "SGD with structured pruning"},
      {Stage::Quantize, "quantize", "int8, after training or with it"},
      {Stage::Plan, "plan", "byte offsets of every tensor"},
      {Stage::Emit, "emit", "ONNX and C"},
      {Stage::Measure, "measure", "link, run on the emulated core, compare every byte"},
      {Stage::Report, "report", "report.json and report.html"},
  };
  return table;
}

llvm::StringRef stageName(Stage stage) { return stages()[size_t(stage)].name; }

std::optional<Stage> findStage(llvm::StringRef name) {
  for (const StageInfo &info : stages())
    if (info.name == name)
      return info.stage;
  return std::nullopt;
}

} // namespace pnasc::driver
