// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_emit pnasc_quantize pnasc_lower
// The sizes that kernels tell of themselves against what the cross compiler makes of their C. Where
// a figure is off the test prints the lines to put into the kernels' files.
#include "Check.h"
#include "catalogue/kernels/Kernel.h"
#include "emit/Catalogue.h"
#include "emit/Compile.h"
#include "emit/Objects.h"
#include "plan/Plan.h"

using namespace pnasc;

namespace {

/// Every kernel once.
ir::IntegerNetwork everything(const std::string &core) {
  catalogue::Builder b("everything", {4, 12, 12}, 10);
  const auto padded = b.conv(0, 8, {3, 3}, {1, 1, 1, 1});
  const auto deep = b.conv(padded, 8, {3, 3}, {1, 1, 1, 1}, {1, 1}, 8);
  const auto mean = b.add("global_average_pool", {deep});
  const auto gated = b.add("multiply", {deep, b.add("sigmoid", {mean})});
  const auto none = b.add("zeros", {padded});
  const auto sum = b.add("add", {b.add("add", {padded, none}), gated});
  const auto both = b.add(
      "concat",
      {b.add("relu", {b.add("max_pool", {b.add("prelu", {sum})}, {{"kernel", {1, 1}}})}), deep});
  const auto half = b.add("max_pool", {both},
                          {{"kernel", {2, 2}}, {"stride", {2, 2}}, {"padding", {0, 0, 0, 0}}});
  const auto grouped = b.conv(half, 8, {3, 3}, {1, 1, 1, 1}, {1, 1}, 2);
  const auto shuffled = b.add("channel_shuffle", {grouped}, {{"groups", {2}}});
  const auto turned = b.add("reshape", {shuffled}, {{"shape", {6, 6, 8}}});
  const auto wide = b.add("upsample_bilinear", {turned}, {{"factor", {2, 2}}});
  const auto around = b.add("pad", {wide}, {{"padding", {1, 1, 1, 1}}});
  const auto gaps = b.add("max_pool", {around}, {{"kernel", {2, 2}}, {"dilation", {2, 2}}});
  const auto spread =
      b.add("conv_transpose", {gaps}, {{"channels", {4}}, {"kernel", {2, 2}}, {"stride", {2, 2}}});
  const auto few = b.add("average_pool", {spread}, {{"kernel", {4, 4}}, {"stride", {4, 4}}});
  const auto hidden = b.add("linear", {b.add("flatten", {few})}, {{"features", {12}}});
  const auto scores = b.add("linear", {hidden}, {{"features", {10}}});
  b.network.outputs = {b.add("softmax", {b.add("log_softmax", {scores})})};
  ir::IntegerNetwork net = catalogue::integerNetwork(b.network, core, 7);
  for (ir::DeployNode &node : net.graph.nodes)
    if (node.op == "linear" && net.graph.tensors[node.output].shape.channels == 10)
      node.kernel = "linear.c";
  return net;
}

void measure(const cores::Core &core) {
  const ir::IntegerNetwork net = everything(core.name);
  const ir::Schedule plan = plan::plan(net.graph);
  compile::Folder folder;
  folder.write(llvm::cantFail(emit::emitC(net, plan, "m", {})));
  CHECK(folder.run("arm-none-eabi-gcc" + objects::flags(core) +
                   " -fstack-usage -Werror -Wall -Wextra "
                   "-Wconversion -Wsign-conversion -Wshadow -c m.c m_weights.c"));
  const auto size = objects::sections(folder, "m.o");
  const auto stack = objects::frames(folder.read("m.su"));
  for (const kernels::Kernel *kernel : kernels::all()) {
    const uint64_t code = size.at(".text." + kernel->function), frame = stack.at(kernel->function);
    const kernels::CodeSize &told = kernel->size(core.name);
    if (!CHECK(told.codeBytes == (code + 3) / 4 * 4 && told.stackBytes == frame))
      std::cerr << "  " << kernel->name << ": {\"" << core.name << "\", " << (code + 3) / 4 * 4
                << ", " << frame << "}\n";
  }
  uint64_t api = 0, calls = 0;
  for (const auto &[name, bytes] : size)
    if (name.rfind(".text.m_", 0) == 0)
      api += (bytes + 3) / 4 * 4;
  for (const ir::DeployNode &node : net.graph.nodes)
    calls += node.op == "concat" ? node.inputs.size() : 1;
  const kernels::Glue &glue = kernels::glue(core.name);
  // Of many calls the compiler makes a part of its own, m_invoke.part.0.
  uint64_t invoke = 0;
  for (const auto &[name, bytes] : stack)
    if (name.rfind("m_invoke", 0) == 0)
      invoke = std::max(invoke, uint64_t(bytes));
  const int64_t rest = int64_t(api) - int64_t(calls * glue.bytesPerCall);
  if (!CHECK(int64_t(glue.codeBytes) >= rest && glue.codeBytes <= rest + 64 &&
             glue.invokeStackBytes == invoke))
    std::cerr << "  glue with " << glue.bytesPerCall << " a call: {\"" << core.name << "\", "
              << rest << ", " << glue.bytesPerCall << ", " << invoke << "}\n";
}

} // namespace

int main() {
  if (!compile::Folder::has("arm-none-eabi-gcc")) {
    skip("arm-none-eabi-gcc is not installed");
    return report();
  }
  for (const cores::Core *core : cores::all())
    measure(*core);
  return report();
}
