// SPDX-License-Identifier: Apache-2.0
// quantize, plan, emit: from float weights to C.
#include "driver/Firmware.h"
#include "catalogue/tasks/Task.h"
#include "catalogue/kernels/Refusal.h"
#include "driver/Run.h"
#include "emit/Emit.h"
#include "foreign/Read.h"
#include "lower/Lower.h"
#include "onnx/Integer.h"
#include "plan/Plan.h"
#include "quantize/Reference.h"
#include "support/Digest.h"
#include "support/Files.h"
#include "support/Random.h"

namespace pnasc::driver {

namespace {

constexpr size_t SelftestVectors = 4;

/// The first vector is all zero point, what a silent sensor gives; the others are noise keyed by
/// the file's digest, run through the integer reference.
emit::Vectors selftest(const ir::IntegerNetwork &network, llvm::StringRef digest) {
  const support::CounterRandom random(0, ("selftest" + digest).str());
  const auto count = size_t(network.graph.tensors[0].shape.elements());
  emit::Vectors vectors;
  for (size_t v = 0; v < SelftestVectors; ++v) {
    std::vector<int8_t> input(count, int8_t(network.tensors[0].zeroPoint));
    for (size_t i = 0; v > 0 && i < count; ++i)
      input[i] = int8_t(random.bits(v * count + i) >> 56);
    vectors.outputs.push_back(quantize::outputs(network, input));
    vectors.inputs.push_back(std::move(input));
  }
  return vectors;
}

llvm::Expected<ir::IntegerNetwork> quantised(Run &run, const Making &making) {
  const TorchStages &torch = *run.session.torch;
  const ir::DeployGraph &graph = making.result.graph;
  return making.data ? torch.quantize(making.trained, graph, *making.data, run.aim.quantize,
                                      making.seed, run.session.workers.stop)
                     : torch.quantizeOnNoise(making.trained, graph, making.seed);
}

} // namespace

llvm::Expected<Firmware> readBack(std::string onnx) {
  llvm::Expected<ir::IntegerNetwork> network = foreign::readInteger(onnx);
  if (!network)
    return network.takeError();
  lower::chooseKernels(network->graph);
  if (std::string refused = kernels::refusal(network->graph); !refused.empty())
    return support::failure(support::Exit::Spec, std::move(refused));
  return Firmware{std::move(onnx), std::move(*network), {}, {}};
}

llvm::Error stage::quantize(Run &run, Making &making) {
  llvm::Expected<ir::IntegerNetwork> integer = quantised(run, making);
  if (!integer)
    return integer.takeError();
  integer->layout = making.layout;
  llvm::Expected<std::string> onnx = onnx::writeInteger(*integer, making.metadata);
  if (!onnx)
    return onnx.takeError();
  llvm::Expected<Firmware> firmware = readBack(std::move(*onnx));
  if (!firmware)
    return firmware.takeError();
  making.firmware = std::move(*firmware);
  if (!making.folder.empty() && run.aim.deploy.onnx)
    if (llvm::Error error =
            support::writeFile(making.folder + "/model.int8.onnx", making.firmware.onnx))
      return error;
  if (run.judge)
    return run.judge(making);
  if (making.data)
    tasks::note(making.result, &ir::MetricResult::ofInt8,
                quantize::judged(making.firmware.network, making.data->test));
  return llvm::Error::success();
}

llvm::Error stage::plan(Run &, Making &making) {
  Firmware &firmware = making.firmware;
  if (firmware.onnx.empty()) // shapes alone, which were planned when they were chosen
    return llvm::Error::success();
  firmware.plan = plan::plan(firmware.network.graph);
  assert(plan::verify(firmware.network.graph, firmware.plan).empty());
  if (making.result.graph.nodes.empty()) { // the file is all that is known
    making.result.graph = firmware.network.graph;
    making.result.plan = firmware.plan;
  }
  return llvm::Error::success();
}

llvm::Error stage::emit(Run &run, Making &making) {
  Firmware &firmware = making.firmware;
  llvm::Expected<ir::Bundle> bundle = libraryOf(firmware.network, firmware.plan, making.result.name,
                                                support::digest(firmware.onnx));
  if (!bundle)
    return bundle.takeError();
  firmware.c = std::move(*bundle);
  return making.folder.empty() || !run.aim.deploy.c ? llvm::Error::success()
                                                    : writeFiles(making.folder + "/c", firmware.c);
}

llvm::Expected<ir::Bundle> libraryOf(const ir::IntegerNetwork &network,
                                     const ir::Schedule &schedule, const std::string &name,
                                     llvm::StringRef digest) {
  return emit::emitC(network, schedule, name, selftest(network, digest));
}

std::string filesText(const ir::Bundle &files) {
  std::string all;
  for (const auto &[path, text] : files)
    all += "//===- " + path + "\n" + text;
  return all;
}

llvm::Error writeFiles(const std::string &folder, const ir::Bundle &files) {
  for (const auto &[path, text] : files)
    if (llvm::Error error = support::writeFile(folder + "/" + path, text))
      return error;
  return llvm::Error::success();
}

} // namespace pnasc::driver
