// SPDX-License-Identifier: Apache-2.0
// What the firmware says, read back; one that stops on the way is no result.
// LINK: pnasc_measure
#include "measure/Transcript.h"
#include "Check.h"

using namespace pnasc::measure;

int main() {
  llvm::Expected<Transcript> good =
      readTranscript("arena 12\noutput 0180ff\noutput 7f0000\nrun 0180ff\nticks 3\ndone\n");
  CHECK(good && good->number("arena") == 12 && good->number("ticks") == 3);
  CHECK(good && good->outputs.size() == 2);
  CHECK(good && good->outputs[0] == std::vector<int8_t>({1, -128, -1}));
  CHECK(good && good->run == good->outputs[0]);
  for (const char *broken : {"", "arena 12\nfault\n", "output 0g\ndone\n", "failed 3\n"}) {
    llvm::Expected<Transcript> bad = readTranscript(broken);
    CHECK(!bad);
    llvm::consumeError(bad.takeError());
  }
  return report();
}
