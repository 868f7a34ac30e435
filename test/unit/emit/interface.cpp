// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_emit
// The functions around m_invoke: status of bad calls, quantisation of inputs, C++ callers, text
// that does not change from one call to the next.
#include "Check.h"
#include "emit/Compile.h"
#include "emit/Nets.h"
#include "plan/Plan.h"

using namespace pnasc;

namespace {

const char *const program = R"(
#include "m.h"
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#define TRY(x) do { if (!(x)) { std::printf("%d: %s\n", __LINE__, #x); return 1; } } while (0)
static int quantises() {
  const float s = M_INPUT_SCALE;
  for (int half = -1200; half < 1200; ++half) {
    float in = s * float(half) / 2;
    int8_t out = 99;
    m_quantize_input(&in, &out, 1);
    double want = std::nearbyint(double(in / s)) + M_INPUT_ZERO_POINT;
    TRY(out == (want < -128 ? -128 : want > 127 ? 127 : want));
  }
  const float odd[] = {NAN, INFINITY, -INFINITY, 3e38f, -3e38f, -0.0f};
  const int want[] = {M_INPUT_ZERO_POINT, 127, -128, 127, -128, M_INPUT_ZERO_POINT};
  int8_t out[6];
  m_quantize_input(odd, out, 6);
  for (int i = 0; i < 6; ++i) TRY(out[i] == want[i]);
  return 0;
}
int main() {
  static_assert(M_INPUT_BYTES == M_INPUT_HEIGHT * M_INPUT_WIDTH * M_INPUT_CHANNELS, "");
  static_assert(M_LABELS == 2 && M_ABI_VERSION == 1, "");
  m_context c, fresh = {nullptr, 0};
  int8_t in[M_INPUT_BYTES] = {1}, out[M_OUTPUT_BYTES], *arena = static_cast<int8_t *>(std::malloc(M_ARENA_BYTES + 8));
  TRY(m_init(nullptr, arena, M_ARENA_BYTES) == M_BAD_POINTER);
  TRY(m_init(&c, nullptr, M_ARENA_BYTES) == M_BAD_POINTER);
  TRY(m_init(&c, arena, M_ARENA_BYTES - 1) == M_ARENA_TOO_SMALL);
  TRY(m_invoke(&c) == M_NOT_INITIALISED && m_input(&c) == nullptr);
  TRY(m_init(&c, arena + 2, M_ARENA_BYTES) == M_ARENA_UNALIGNED);
  TRY(m_invoke(nullptr) == M_NOT_INITIALISED && m_invoke(&fresh) == M_NOT_INITIALISED);
  TRY(m_run(&fresh, in, out) == M_NOT_INITIALISED);
  TRY(m_init(&c, arena, M_ARENA_BYTES) == M_OK);
  TRY(m_run(&c, nullptr, out) == M_BAD_POINTER && m_run(&c, in, nullptr) == M_BAD_POINTER);
  TRY(m_run(&c, in, out) == M_OK && std::memcmp(out, m_output(&c), M_OUTPUT_BYTES) == 0);
  TRY(std::strcmp(m_labels[1], "\"storm\"") == 0 && std::strlen(M_MODEL_DIGEST) == 32);
  return quantises();
}
)";

} // namespace

int main() {
  nets::Builder b(11, {3, 9, 9}, "cortex-m7");
  const ir::IntegerNetwork net = b.finish(b.linear(b.conv(0, 4, {3, 3}, {2, 2}, {1, 1, 1, 1}), 2));
  const ir::Schedule plan = plan::plan(net.graph);
  const ir::Bundle bundle = llvm::cantFail(emit::emitC(net, plan, "m", {}));
  CHECK(bundle == llvm::cantFail(emit::emitC(net, plan, "m", {})));
  CHECK_EQ(bundle.size(), 6u);
  compile::Folder folder;
  folder.write(bundle);
  folder.write("main.cpp", program);
  CHECK(folder.run("cc -O2 -c" + std::string(compile::Warnings) + "m.c m_weights.c m_selftest.c"));
  CHECK(folder.run("c++ -O2 -Wall -Wextra main.cpp *.o -o main && ./main"));
  CHECK(folder.run("cc -O2 -std=c99 -D'M_CONST=__attribute__((section(\".qspi\")))' -c m_weights.c "
                   "&& objdump -h m_weights.o | grep -q qspi"));

  auto bad = emit::emitC(net, plan, "Bad-Name", {});
  CHECK(!bad);
  llvm::consumeError(bad.takeError());
  ir::IntegerNetwork none = net;
  none.graph.nodes[0].kernel.clear();
  auto without = emit::emitC(none, plan, "m", {});
  CHECK(!without);
  llvm::consumeError(without.takeError());
  return report();
}
