// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_emit
// Predicted ROM and stack of whole libraries against their objects: ROM never below and at most 3 %
// above, the stack never below and at most 16 bytes above.
#include "Check.h"
#include "emit/Nets.h"
#include "emit/Objects.h"
#include "plan/Plan.h"

using namespace pnasc;

namespace {

constexpr std::array<int64_t, 4> Same = {1, 1, 1, 1}, None = {0, 0, 0, 0};
std::vector<int64_t> list(const std::array<int64_t, 4> &a) { return {a.begin(), a.end()}; }

/// Inverted residuals, `blocks` of them.
ir::IntegerNetwork mobile(const std::string &core, int64_t blocks) {
  nets::Builder b(1, {3, 32, 32}, core);
  uint32_t t = b.conv(0, 8, {3, 3}, {2, 2}, list(Same), {1, 1}, 1, ir::Clamp::Relu6);
  for (int64_t i = 0; i < blocks; ++i) {
    const uint32_t wide = b.conv(t, 24, {1, 1}, {1, 1}, list(None), {1, 1}, 1, ir::Clamp::Relu6);
    const uint32_t deep = b.conv(wide, 24, {3, 3}, {1, 1}, list(Same), {1, 1}, 24);
    t = b.add(t, b.conv(deep, 8, {1, 1}, {1, 1}, list(None)));
  }
  return b.finish(b.linear(b.globalAverage(t), 10));
}

/// Fire modules on a series.
ir::IntegerNetwork fire(const std::string &core, int64_t blocks) {
  nets::Builder b(2, {8, 1, 256}, core);
  uint32_t t = b.conv(0, 16, {1, 9}, {1, 2}, {0, 4, 0, 4}, {1, 1}, 1, ir::Clamp::Relu);
  for (int64_t i = 0; i < blocks; ++i) {
    const uint32_t s = b.conv(t, 4, {1, 1}, {1, 1}, list(None), {1, 1}, 1, ir::Clamp::Relu);
    t = b.concat(
        {b.conv(s, 8, {1, 1}, {1, 1}, list(None)), b.conv(s, 8, {1, 3}, {1, 1}, {0, 1, 0, 1})});
    t = b.pool(t, false, {1, 3}, {1, 1}, {0, 1, 0, 1});
  }
  return b.finish(b.linear(b.globalAverage(t), 4));
}

void compare(const targets::Target &target, const ir::IntegerNetwork &net) {
  const ir::Schedule plan = plan::plan(net.graph);
  compile::Folder folder;
  folder.write(llvm::cantFail(emit::emitC(net, plan, "m", {})));
  CHECK(folder.run(objects::compiler(target) +
                   " -fstack-usage -Werror -Wall -c m.c m_weights.c"));
  uint64_t rom = 0, stack = 0;
  for (const char *object : {"m.o", "m_weights.o"})
    for (const auto &[name, bytes] : objects::sections(target, folder, object))
      if ((name.rfind(".text", 0) == 0 || name.rfind(".rodata", 0) == 0) &&
          name.find("labels") == std::string::npos && name.find(".str") == std::string::npos)
        rom += (bytes + 3) / 4 * 4;
  const auto frames = objects::frames(folder.read("m.su"));
  for (const auto &[function, bytes] : frames)
    if (function.rfind("pnas_", 0) == 0)
      stack = std::max(stack, bytes);
  stack += frames.at("m_invoke");
  const uint64_t told = kernels::romBytes(net.graph), toldStack = kernels::stackBytes(net.graph);
  if (!CHECK(told >= rom && double(told) <= 1.03 * double(rom)))
    std::cerr << "  ROM " << told << " told, " << rom << " made, " << net.graph.nodes.size()
              << "\n";
  if (!CHECK(toldStack >= stack && toldStack <= stack + 16))
    std::cerr << "  stack " << toldStack << " told, " << stack << " made\n";
}

} // namespace

int main() {
  const auto targets = objects::installed();
  for (const targets::Target *target : targets)
    for (int64_t blocks : {1, 8, 40}) {
      compare(*target, mobile(target->name, blocks));
      compare(*target, fire(target->name, blocks));
    }
  return report();
}
