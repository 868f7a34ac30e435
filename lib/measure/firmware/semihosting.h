// SPDX-License-Identifier: Apache-2.0
// Talking to the emulator without a UART: Arm semihosting (Semihosting for AArch32 and
// AArch64, 2.0).
#ifndef PNASC_SEMIHOSTING_H
#define PNASC_SEMIHOSTING_H

#include <stdint.h>

static inline uint32_t semihosting(uint32_t operation, const void *block) {
  register uint32_t r0 __asm__("r0") = operation;
  register const void *r1 __asm__("r1") = block;
  __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory", "cc", "r2", "r3", "ip", "lr");
  return r0;
}

static inline void say(const char *text) { semihosting(0x04, text); } // SYS_WRITE0

static inline void leave(uint32_t status) { // SYS_EXIT_EXTENDED, ADP_Stopped_ApplicationExit
  const uint32_t block[2] = {0x20026u, status};
  semihosting(0x20, block);
  for (;;) {
  }
}

#endif
