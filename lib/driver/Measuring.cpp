// SPDX-License-Identifier: Apache-2.0
#include "driver/Measuring.h"
#include "measure/Measure.h"
#include "quantize/Reference.h"
#include "support/Error.h"
#include "support/Leftovers.h"
#include "support/Units.h"
#include "llvm/Support/Path.h"

namespace pnasc::driver {

namespace {

constexpr size_t EmulatedSamples = 64;

struct Samples {
  std::vector<std::vector<int8_t>> inputs, outputs;
};

/// The first test samples, quantised, and what the integer reference says of them.
Samples emulated(const ir::IntegerNetwork &network, const ir::Dataset &data) {
  Samples samples;
  std::vector<float> sample(size_t(data.shape.elements()));
  for (size_t i = 0; i < std::min(EmulatedSamples, data.test.count()); ++i) {
    data.test.read(i, data.shape, sample.data());
    samples.inputs.push_back(quantize::quantizeInput(network, sample.data()));
    samples.outputs.push_back(quantize::outputs(network, samples.inputs.back()));
  }
  return samples;
}

/// Cycles an instruction takes, as the cost model weighs the kernels of this network, times the
/// instructions that the emulator counted.
double latencyOf(const ir::Costs &predicted, const ir::Measured &measured) {
  if (measured.instructions == 0 || predicted.instructions <= 0)
    return predicted.latencySeconds;
  return predicted.latencySeconds / predicted.instructions * double(measured.instructions);
}

void addEnergy(ir::ModelResult &result, const ir::Board &board) {
  if (board.picojoulePerCycle <= 0)
    result.energyReason = "no source gives the energy of a cycle of " + board.name;
  else
    result.energyMillijoule =
        result.latencySeconds * board.clockHz * board.picojoulePerCycle * 1e-9;
}

} // namespace

llvm::Error measureModel(const Firmware &firmware, const ir::Board &board, const ir::Dataset &data,
                         const std::string &folder, ir::ModelResult &result) {
  using llvm::sys::path::parent_path;
  auto scratch = support::Scratch::make(parent_path(parent_path(folder))); // of DIR/models/NAME
  if (!scratch)
    return scratch.takeError();
  const Samples samples = emulated(firmware.network, data);
  const measure::Request request{firmware.c,      result.name, firmware.network,
                                 firmware.plan,   board,       samples.inputs,
                                 samples.outputs, folder,      scratch->path()};
  llvm::Expected<ir::Measured> figures = measure::measure(request);
  if (!figures)
    return figures.takeError();
  result.measured = *figures;
  result.latencySeconds = latencyOf(result.predicted, result.measured);
  addEnergy(result, board);
  return llvm::Error::success();
}

std::string measuredText(const ir::Measured &figures) {
  return "RAM " + support::bytesText(figures.ramBytes()) + ", ROM " +
         support::bytesText(figures.romBytes) + ", " + std::to_string(figures.mismatches) +
         " mismatches in " + std::to_string(figures.vectors) + " samples on " + figures.machine;
}

llvm::Error demandExact(llvm::ArrayRef<ir::ModelResult> models) {
  for (const ir::ModelResult &model : models)
    if (const ir::Measured &figures = model.measured;
        figures.mismatches != 0 || figures.hostMismatches != 0)
      return support::failure(
          support::Exit::Internal,
          "the firmware of '" + model.name + "' differs from the reference in " +
              std::to_string(std::max(figures.mismatches, figures.hostMismatches)) + " bytes of " +
              std::to_string(figures.vectors) +
              " samples; this is a bug of pnasc, please report it with the command line");
  return llvm::Error::success();
}

} // namespace pnasc::driver
