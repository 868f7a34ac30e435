// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_emit
// The sizes that kernels tell of themselves against what the cross compiler makes of their C. Where
// a figure is off the test prints the lines to put into the kernels' files.
#include "Check.h"
#include "emit/Compile.h"
#include "emit/Nets.h"
#include "emit/Objects.h"
#include "plan/Plan.h"

using namespace pnasc;

namespace {

/// Every kernel once.
ir::IntegerNetwork everything(const std::string &core) {
  nets::Builder b(7, {4, 12, 12}, core);
  uint32_t t = b.conv(0, 8, {3, 3}, {1, 1}, {1, 1, 1, 1});
  const uint32_t u = b.conv(t, 8, {3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}, 8);
  t = b.add(t, u);
  t = b.add(t, b.zeros(t));
  t = b.concat({b.relu(t, true), u});
  t = b.pool(b.pool(t, false, {2, 2}, {2, 2}, {0, 0, 0, 0}), true, {2, 2}, {2, 2}, {0, 0, 0, 0});
  t = b.conv(t, 8, {3, 3}, {1, 1}, {1, 1, 1, 1}, {1, 1}, 2);
  t = b.linear(b.linear(t, 12), 10);
  ir::IntegerNetwork net = b.finish(t);
  net.graph.nodes.back().kernel = "linear.c";
  return net;
}

void measure(const cores::Core &core) {
  const ir::IntegerNetwork net = everything(core.name);
  const ir::MemoryPlan plan = plan::plan(net.graph);
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
  const int64_t rest = int64_t(api) - int64_t(calls * glue.bytesPerCall);
  if (!CHECK(int64_t(glue.codeBytes) >= rest && glue.codeBytes <= rest + 64 &&
             glue.invokeStackBytes == stack.at("m_invoke")))
    std::cerr << "  glue with " << glue.bytesPerCall << " a call: {\"" << core.name << "\", "
              << rest << ", " << glue.bytesPerCall << ", " << stack.at("m_invoke") << "}\n";
}

} // namespace

int main() {
  if (!compile::Folder::has("arm-none-eabi-gcc")) {
    std::cerr << "skipped: no arm-none-eabi-gcc\n";
    return 0;
  }
  for (const cores::Core *core : cores::all())
    measure(*core);
  return report();
}
