// SPDX-License-Identifier: Apache-2.0
// The least firmware around a model, linked with the board's own memory regions: what does not fit
// fails here, in the linker, as it would for the user.
#include "firmware.h"

__attribute__((section(".arena"),
               aligned(MODEL_ARENA_ALIGN))) static uint8_t arena[MODEL_ARENA_BYTES];
static model_context context;

void fault(void) {
  for (;;) {
  }
}

void firmware_main(void) {
  if (model_init(&context, arena, sizeof arena) != 0)
    return;
  int8_t *input = model_input(&context);
  const volatile int8_t *output = model_output(&context);
  for (;;) {
    *(volatile int8_t *)input = *output;
    if (model_invoke(&context) != 0)
      return;
  }
}
