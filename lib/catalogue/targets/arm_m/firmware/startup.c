// SPDX-License-Identifier: Apache-2.0
// From reset to firmware_main() on any Cortex-M, for the emulator's image and the board's alike.
// Written by hand so that nothing but the library and this page is in the image.
#include "firmware.h"

extern uint32_t firmware_stack_top[], firmware_data_begin[], firmware_data_end[];
extern uint32_t firmware_bss_begin[], firmware_bss_end[];
extern const uint32_t firmware_data_load[];

void reset(void);
void systick(void);
__attribute__((weak)) void systick(void) {} // where nothing is timed

// Armv7-M Architecture Reference Manual, B1.5.3: initial stack pointer, then the handlers.
struct vector_table {
  uint32_t *stack;
  void (*handlers[15])(void);
};
__attribute__((section(".isr"), used)) static const struct vector_table vectors = {
    firmware_stack_top,
    {reset, fault, fault, fault, fault, fault, 0, 0, 0, 0, fault, fault, 0, fault, systick}};

__attribute__((noinline)) static void prepare_memory(void) {
  const uint32_t *from = firmware_data_load;
  for (uint32_t *to = firmware_data_begin; to != firmware_data_end; ++to)
    *(volatile uint32_t *)to = *from++;
  for (uint32_t *to = firmware_bss_begin; to != firmware_bss_end; ++to)
    *(volatile uint32_t *)to = 0;
}

void reset(void) {
#ifdef __ARM_FP
  // Full access to the floating-point (and MVE) coprocessors 10 and 11, B3.2.20.
  volatile uint32_t *const cpacr = (volatile uint32_t *)0xE000ED88u;
  *cpacr |= 0xFu << 20;
  __asm__ volatile("dsb\n isb" ::: "memory");
#endif
  prepare_memory();
  firmware_main();
  for (;;) {
  }
}
