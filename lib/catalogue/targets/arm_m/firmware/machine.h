// SPDX-License-Identifier: Apache-2.0
// What firmware.h asks of a machine, on any Cortex-M: talking to the emulator without a UART by
// Arm semihosting (Semihosting for AArch32 and AArch64, 2.0), SysTick as the timer.
#ifndef PNASC_MACHINE_H
#define PNASC_MACHINE_H

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

static inline uint32_t *stack_pointer(void) {
  uint32_t *sp;
  __asm__ volatile("mov %0, sp" : "=r"(sp));
  return sp;
}

// SysTick counts down from 2^24 - 1; its 24 bits are extended by counting wraps (a handler's few
// instructions in every 2^24 ticks).
#define SYSTICK ((volatile uint32_t *)0xE000E010u) // control, reload, value
static volatile uint32_t timer_wraps;

void systick(void) { timer_wraps = timer_wraps + 1; }

static inline uint32_t timer_start(void) {
  SYSTICK[0] = 0;
  SYSTICK[1] = 0xffffff;
  SYSTICK[2] = 0;
  timer_wraps = 0;
  SYSTICK[0] = 7;
  while (SYSTICK[2] == 0) {
  }
  return SYSTICK[2];
}

static inline uint32_t timer_stop(uint32_t begin) {
  uint32_t turns, end;
  do {
    turns = timer_wraps;
    end = SYSTICK[2];
  } while (turns != timer_wraps);
  SYSTICK[0] = 0;
  return turns * 0x1000000u + begin - end;
}

#endif
