// SPDX-License-Identifier: Apache-2.0
// What a target's start-up code asks of a firmware, and the model: `model.h` is written for each
// and gives what the library calls NAME_ARENA_BYTES and name_init the names Model_ARENA_BYTES and
// Model_init. No model can be called `Model`, and none of these functions ends like one of its own.
//
// A target's pages (lib/catalogue/targets/<family>/firmware) are the sources from the reset to
// firmware_main() and `machine.h`, which defines
//   say(text), leave(status): to the emulator's user
//   stack_pointer(): which grows downwards
//   begin = timer_start(), timer_stop(begin): ticks between the two
#ifndef PNASC_FIRMWARE_H
#define PNASC_FIRMWARE_H

#include "model.h"
#include <stdint.h>

void firmware_main(void);
void fault(void);

#endif
