// SPDX-License-Identifier: Apache-2.0
// libFuzzer's way into the readers of model files; test/fuzz/run builds and runs it.
#include "Models.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz::models({reinterpret_cast<const char *>(data), size});
  return 0;
}
