// SPDX-License-Identifier: Apache-2.0
// What the four scores cost against one forward and backward pass on the same batch of 16, one
// thread.
#include "Program.h"
#include "catalogue/proxies/Score.h"
#include "catalogue/tasks/TorchTask.torch.h"
#include "support/Files.h"
#include "torch/Executor.torch.h"
#include "torch/Models.h"
#include <algorithm>
#include <chrono>
#include <cstdio>

namespace pnasc {

using Clock = std::chrono::steady_clock;

/// Median seconds of `repeats` calls after one warm-up.
template <class F> static double median(int repeats, F &&work) {
  work();
  std::vector<double> seconds;
  for (int i = 0; i < repeats; ++i) {
    const auto start = Clock::now();
    work();
    seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count());
  }
  std::nth_element(seconds.begin(), seconds.begin() + repeats / 2, seconds.end());
  return seconds[size_t(repeats / 2)];
}

static proxies::Batch noise(const ir::Network &network, uint64_t seed) {
  const ir::Shape &shape = network.inputShape();
  const support::CounterRandom random(seed, "benchmark");
  proxies::Batch batch{{{16, shape.channels, shape.height, shape.width}, {}}, {}};
  for (int64_t i = 0; i < 16 * shape.elements(); ++i)
    batch.samples.data.push_back(float(random.normal(uint64_t(i))));
  for (int i = 0; i < 16; ++i)
    batch.labels.push_back({int32_t(i % network.classes)});
  return batch;
}

static void measure(const char *name, const ir::Network &network) {
  const auto parameters = torch::freshParameters(network, 1);
  const std::vector<proxies::Batch> batches{noise(network, 1), noise(network, 2)};
  const auto values = torch::valuesOf(network, parameters, at::kFloat, true);
  const at::Tensor x = torch::tensorOf(batches[0].samples);
  const at::Tensor labels = tasks::torchOf("classification").targets(batches[0].labels);
  const double pass = median(21, [&] {
    at::cross_entropy_loss(torch::forward(network, values, x, true), labels).backward();
  });
  const double fresh = median(5, [&] { torch::freshParameters(network, 1); });
  const double all =
      median(21, [&] { llvm::cantFail(proxies::evaluate(network, parameters, batches)); });
  std::printf(
      "%-14s %6.2f M MAC  pass %7.2f ms  four scores %7.2f ms  ratio %.2f  (weights %.2f ms)\n",
      name, double(::check::macs(network)) * 1e-6, pass * 1e3, all * 1e3, all / pass, fresh * 1e3);
}

/// The architecture of a file of specs/architectures as published, on 3x128x128; null where there
/// is no such file.
static std::optional<ir::Network> published(const std::string &file) {
  auto text = support::readFile(PNASC_ROOT "/specs/architectures/" + file + ".pnas");
  if (!text) {
    llvm::consumeError(text.takeError());
    return std::nullopt;
  }
  const llvm::StringRef name = llvm::StringRef(*text).split("\narchitecture ").second;
  const std::string program =
      "import \"architectures/" + file + "\"\n" +
      "dataset d { format = idx  root = \"/\"  channels = 3  height = 128  width = 128  classes = "
      "10 }\nboard b { core = cortex_m7  clock = 1 MHz  ram r = 64 MiB at 0x20000000\n"
      "flash f = 64 MiB at 0x08000000 }\ndeploy { target = b }\n"
      "search s { on d  minimize flops  architecture = " +
      name.take_while([](char c) { return std::isalnum(c) || c == '_'; }).str() + " }\n";
  return ::test::Program(program, {}, std::nullopt, {PNASC_ROOT "/specs"}).network("{}");
}

} // namespace pnasc

int main() {
  using namespace pnasc;
  pnasc::torch::init();
  std::printf("3x128x128, batch 16, one thread; the limit is 2.5\n");
  for (const char *file : {"mobilenetv2", "resnet18", "squeezenet"})
    if (const auto network = published(file))
      measure(file, *network);
  std::printf("small networks\n");
  measure("MobileNet", ::check::mobileNet());
  measure("MobileNetV2", ::check::mobileNetV2());
  measure("ResNet", ::check::residual());
  measure("InceptionTime", ::check::inceptionTime());
  measure("MobileNetV2-48", ::check::mobileNetV2({3, 48, 48}));
}
