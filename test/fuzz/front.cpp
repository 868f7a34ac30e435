// SPDX-License-Identifier: Apache-2.0
// libFuzzer's way into the front end; test/fuzz/run builds and runs it.
#include "FrontEnd.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  fuzz::frontEnd({reinterpret_cast<const char *>(data), size});
  return 0;
}
