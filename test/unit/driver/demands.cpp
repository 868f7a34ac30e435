// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_driver
// What was linked is held against the requirements and the board, whatever was predicted.
#include "driver/Demands.h"
#include "Check.h"
#include "support/Error.h"

using namespace pnasc;

namespace {

ir::ModelResult model() {
  ir::ModelResult result;
  result.name = "m_1";
  result.predicted.romBytes = 4000;
  ir::Measured &measured = result.measured;
  measured.romBytes = 4096;
  measured.arenaBytes = 900, measured.contextBytes = 8, measured.stackBytes = 116;
  measured.vectors = 64;
  measured.fitsBoard = true;
  return result;
}

ir::Requirement limit(const char *name, ir::Metric metric, double bytes) {
  ir::Requirement one;
  one.name = name;
  one.terms = {{1.0, metric}};
  one.limit = bytes;
  return one;
}

/// The words of a failure with status 5; empty where it fits.
std::string refused(const ir::ModelResult &model, const ir::Requirement &requirement) {
  ir::Board board;
  board.name = "small";
  std::string words;
  llvm::handleAllErrors(driver::demandFits(model, board, {requirement}),
                        [&](const support::Failure &failure) {
                          CHECK(failure.status == support::Exit::Unfit);
                          words = failure.message;
                        });
  return words;
}

} // namespace

int main() {
  CHECK_EQ(refused(model(), limit("board_rom", ir::Metric::Rom, 4096)), "");
  CHECK_EQ(refused(model(), limit("board_rom", ir::Metric::Rom, 4095)),
           "the firmware of 'm_1' breaks 'board_rom': rom is 4.0 KiB (4,096 B), the limit is "
           "4.0 KiB (4,095 B)");
  CHECK_EQ(refused(model(), limit("ram", ir::Metric::Ram, 1024)), "");
  CHECK(!refused(model(), limit("ram", ir::Metric::Ram, 1023)).empty());
  ir::ModelResult unlinked = model();
  unlinked.measured.fitsBoard = false;
  unlinked.measured.boardMessage = "region `RAM' overflowed by 12 bytes";
  CHECK_EQ(refused(unlinked, limit("ram", ir::Metric::Ram, 1024)),
           "the firmware of 'm_1' does not link for 'small': region `RAM' overflowed by 12 bytes");
  ir::ModelResult skipped = unlinked;
  skipped.measured.skipped = "--without=measure";
  CHECK_EQ(refused(skipped, limit("ram", ir::Metric::Ram, 1)), "");
  return report();
}
