// SPDX-License-Identifier: Apache-2.0
// Runs the model on the emulator over the test vectors that are linked in and says what it saw, one
// `key values` line each (lib/measure/Transcript.cpp reads them):
//   context, arena, refused: sizes, and that m_init turns away a short or misaligned arena
//   output: the bytes of each vector, all outputs one after another;  touched: highest arena byte written, plus one
//   outside: changed bytes around the arena;  stack: deepest use of m_invoke;  ticks: of one
//   m_invoke
#include "firmware.h"
#include "machine.h"
#include <string.h>

enum { GUARD = 256, MARGIN = 64 };

// The arena between two guard zones; GUARD is a multiple of every alignment a model may ask for.
static struct {
  uint8_t before[GUARD], arena[Model_ARENA_BYTES], after[GUARD];
} memory __attribute__((section(".arena"), aligned(GUARD)));
static Model_context context;
static uint8_t paint;
static uint32_t touched, outside, stack, differing;

extern uint32_t firmware_stack_bottom[];
extern const uint32_t test_count;
extern const int8_t test_inputs[], test_expected[];

void fault(void) {
  say("fault\n");
  leave(2);
}

static void say_number(const char *key, uint32_t value) {
  char text[48];
  char *p = text + sizeof text;
  *--p = 0;
  *--p = '\n';
  do
    *--p = (char)('0' + value % 10u);
  while ((value /= 10u) != 0);
  *--p = ' ';
  say(key);
  say(p);
}

static void say_bytes(const char *key, const int8_t *bytes, uint32_t count) {
  static const char digits[] = "0123456789abcdef";
  char text[65];
  say(key);
  say(" ");
  for (uint32_t i = 0; i < count;) {
    uint32_t n = 0;
    for (; n < 64 && i < count; ++i) {
      text[n++] = digits[(uint8_t)bytes[i] >> 4];
      text[n++] = digits[(uint8_t)bytes[i] & 15];
    }
    text[n] = 0;
    say(text);
  }
  say("\n");
}

// Two paints in turn: a byte that happens to receive one paint's value shows under the other.
static void paint_memory(uint32_t turn) {
  paint = turn & 1u ? 0x5a : 0xa5;
  memset(&memory, paint, sizeof memory);
}

static void look_at_memory(void) {
  uint32_t end = Model_ARENA_BYTES;
  while (end > touched && memory.arena[end - 1] == paint)
    --end;
  touched = end;
  for (uint32_t i = 0; i < GUARD; ++i)
    outside += (uint32_t)(memory.before[i] != paint) + (uint32_t)(memory.after[i] != paint);
}

// Paints what lies below the stack pointer, calls, and looks how deep the paint has gone. Volatile:
// a loop turned into memset would run on the stack that it paints.
__attribute__((noinline)) static int invoke_on_painted_stack(void) {
  volatile uint32_t *const sp = stack_pointer();
  for (volatile uint32_t *p = firmware_stack_bottom; p < sp; ++p)
    *p = 0xa5a5a5a5u;
  const int status = (int)Model_invoke(&context);
  volatile uint32_t *p = firmware_stack_bottom;
  while (p < sp && *p == 0xa5a5a5a5u)
    ++p;
  const uint32_t depth = (uint32_t)(sp - p) * 4u;
  if (depth > stack)
    stack = depth;
  return status;
}

static int8_t outputs[Model_OUTPUT_BYTES];

static int run_vector(uint32_t index) {
  const int8_t *const expected = test_expected + index * Model_OUTPUT_BYTES;
  paint_memory(index);
  if (Model_init(&context, memory.arena, Model_ARENA_BYTES) != 0)
    return 1;
  memcpy(Model_input(&context), test_inputs + index * Model_INPUT_BYTES, Model_INPUT_BYTES);
  if (invoke_on_painted_stack() != 0)
    return 1;
  look_at_memory();
  Model_outputs(&context, outputs);
  say_bytes("output", outputs, Model_OUTPUT_BYTES);
  for (uint32_t i = 0; i < Model_OUTPUT_BYTES; ++i)
    differing += (uint32_t)(outputs[i] != expected[i]);
  return 0;
}

// The virtual clock moves one nanosecond an instruction (-icount shift=0), the timer with it.
static uint32_t invoke_ticks(void) {
  const uint32_t begin = timer_start();
  Model_invoke(&context);
  return timer_stop(begin);
}

static void try_refusals(void) {
  say_number("refused-short", Model_init(&context, memory.arena, Model_ARENA_BYTES - 1) != 0);
  say_number("refused-misaligned", Model_ARENA_ALIGN == 1 || Model_init(&context, memory.arena + 1,
                                                                        Model_ARENA_BYTES) != 0);
}

// m_run must say what m_invoke said; its time is not taken.
static int run_at_once(void) {
  paint_memory(0);
  if (Model_init(&context, memory.arena, Model_ARENA_BYTES) != 0 ||
      Model_run(&context, test_inputs, outputs) != 0)
    return 1;
  say_bytes("run", outputs, Model_OUTPUT_BYTES);
  memcpy(Model_input(&context), test_inputs, Model_INPUT_BYTES);
  say_number("ticks", invoke_ticks());
  return 0;
}

void firmware_main(void) {
  say_number("arena", Model_ARENA_BYTES);
  say_number("align", Model_ARENA_ALIGN);
  say_number("context", sizeof(Model_context));
  try_refusals();
  for (uint32_t i = 0; i < test_count; ++i)
    if (run_vector(i) != 0) {
      say_number("failed", i);
      leave(1);
    }
  say_number("touched", touched);
  say_number("outside", outside);
  say_number("stack", stack);
  if (run_at_once() != 0)
    leave(1);
  say_number("vectors", test_count);
  say_number("mismatches", differing);
  say("done\n");
  leave(0);
}
