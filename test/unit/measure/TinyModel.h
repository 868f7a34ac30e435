// SPDX-License-Identifier: Apache-2.0
// A library by hand with the interface of the emitted ones: 4 inputs, y = saturate(x * weight + 1),
// through a scratch copy at the end of the arena. Small enough to know every figure.
#pragma once

#include "measure/Measure.h"

inline const char *tinyHeader() {
  return R"(#ifndef TINY_H
#define TINY_H
#include <stddef.h>
#include <stdint.h>
#define TINY_ARENA_BYTES 12
#define TINY_ARENA_ALIGN 4
typedef enum { TINY_OK = 0, TINY_BAD = 1 } tiny_status;
typedef struct { int8_t *arena; uint32_t magic; } tiny_context;
tiny_status tiny_init(tiny_context *ctx, void *arena, size_t arena_bytes);
int8_t *tiny_input(tiny_context *ctx);
const int8_t *tiny_output(const tiny_context *ctx);
tiny_status tiny_invoke(tiny_context *ctx);
tiny_status tiny_run(tiny_context *ctx, const int8_t *in, int8_t *out);
extern const int8_t tiny_weights[4];
#endif
)";
}

/// `deep` is the number of scratch bytes touched: 4 fill the arena of 12 to its last byte.
inline std::string tinySource(int deep = 4, const char *extra = "") {
  return R"(#include "tiny.h"
#include <string.h>
tiny_status tiny_init(tiny_context *ctx, void *arena, size_t arena_bytes) {
  if (arena_bytes < TINY_ARENA_BYTES || ((uintptr_t)arena & 3u) != 0u) return TINY_BAD;
  ctx->arena = arena;
  ctx->magic = 1;
  return TINY_OK;
}
int8_t *tiny_input(tiny_context *ctx) { return ctx->arena; }
const int8_t *tiny_output(const tiny_context *ctx) { return ctx->arena + 4; }
static const int8_t offsets[4] = {1, 1, 1, 1};
__attribute__((noinline)) static int32_t one(const int8_t *x, int32_t i) {
  volatile int32_t sums[8];
  sums[i] = x[i] * tiny_weights[i] + offsets[i];
  return sums[i];
}
tiny_status tiny_invoke(tiny_context *ctx) {
  int8_t *a = ctx->arena;
  for (int32_t i = 0; i < 4; ++i) {
    int32_t y = one(a, i);
    a[4 + i] = (int8_t)(y > 127 ? 127 : y < -128 ? -128 : y);
  }
  memcpy(a + 8, a, )" +
         std::to_string(deep) + R"();
  )" + extra +
         R"(
  return TINY_OK;
}
tiny_status tiny_run(tiny_context *ctx, const int8_t *in, int8_t *out) {
  memcpy(tiny_input(ctx), in, 4);
  tiny_status status = tiny_invoke(ctx);
  memcpy(out, tiny_output(ctx), 4);
  return status;
}
)";
}

inline pnasc::ir::Bundle tinyBundle(const std::string &source) {
  return {
      {"tiny.h", tinyHeader()},
      {"tiny.c", source},
      {"tiny_weights.c", "#include \"tiny.h\"\nconst int8_t tiny_weights[4] = {1, 2, -3, 60};\n"}};
}

/// Everything a Request refers to.
struct Tiny {
  pnasc::ir::Bundle bundle;
  pnasc::ir::IntegerNetwork network;
  pnasc::ir::Schedule plan;
  pnasc::ir::Board board;
  std::vector<std::vector<int8_t>> inputs, expected;

  explicit Tiny(const std::string &source) : bundle(tinyBundle(source)) {
    network.graph.tensors = {{"in", {4, 1, 1}}, {"out", {4, 1, 1}}};
    network.graph.outputs = {1};
    plan.arenaBytes = 12;
    board.name = "bench";
    board.core = "cortex-m7";
    board.ram = {{"ram", 0x20000000, 65536, {}}};
    board.flash = {{"flash", 0x60000000, 65536, {}}};
    board.reservedRam = board.reservedFlash = 8192;
    const int weights[4] = {1, 2, -3, 60};
    for (int v = 0; v < 70; ++v) {
      std::vector<int8_t> in, out;
      for (int i = 0; i < 4; ++i) {
        int x = (v * 37 + i * 11) % 256 - 128, y = x * weights[i] + 1;
        in.push_back(int8_t(x));
        out.push_back(int8_t(y > 127 ? 127 : y < -128 ? -128 : y));
      }
      inputs.push_back(in);
      expected.push_back(out);
    }
  }

  pnasc::measure::Request request(const std::string &folder) const {
    return {bundle,   "tiny",          network,
            plan,     board,           inputs,
            expected, folder + "/out", folder + "/scratch"};
  }
};
