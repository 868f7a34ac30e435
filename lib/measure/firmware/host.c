// SPDX-License-Identifier: Apache-2.0
// The same C on the machine that compiles: reads inputs.bin, writes one output after another to
// host-outputs.bin.
#include "model.h"
#include <stdint.h>
#include <stdio.h>

static union {
  uint8_t bytes[Model_ARENA_BYTES];
  uint64_t words[1];
} arena __attribute__((aligned(64)));

int main(void) {
  static int8_t in[Model_INPUT_BYTES], out[Model_OUTPUT_BYTES];
  Model_context context;
  FILE *from = fopen("inputs.bin", "rb"), *to = fopen("host-outputs.bin", "wb");
  if (!from || !to || Model_init(&context, arena.bytes, sizeof arena.bytes) != 0)
    return 1;
  while (fread(in, 1, sizeof in, from) == sizeof in)
    if (Model_run(&context, in, out) != 0 || fwrite(out, 1, sizeof out, to) != sizeof out)
      return 1;
  fclose(from);
  return fclose(to) != 0;
}
