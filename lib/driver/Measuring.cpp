// SPDX-License-Identifier: Apache-2.0
// measure: a model's C on the emulator, over the first samples of the test part.
#include "catalogue/tasks/Task.h"
#include "driver/Manifest.h"
#include "driver/Run.h"
#include "measure/Measure.h"
#include "quantize/Reference.h"
#include "support/Error.h"
#include "support/Files.h"
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

/// Fills the measured figures, latency and energy of the network's result; writes firmware/ into
/// its folder.
llvm::Error measured(const Aim &aim, Making &making, const support::StopFlag *stop) {
  const ir::Board &board = aim.board;
  const Firmware &firmware = making.firmware;
  ir::ModelResult &result = making.result;
  using llvm::sys::path::parent_path;
  auto scratch =
      support::Scratch::make(parent_path(parent_path(making.folder))); // of DIR/models/NAME
  if (!scratch)
    return scratch.takeError();
  const Samples samples = emulated(firmware.network, *making.data);
  const std::string &place = scratch->path();
  const measure::Request request{firmware.c,
                                 result.name,
                                 firmware.network,
                                 firmware.plan,
                                 board,
                                 samples.inputs,
                                 samples.outputs,
                                 aim.deploy.firmware ? making.folder : place + "/unwanted",
                                 place,
                                 stop};
  llvm::Expected<ir::Measured> figures = measure::measure(request);
  if (!figures)
    return figures.takeError();
  result.measured = *figures;
  result.latencySeconds = latencyOf(result.predicted, result.measured);
  addEnergy(result, board);
  return llvm::Error::success();
}

/// float 91.3 %, int8 91.2 %, ; what is not known is left out
std::string accuracyText(const ir::ModelResult &result) {
  std::string text;
  if (!result.metrics.empty()) {
    const tasks::Metric &metric = tasks::named(result.task).decisive();
    text = "float " + metric.text(result.metrics.front().ofFloat) + ", int8 " +
           metric.text(result.metrics.front().ofInt8) + ", ";
  }
  if (result.agreement)
    text += "agreement " + percent(*result.agreement) + ", ";
  return text;
}

/// RAM 63.5 KiB (65,024 B), ROM ..., 0 mismatches in 64 samples on mps2-an500
std::string measuredText(const ir::Measured &figures) {
  if (!figures.skipped.empty())
    return "not measured: " + figures.skipped;
  return "RAM " + support::bytesText(figures.ramBytes()) + ", ROM " +
         support::bytesText(figures.romBytes) + ", " + std::to_string(figures.mismatches) +
         " mismatches in " + std::to_string(figures.vectors) + " samples on " + figures.machine;
}

/// Predictions stand for what nobody measured, and the report says why.
void leaveOut(const Aim &aim, ir::ModelResult &result) {
  result.measured.skipped = "left out by --without=measure";
  result.latencySeconds = result.predicted.latencySeconds;
  addEnergy(result, aim.board);
}

} // namespace

llvm::Error stage::measure(Run &run, Making &making) {
  if (run.session.options.withoutMeasure)
    leaveOut(run.aim, making.result);
  else if (llvm::Error error = measured(run.aim, making, run.session.workers.stop))
    return error;
  const ir::ModelResult &result = making.result;
  run.session.console.say(result.name + ": " + accuracyText(result) +
                          measuredText(result.measured));
  return support::writeFile(making.folder + "/manifest.json",
                            manifestText(making.firmware, result, run.aim));
}

} // namespace pnasc::driver
