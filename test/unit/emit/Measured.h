// SPDX-License-Identifier: Apache-2.0
// A core's table of sizes, made by compiling networks that hold every kernel, and networks that
// differ in the number of calls and of outputs alone.
#pragma once

#include "Check.h"
#include "catalogue/kernels/Kernel.h"
#include "emit/Catalogue.h"
#include "emit/Compile.h"
#include "emit/Objects.h"
#include "plan/Plan.h"
#include <algorithm>

namespace measured {

using namespace pnasc;

/// Every kernel once.
inline ir::IntegerNetwork everything(const std::string &core) {
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

/// `calls` small layers one after another, the last `outputs` of them kept.
inline ir::IntegerNetwork chain(const std::string &core, size_t calls, size_t outputs) {
  catalogue::Builder b("chain", {8, 6, 6}, 2);
  std::vector<ir::NodeId> made = {0};
  for (size_t i = 0; i < calls; ++i)
    made.push_back(b.add("silu", {made.back()}));
  b.network.outputs.assign(made.rbegin(), made.rbegin() + int64_t(outputs));
  return catalogue::integerNetwork(b.network, core, 7);
}

inline uint32_t words(uint64_t bytes) { return uint32_t((bytes + 3) / 4 * 4); }

struct Object {
  std::map<std::string, uint64_t> code, stack; ///< by function

  Object(const targets::Target &target, const ir::IntegerNetwork &net) {
    compile::Folder folder;
    folder.write(llvm::cantFail(emit::emitC(net, plan::plan(net.graph), "m", {})));
    CHECK(folder.run(objects::compiler(target) +
                     " -fstack-usage -Werror -Wall -Wextra "
                     "-Wconversion -Wsign-conversion -Wshadow -c m.c m_weights.c"));
    for (const auto &[name, bytes] : objects::sections(target, folder, "m.o"))
      if (name.rfind(".text.", 0) == 0)
        code[name.substr(6)] = bytes;
    stack = objects::frames(folder.read("m.su"));
  }
  uint64_t api() const {
    uint64_t bytes = 0;
    for (const auto &[name, own] : code)
      bytes += name.rfind("m_", 0) == 0 ? words(own) : 0;
    return bytes;
  }
  uint64_t invokeStack() const { // of many calls the compiler makes a part of its own
    uint64_t most = 0;
    for (const auto &[name, own] : stack)
      most = name.rfind("m_invoke", 0) == 0 ? std::max(most, own) : most;
    return most;
  }
};

/// By how much `last` exceeds `first`, for each of `steps`, in words.
inline uint32_t slope(const Object &first, const Object &last, uint64_t steps) {
  return words((last.api() - first.api() + steps - 1) / steps);
}

inline std::string compiler(const targets::Target &target) {
  compile::Folder folder;
  CHECK(folder.run(target.family->compiler.name + " --version"));
  const std::string said = folder.read("said");
  return said.substr(0, said.find('\n'));
}

/// What the compiler adds to the glue of other networks: copies of a few bytes, which m_run makes in
/// line, take more code than calls of memcpy.
constexpr uint32_t GlueSlack = 32, OutputSlack = 4;

inline kernels::SizeTable tableOf(const targets::Target &target) {
  const std::string &core = target.name;
  kernels::SizeTable table{core, compiler(target), objects::flags(target).substr(1), {}, {}};
  const ir::IntegerNetwork net = everything(core);
  const Object every(target, net);
  for (const kernels::Kernel *kernel : kernels::all())
    if (const auto code = every.code.find(kernel->function); code != every.code.end())
      table.kernels[kernel->name] = {words(code->second),
                                     uint32_t(every.stack.at(kernel->function))};
    else // what no kernel of this core's ISAs says goes into no table
      CHECK(!llvm::is_contained(target.isas, kernel->isa));

  const Object one(target, chain(core, 1, 1)), many(target, chain(core, 40, 1));
  const Object first(target, chain(core, 8, 1)), third(target, chain(core, 8, 3));
  table.glue.bytesPerCall = slope(one, many, 39);
  table.glue.bytesPerOutput = slope(first, third, 2) + OutputSlack;
  uint64_t calls = 0, most = 0;
  for (const ir::DeployNode &node : net.graph.nodes) {
    const kernels::Kernel *kernel = kernels::kernelOf(node);
    calls += kernel->calls ? kernel->calls({net.graph, node}) : 1;
  }
  const std::pair<const Object *, uint64_t> seen[] = {
      {&every, calls}, {&one, 1}, {&many, 40}, {&first, 8}};
  for (const auto &[object, count] : seen) {
    most = std::max(most, object->api() - count * table.glue.bytesPerCall);
    table.glue.invokeStackBytes =
        std::max(table.glue.invokeStackBytes, uint32_t(object->invokeStack()));
    if (std::getenv("PNASC_SHOW"))
      std::cerr << core << " " << count << " calls: " << object->api() << "\n";
  }
  table.glue.codeBytes = words(most) + GlueSlack;
  return table;
}

} // namespace measured
