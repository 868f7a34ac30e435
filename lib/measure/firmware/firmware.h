// SPDX-License-Identifier: Apache-2.0
// What startup.c asks of a firmware, and the model under its own name: `model.h` is written for
// each model and maps MODEL_ and model_ names to those of the library.
#ifndef PNASC_FIRMWARE_H
#define PNASC_FIRMWARE_H

#include "model.h"
#include <stdint.h>

void firmware_main(void);
void fault(void);
void systick(void);

#endif
