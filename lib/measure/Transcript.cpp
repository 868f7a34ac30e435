// SPDX-License-Identifier: Apache-2.0
#include "measure/Transcript.h"
#include "support/Error.h"
#include "llvm/ADT/StringExtras.h"

namespace pnasc::measure {

static bool readBytes(llvm::StringRef digits, std::vector<int8_t> &bytes) {
  std::string raw;
  if (!llvm::tryGetFromHex(digits, raw))
    return false;
  bytes.assign(raw.begin(), raw.end());
  return true;
}

bool saidAnything(llvm::StringRef text) {
  return text.startswith("arena ") || text.contains("\narena ") || text.contains("fault\n");
}

llvm::Expected<Transcript> readTranscript(llvm::StringRef text) {
  Transcript transcript;
  std::string last;
  while (!text.empty()) {
    llvm::StringRef line;
    std::tie(line, text) = text.split('\n');
    line = line.trim();
    if (line.empty())
      continue;
    last = line.str();
    auto [key, value] = line.split(' ');
    uint64_t number = 0;
    bool good = true;
    if (key == "output")
      good = readBytes(value, transcript.outputs.emplace_back());
    else if (key == "run")
      good = readBytes(value, transcript.run);
    else if (!value.getAsInteger(10, number))
      transcript.numbers[key.str()] = number;
    else
      good = line == "done" && (transcript.done = true);
    if (!good)
      break;
  }
  if (!transcript.done)
    return support::failure(support::Exit::Internal,
                            "the firmware did not run to its end on the emulator: '" + last + "'");
  return transcript;
}

} // namespace pnasc::measure
