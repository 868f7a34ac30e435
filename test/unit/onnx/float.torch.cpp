// SPDX-License-Identifier: Apache-2.0
// Float networks written and read back compute the same; foreign files of the golden set read, too.
//
// LINK: pnasc_torch pnasc_foreign pnasc_quantize pnasc_lower
#include "foreign/Read.h"
#include "onnx/Float.h"
#include "../quantize/Networks.h"
#include "Check.h"
#include "Keep.h"
#include "emit/AnyNetwork.h"
#include "torch/Executor.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <cstdlib>

using namespace pnasc;

static ir::FloatArray outputs(const ir::TrainedNetwork &network, uint64_t seed) {
  const ir::Shape &shape = network.network.inputShape();
  const ir::FloatArray batch{{3, shape.channels, shape.height, shape.width},
                             networks::noise(network.network, 3, seed)};
  auto result = pnasc::torch::run<float>(network.network, network.parameters, batch);
  CHECK(bool(result));
  return result->front();
}

static double largestDifference(const ir::FloatArray &a, const ir::FloatArray &b) {
  double most = a.data.size() == b.data.size() ? 0 : INFINITY;
  for (size_t i = 0; i < a.data.size() && i < b.data.size(); ++i)
    most = std::fmax(most, std::fabs(double(a.data[i]) - double(b.data[i])));
  return most;
}

static void roundTrip(const ir::Network &plain, double tolerance) {
  const ir::TrainedNetwork trained = networks::filled(plain, 5);
  auto bytes = onnx::writeFloat(trained, {{"spec", "abc"}});
  if (!CHECK(bool(bytes))) {
    llvm::errs() << bytes.takeError() << "\n";
    return;
  }
  CHECK(*onnx::writeFloat(trained, {{"spec", "abc"}}) == *bytes);
  auto again = onnx::readFloat(*bytes, "model.onnx");
  if (!CHECK(bool(again))) {
    llvm::errs() << again.takeError() << "\n";
    return;
  }
  CHECK_EQ(again->network.classes, plain.classes);
  CHECK(largestDifference(outputs(trained, 2), outputs(*again, 2)) <= tolerance);
  auto cut = onnx::readFloat(llvm::StringRef(*bytes).drop_back(9), "model.onnx");
  CHECK(!cut);
  if (std::getenv("PNASC_KEEP")) { // for test/npm/runtime.mjs
    keep::Case kept{plain.name + ".float",        *bytes,
                    plain.inputShape(),           false,
                    networks::noise(plain, 3, 2), outputs(trained, 2).data};
    CHECK(kept.write());
  }
  CHECK(llvm::StringRef(llvm::toString(cut.takeError())).contains("no valid ONNX model"));
}

/// Operators of all kinds: the file computes what the network does, whatever it becomes on the way.
static void anyNetworks() {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    const ir::TrainedNetwork trained = networks::filled(any::network(seed), seed);
    auto bytes = onnx::writeFloat(trained, {});
    auto again = bytes ? onnx::readFloat(*bytes, "any.onnx") : bytes.takeError();
    if (!CHECK(bool(again))) {
      llvm::errs() << "seed " << seed << ": " << again.takeError() << "\n" << trained.network.text();
      continue;
    }
    const ir::FloatArray before = outputs(trained, seed), after = outputs(*again, seed);
    double most = 1;
    for (float value : before.data)
      most = std::fmax(most, std::fabs(double(value)));
    if (!CHECK(largestDifference(before, after) <= 1e-5 * most))
      llvm::errs() << "seed " << seed << "\n" << trained.network.text() << again->network.text();
    CHECK(again->network.nodes.size() <= trained.network.nodes.size() + 1);
  }
}

static void golden(const std::string &folder) {
  const std::pair<const char *, int64_t> files[] = {{"1_tiny_chain", 5},
                                                    {"2_resnet_bn", 10},
                                                    {"3_mbv2_relu6", 7},
                                                    {"5_inception1d", 4},
                                                    {"7_dead_relu", 5}};
  for (const auto &[name, classes] : files) {
    auto network = foreign::readFloatFile(folder + "/golden/proxies/onnx/" + name + ".onnx");
    if (!CHECK(bool(network))) {
      llvm::errs() << network.takeError() << "\n";
      continue;
    }
    CHECK_EQ(outputs(*network, 1).shape[1], network->network.classes);
    std::cerr << name << ": " << network->network.nodes.size() << " nodes\n";
    (void)classes;
  }
}

int main() {
  roundTrip(networks::image(), 0);
  roundTrip(networks::series(), 0);
  // The file says 1/6 as a float, and x * sigmoid(x) comes back as silu(x).
  roundTrip(networks::gated(), 1e-6);
  anyNetworks();
  if (const char *shared = std::getenv("PNASC_SHARED"))
    golden(shared);
  else
    skip("golden files: PNASC_SHARED is not set");
  return report();
}
