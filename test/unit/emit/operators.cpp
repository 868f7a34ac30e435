// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_emit pnasc_quantize pnasc_lower pnasc_foreign
// The C of operators against the integer reference, bit for bit, under ASan and UBSan: those that
// emit/answers does not draw. And the same networks as QDQ files, read back.
#include "Check.h"
#include "emit/AnyNetwork.h"
#include "emit/Compile.h"
#include "onnx/Integer.h"
#include "plan/Plan.h"

using namespace pnasc;

namespace {

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
    const ir::Network network = any::network(seed);
    CHECK_EQ(ops::verify(network), "");
    const auto integers = catalogue::integerNetwork(network, seed % 2 ? "cortex-m7" : "", seed);
    const ir::Schedule plan = plan::plan(integers.graph);
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
