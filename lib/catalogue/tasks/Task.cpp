// SPDX-License-Identifier: Apache-2.0
#include "catalogue/tasks/Task.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::tasks {

#define PNASC_TASK(name) const Task &task_##name();
#include "Tasks.inc"
#undef PNASC_TASK

const std::vector<const Task *> &all() {
  static const std::vector<const Task *> list = {
#define PNASC_TASK(name) &task_##name(),
#include "Tasks.inc"
#undef PNASC_TASK
  };
  return list;
}

const Task *find(llvm::StringRef name) {
  const auto at = llvm::find_if(all(), [&](const Task *task) { return task->name == name; });
  return at == all().end() ? nullptr : *at;
}

const Task &named(llvm::StringRef name) {
  const Task *task = find(name);
  assert(task && "specs and files of models name tasks that there are");
  return *task;
}

void note(ir::ModelResult &result, double ir::MetricResult::*column,
          const std::vector<double> &values) {
  const std::vector<Metric> &metrics = named(result.task).metrics;
  assert(values.size() == metrics.size());
  for (size_t i = 0; i < values.size(); ++i) {
    if (result.metrics.size() == i)
      result.metrics.push_back({metrics[i].name});
    result.metrics[i].*column = values[i];
  }
}

} // namespace pnasc::tasks
