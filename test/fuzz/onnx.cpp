// SPDX-License-Identifier: Apache-2.0
// libFuzzer's way into the readers of model files; test/fuzz/run builds and runs it.
#include "Models.h"
#include "Mutate.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz::models({reinterpret_cast<const char *>(data), size});
  return 0;
}

extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

/// Changed bytes rarely parse, as every message says its length first: half of all changes are made
/// to the parsed message.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed) {
  if (seed % 2 == 0)
    if (const std::string changed = fuzz::mutated({reinterpret_cast<char *>(data), size}, seed / 2);
        !changed.empty() && changed.size() <= most) {
      std::memcpy(data, changed.data(), changed.size());
      return changed.size();
    }
  return LLVMFuzzerMutate(data, size, most);
}
