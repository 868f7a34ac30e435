// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_emit
// The C of random networks against plain evaluation, bit for bit, under ASan and UBSan; many models
// in one image; arenas exact.
#include "Check.h"
#include "emit/Compile.h"
#include "emit/Nets.h"
#include "plan/Plan.h"

using namespace pnasc;

namespace {

ir::Clamp anyClamp(nets::Builder &b) { return ir::Clamp(b.random.below(3)); }
int64_t anyOf(nets::Builder &b, std::vector<int64_t> of) { return of[b.random.below(of.size())]; }

uint32_t anyConv(nets::Builder &b, uint32_t t) {
  const ir::Shape &s = b.shape(t);
  const int64_t kh = std::min(s.height, anyOf(b, {1, 1, 2, 3, 5})),
                kw = std::min(s.width, anyOf(b, {1, 1, 3, 3, 5}));
  const int64_t dilation = kh > 1 && s.height > 2 * kh && s.width > 2 * kw ? anyOf(b, {1, 2}) : 1;
  std::vector<int64_t> padding;
  for (int64_t k : {kh, kw, kh, kw})
    padding.push_back(int64_t(b.random.below(uint64_t(k))));
  const int64_t stride = anyOf(b, {1, 1, 2, 3});
  const uint64_t kind = b.random.below(4);
  if (kind == 0)
    return b.conv(t, s.channels, {kh, kw}, {stride, stride}, padding, {dilation, dilation},
                  s.channels, anyClamp(b));
  if (kind == 1 && s.channels % 2 == 0)
    return b.conv(t, 2 * anyOf(b, {1, 3, 4}), {kh, kw}, {1, stride}, padding, {1, dilation}, 2,
                  anyClamp(b));
  return b.conv(t, anyOf(b, {1, 3, 4, 7, 8, 12}), {kh, kw}, {stride, 1}, padding, {1, dilation}, 1,
                anyClamp(b));
}

uint32_t anyLayer(nets::Builder &b, uint32_t t) {
  const ir::Shape s = b.shape(t);
  switch (b.random.below(9)) {
  case 0:
    return b.relu(t, b.random.coin(0.5));
  case 1: { // residual
    const uint32_t u = b.conv(t, s.channels, {1, 1}, {1, 1}, {0, 0, 0, 0}, {1, 1}, 1, anyClamp(b));
    return b.add(b.random.coin(0.5) ? t : u, u, anyClamp(b));
  }
  case 2: { // fire
    const uint32_t u = b.conv(t, 4, {1, 1}, {1, 1}, {0, 0, 0, 0});
    const uint32_t v = b.conv(u, 5, {3, 3}, {1, 1}, {1, 1, 1, 1});
    return b.concat({u, v, u}, anyClamp(b));
  }
  case 3: {
    const int64_t k = std::min({s.height, s.width, anyOf(b, {2, 3})}), pad = k == 3 ? 1 : 0;
    return b.pool(t, b.random.coin(0.5), {k, k}, {anyOf(b, {1, 2}), 2}, {pad, pad, pad, pad});
  }
  case 4:
    return b.add(t, b.zeros(t));
  default:
    return anyConv(b, t);
  }
}

ir::IntegerNetwork anyNetwork(uint64_t seed, llvm::StringRef core) {
  support::SequentialRandom r(support::CounterRandom(seed, "shape"));
  const ir::Shape input{int64_t(1 + r.below(9)), r.coin(0.3) ? 1 : int64_t(1 + r.below(13)),
                        int64_t(1 + r.below(17))};
  nets::Builder b(seed, input, core);
  uint32_t t = 0;
  for (uint64_t layers = 2 + r.below(6); layers > 0; --layers)
    t = anyLayer(b, t);
  if (r.coin(0.6))
    t = b.globalAverage(t);
  return b.finish(b.linear(t, int64_t(1 + r.below(11)), ir::Clamp(r.below(3))));
}

emit::Vectors vectors(const ir::IntegerNetwork &net, uint64_t seed) {
  emit::Vectors all;
  support::SequentialRandom r(support::CounterRandom(seed, "inputs"));
  for (int v = 0; v < 3; ++v) {
    nets::Bytes input;
    for (uint64_t i = 0; i < net.graph.tensors[0].bytes(); ++i)
      input.push_back(v == 0 ? (r.coin(0.5) ? -128 : 127) : int8_t(int64_t(r.below(256)) - 128));
    all.outputs.push_back(nets::Evaluator(net)(input));
    all.inputs.push_back(input);
  }
  return all;
}

/// The arena comes from malloc, so that ASan guards it; painted, so that its last byte shows.
const char *const mainText = R"(
static int try_@(void) {
  @_context context;
  int8_t *arena = malloc(@NAME_ARENA_BYTES);
  if (!arena) return 1;
  memset(arena, 0x5a, @NAME_ARENA_BYTES);
  int status = @_selftest(arena, @NAME_ARENA_BYTES);
  int bad = status != 0;
  if (bad) printf("@: %d\n", status);
  bad |= @_init(&context, arena, @NAME_ARENA_BYTES - 1) == 0;
  bad |= @_invoke(&context) == 0 || @_input(&context) != NULL;
  bad |= @_init(&context, arena + 1, @NAME_ARENA_BYTES) == 0;
  free(arena);
  return bad;
}
)";

std::string filled(std::string text, const std::string &name) {
  for (size_t at; (at = text.find('@')) != std::string::npos;) {
    const bool macro = text.compare(at, 5, "@NAME") == 0;
    text.replace(at, macro ? 5 : 1, macro ? llvm::StringRef(name).upper() : name);
  }
  return text;
}

void tryNetworks(uint64_t from, uint64_t to) {
  compile::Folder folder;
  std::string includes = "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n",
              functions, calls;
  for (uint64_t seed = from; seed < to; ++seed)
    for (const char *core : {"cortex-m7", ""}) {
      const std::string name = "n" + std::to_string(seed) + (*core ? "d" : "c");
      const ir::IntegerNetwork net = anyNetwork(seed, core);
      const ir::Schedule plan = plan::plan(net.graph);
      CHECK_EQ(plan::verify(net.graph, plan), "");
      auto bundle = emit::emitC(net, plan, name, vectors(net, seed));
      if (!CHECK(bool(bundle))) {
        llvm::errs() << bundle.takeError();
        continue;
      }
      folder.write(*bundle);
      includes += "#include \"" + name + ".h\"\n";
      functions += filled(mainText, name);
      calls += "  bad += try_" + name + "();\n";
    }
  folder.write("main.c", includes + functions + "int main(void) {\n  int bad = 0;\n" + calls +
                             "  return bad != 0;\n}\n");
  CHECK(folder.run("cc -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all" +
                   std::string(compile::Warnings) + "*.c -o all"));
  CHECK(folder.run("./all"));
  if (compile::Folder::has("clang"))
    CHECK(folder.run("clang -O1" + std::string(compile::Warnings) + "*.c -o all && ./all"));
  else if (from == 0)
    skip("clang, the second compiler, is not installed");
}

} // namespace

int main(int argc, char **argv) {
  const uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 16;
  for (uint64_t seed = 0; seed < count; seed += 16)
    tryNetworks(seed, seed + 16);
  return report();
}
