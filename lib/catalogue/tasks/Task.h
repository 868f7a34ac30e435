// SPDX-License-Identifier: Apache-2.0
// What a network is for. A task is a folder of this catalogue: <task>/<task>.task.cpp defines
// `const Task &task_<task>()`, <task>/<task>.torch.cpp its losses (TorchTask.torch.h),
// <task>/<metric>.metric.cpp its metrics, one file each. Training, quantisation, scores, report and
// the emitted C know a task by this alone.
//
// A label is a list of whole numbers, laid out as the task says (ir::Split::label): the class of a
// sample, or class and corners of each box in it.
#pragma once

#include "ir/Dataset.h"
#include "ir/Integer.h"
#include "ir/Network.h"
#include "ir/Result.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/JSON.h"
#include <memory>
#include <optional>

namespace pnasc::tasks {

/// A figure by which networks of a task are judged.
struct Metric {
  std::string name;  ///< in files: accuracy
  std::string title; ///< for people
  std::string unit;  ///< share: 0 .. 1
  enum Better : uint8_t { Higher, Lower } better = Higher;
  std::string (*text)(double) = nullptr; ///< 93.1 %; "–" where it is no number

  bool improves(double value, double on) const {
    return better == Higher ? value > on : value < on;
  }
};

using Label = llvm::ArrayRef<int32_t>;

/// Collects what one network says of samples, to make the metrics of it.
class Judge {
public:
  virtual ~Judge() = default;
  /// All outputs of the float network for a sample, in the network's order, each as C x H x W.
  virtual void see(llvm::ArrayRef<llvm::ArrayRef<float>> outputs, Label truth) = 0;
  /// All outputs of the integer network for a sample, one after another, as the C gives them.
  virtual void see(llvm::ArrayRef<int8_t> outputs, Label truth) = 0;
  /// In the order of Task::metrics; no samples: 0 each.
  virtual std::vector<double> values() const = 0;
};

struct Task {
  std::string name;
  std::vector<Metric> metrics; ///< the first decides, between states of a training, between models
  std::string metricsTitle;    ///< all of them: Accuracies
  std::string baseline;        ///< a simple model that no network may fall below
  /// Shape that the first output of a network must have; none: any.
  std::optional<ir::Shape> (*output)(int64_t classes);
  std::unique_ptr<Judge> (*ofFloats)(const ir::Network &);
  std::unique_ptr<Judge> (*ofIntegers)(const ir::IntegerNetwork &);
  /// The end of the C library's example: from `scores`, the first output, to an answer; @NAME@ and
  /// @name@ stand for the model's name.
  std::string (*decision)(const ir::IntegerNetwork &);
  /// Adds what manifest.json says beyond sizes and digests.
  void (*manifest)(const ir::IntegerNetwork &, llvm::json::Object &into);

  const Metric &decisive() const { return metrics.front(); }
};

const std::vector<const Task *> &all(); ///< sorted by name
const Task *find(llvm::StringRef name);
/// Of a data set or a network, which names one that there is.
const Task &named(llvm::StringRef name);

/// Puts the values of a task's metrics, in its order, into one column of a result.
void note(ir::ModelResult &result, double ir::MetricResult::*column,
          const std::vector<double> &values);

} // namespace pnasc::tasks
