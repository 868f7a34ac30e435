// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_emit pnasc_quantize pnasc_lower pnasc_onnx
// The C of operators against the integer reference, bit for bit, under ASan and UBSan: those that
// emit/answers does not draw. And the same networks as QDQ files, read back.
#include "Check.h"
#include "emit/Catalogue.h"
#include "emit/Compile.h"
#include "onnx/Integer.h"
#include "plan/Plan.h"

using namespace pnasc;
using catalogue::Builder;

namespace {

/// One of the operators that change values one by one or in pairs.
ir::NodeId values(Builder &b, ir::NodeId x, support::SequentialRandom &random) {
  static const char *const functions[] = {"sigmoid", "hard_sigmoid", "hard_swish", "silu",
                                          "leaky_relu"};
  switch (random.below(6)) {
  case 0: { // squeeze and excite
    const auto mean = b.add("global_average_pool", {x});
    const int64_t channels = b.network.nodes[x].shape.channels;
    const auto gate = b.add("hard_sigmoid", {b.conv(mean, channels, {1, 1}, {0, 0, 0, 0})});
    return random.coin(0.5) ? b.add("multiply", {x, gate}) : b.add("multiply", {gate, x});
  }
  case 1:
    return b.add("relu6", {b.add("multiply", {x, b.add("sigmoid", {x})})});
  case 2:
    return b.add("softmax", {x});
  case 3: // alone it is a table, behind a convolution its clamp
    return b.add("clip", {random.coin(0.5) ? x : b.conv(x, 4, {1, 1}, {0, 0, 0, 0})},
                 {{"low", {-300000000}}, {"high", {700000000}}});
  case 4:
    return b.add("prelu", {x}, {{"shared", {random.coin(0.3)}}});
  default:
    return b.add(functions[random.below(5)], {x});
  }
}

/// One of those that put them elsewhere.
ir::NodeId places(Builder &b, ir::NodeId x, support::SequentialRandom &random) {
  const ir::Shape shape = b.network.nodes[x].shape;
  const auto below = [&](int64_t n) { return int64_t(random.below(uint64_t(n))); };
  switch (random.below(7)) {
  case 0:
    return b.add("channel_shuffle", {x}, {{"groups", {shape.channels % 2 ? 1 : 2}}});
  case 1: {
    const int64_t c = below(shape.channels), y = below(shape.height), w = below(shape.width);
    return b.add("slice", {x},
                 {{"begin", {c, y, w}},
                  {"size", {shape.channels - c, 1 + (shape.height - y - 1) / 2, 1 + w}},
                  {"step", {1, 2, -1}}});
  }
  case 2:
    return b.add("upsample", {x}, {{"factor", {1 + below(2), 1 + below(3)}}});
  case 3:
    return b.add("upsample_bilinear", {x}, {{"factor", {1 + below(3), 1 + below(4)}}});
  case 4:
    return b.add("pad", {x}, {{"padding", {below(3), below(3), below(2), below(4)}}});
  case 5:
    return b.add("reshape", {x}, {{"shape", {shape.width, shape.channels, shape.height}}});
  default:
    return b.add("transpose", {x}, {{"order", {2, 0, 1}}});
  }
}

ir::NodeId windows(Builder &b, ir::NodeId x, support::SequentialRandom &random) {
  const auto below = [&](int64_t n) { return int64_t(random.below(uint64_t(n))); };
  const ir::Shape &in = b.network.nodes[x].shape;
  if (in.height > 2 && in.width > 2 && random.coin(0.3))
    return b.add(
        "max_pool", {x},
        {{"kernel", {2, 2}}, {"padding", {1, below(2), 0, 1}}, {"dilation", {2, 1 + below(2)}}});
  if (random.coin(0.3)) // asymmetric and dilated
    return b.conv(x, 6, {1, 3}, {0, 2, 0, 2}, {1, 1}, 1, 0, {1, 2});
  const int64_t kh = 1 + below(3), kw = 2 + below(3), sh = 1 + below(2), sw = 1 + below(3);
  // Of one row or column something must be left.
  const int64_t cutY = in.height > 1 ? below(kh) : 0, cutX = in.width > 1 ? below(kw) : 0;
  return b.add("conv_transpose", {x},
               {{"channels", {1 + below(7)}},
                {"kernel", {kh, kw}},
                {"stride", {sh, sw}},
                {"padding", {cutY, cutX, 0, in.width > 1 ? below(2) : 0}},
                {"dilation", {1, 1 + below(2)}},
                {"output_padding", {below(sh), below(sw)}}});
}

ir::Network anyNetwork(uint64_t seed) {
  support::SequentialRandom random(support::CounterRandom(seed, "operators"));
  const bool series = random.coin(0.3);
  Builder b("any",
            {2 + 2 * int64_t(random.below(3)), series ? 1 : 3 + int64_t(random.below(4)),
             4 + int64_t(random.below(5))},
            3);
  ir::NodeId x = 0;
  for (int layer = 0; layer < 4; ++layer) {
    x = random.coin(0.4)   ? values(b, x, random)
        : random.coin(0.7) ? places(b, x, random)
                           : windows(b, x, random);
    if (b.network.nodes[x].shape.elements() > 4000) // enlarged often enough
      x = b.add("max_pool", {x}, {{"kernel", {1, 3}}, {"stride", {2, 3}}});
  }
  b.network.outputs = {x};
  return b.network;
}

void readBack(ir::IntegerNetwork network, uint64_t seed) {
  const auto &tensors = network.graph.tensors;
  const auto channels = size_t(tensors[0].shape.channels);
  network.labels.assign(tensors[network.graph.outputs[0]].bytes(), "a class");
  network.inputMean.assign(channels, 0);
  network.inputDeviation.assign(channels, 1);
  auto bytes = onnx::writeInteger(network, {});
  auto again = bytes ? onnx::readInteger(*bytes) : bytes.takeError();
  if (!CHECK(bool(again))) {
    llvm::errs() << "seed " << seed << ": " << again.takeError() << "\n";
    return;
  }
  ops::Bytes input(network.graph.tensors[0].bytes());
  const support::CounterRandom random(seed, "read back");
  for (size_t i = 0; i < input.size(); ++i)
    input[i] = int8_t(random.below(i, 256));
  CHECK(quantize::output(network, input) == quantize::output(*again, input));
}

void tryNetworks(uint64_t from, uint64_t to) {
  compile::Folder folder;
  std::string includes = "#include <stdio.h>\n#include <stdlib.h>\n", calls;
  for (uint64_t seed = from; seed < to; ++seed) {
    const std::string name = "n" + std::to_string(seed);
    const ir::Network network = anyNetwork(seed);
    CHECK_EQ(ops::verify(network), "");
    const auto integers = catalogue::integerNetwork(network, seed % 2 ? "cortex-m7" : "", seed);
    const ir::MemoryPlan plan = plan::plan(integers.graph);
    CHECK_EQ(plan::verify(integers.graph, plan), "");
    readBack(integers, seed);
    auto bundle = emit::emitC(integers, plan, name, catalogue::vectors(integers, seed));
    if (!CHECK(bool(bundle))) {
      llvm::errs() << bundle.takeError();
      continue;
    }
    folder.write(*bundle);
    includes += "#include \"" + name + ".h\"\n";
    const std::string bytes = llvm::StringRef(name).upper() + "_ARENA_BYTES";
    calls += "  arena = malloc(" + bytes + ");\n  status = " + name + "_selftest(arena, " + bytes +
             ");\n  if (status != 0) printf(\"" + name +
             ": %d\\n\", status);\n  bad += status != 0;\n  free(arena);\n";
  }
  folder.write("main.c", includes + "int main(void) {\n  void *arena;\n  int status, bad = 0;\n" +
                             calls + "  return bad != 0;\n}\n");
  CHECK(folder.run("cc -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all" +
                   std::string(compile::Warnings) + "*.c -o all"));
  CHECK(folder.run("./all"));
}

} // namespace

int main(int argc, char **argv) {
  const uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 32;
  tryNetworks(0, count);
  return report();
}
