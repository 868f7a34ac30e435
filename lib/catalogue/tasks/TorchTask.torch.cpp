// SPDX-License-Identifier: Apache-2.0
#include "catalogue/tasks/TorchTask.torch.h"
#include "catalogue/tasks/Baseline.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::tasks {

#define PNASC_TASK(name) const TorchTask &torch_##name();
#include "Tasks.inc"
#undef PNASC_TASK

const TorchTask &torchOf(llvm::StringRef task) {
  using Get = const TorchTask &(*)();
  static const std::pair<llvm::StringRef, Get> list[] = {
#define PNASC_TASK(name) {#name, torch_##name},
#include "Tasks.inc"
#undef PNASC_TASK
  };
  const auto at = llvm::find_if(list, [&](const auto &one) { return one.first == task; });
  assert(at != std::end(list) && "specs and files of models name tasks that there are");
  return at->second();
}

std::vector<double> baseline(const ir::Dataset &dataset, uint64_t seed) {
  return torchOf(dataset.task).baseline(dataset, seed);
}

void see(Judge &judge, const Outputs &outputs, const ir::Labels &labels) {
  Outputs flat;
  for (const at::Tensor &output : outputs)
    flat.push_back(output.detach().flatten(1).to(at::kFloat).contiguous());
  std::vector<llvm::ArrayRef<float>> sample(flat.size());
  for (size_t i = 0; i < labels.size(); ++i) {
    for (size_t o = 0; o < flat.size(); ++o) {
      const auto size = size_t(flat[o].size(1));
      sample[o] = {flat[o].data_ptr<float>() + i * size, size};
    }
    judge.see(sample, labels[i]);
  }
}

} // namespace pnasc::tasks
