// SPDX-License-Identifier: Apache-2.0
// The least firmware around a model, linked with the board's own memory regions: what does not fit
// fails here, in the linker, as it would for the user.
#include "firmware.h"

__attribute__((section(".arena"),
               aligned(Model_ARENA_ALIGN))) static uint8_t arena[Model_ARENA_BYTES];
static Model_context context;

void fault(void) {
  for (;;) {
  }
}

void firmware_main(void) {
  if (Model_init(&context, arena, sizeof arena) != 0)
    return;
  int8_t *input = Model_input(&context);
  const volatile int8_t *output = Model_output(&context);
  for (;;) {
    *(volatile int8_t *)input = *output;
    if (Model_invoke(&context) != 0)
      return;
  }
}
