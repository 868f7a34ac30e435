// SPDX-License-Identifier: Apache-2.0
// The deepest stack from gcc's call graph and, for C library routines, from their disassembly.
// LINK: pnasc_measure
#include "measure/Stack.h"
#include "Check.h"
#include "catalogue/targets/arm_m/ArmM.h"

using namespace pnasc::measure;

static const char *const ci = R"(graph: { title: "m.c"
node: { title: "m.c:leaf" label: "leaf\nm.c:4:35\n104 bytes (static)\n0 dynamic objects" }
node: { title: "memset" label: "memset\nstring.h:33:9" shape : ellipse }
edge: { sourcename: "m.c:leaf" targetname: "memset" label: "m.c:4:74" }
node: { title: "m_invoke" label: "m_invoke\nm.c:5:9\n16 bytes (static)\n0 dynamic objects" }
edge: { sourcename: "m_invoke" targetname: "m.c:leaf" label: "m.c:5:68" }
node: { title: "loop" label: "loop\nm.c:6:9\n8 bytes (static)\n0 dynamic objects" }
edge: { sourcename: "loop" targetname: "loop" }
node: { title: "pointer" label: "pointer\nm.c:6:9\n8 bytes (static)\n0 dynamic objects" }
edge: { sourcename: "pointer" targetname: "__indirect_call" }
node: { title: "vla" label: "vla\nm.c:6:9\n8 bytes (dynamic)\n0 dynamic objects" }
}
)";

static const char *const objdump = R"(SYMBOL TABLE:
00000040 g     F .text	00000010 memset
00000040 g     F .text	00000010 __aeabi_memset
00000060 g     F .text	00000010 .hidden helper

Disassembly of section .text:

00000040 <__aeabi_memset>:
  40:	push	{r4, r5, lr}
  42:	sub	sp, #20
  44:	vpush	{d8-d9}
  48:	strd	r2, r3, [sp, #-8]!
  4a:	bl	60 <helper>
  4e:	b.n	44 <__aeabi_memset+0x4>
  50:	bx	lr

00000060 <helper>:
  60:	stmdb	sp!, {r4-r7, lr}
  64:	bne.n	60 <helper>
  66:	ldmia.w	sp!, {r4, r5, r6, r7, pc}
)";

static bool refused(const CallGraph &graph, const char *root, const char *why) {
  llvm::Expected<uint64_t> depth = deepestStack(graph, root);
  return !depth && llvm::toString(depth.takeError()).find(why) != std::string::npos;
}

int main() {
  CallGraph graph;
  readCallGraphInfo(ci, graph);
  readDisassembly(objdump, pnasc::targets::armM(), graph);
  llvm::Expected<uint64_t> depth = deepestStack(graph, "m_invoke");
  CHECK(bool(depth));
  CHECK_EQ(depth ? *depth : 0, 16u + 104 + (12 + 20 + 16 + 8) + 20);
  CHECK(refused(graph, "loop", "calls itself"));
  CHECK(refused(graph, "pointer", "through a pointer"));
  CHECK(refused(graph, "vla", "no fixed size"));
  CHECK(refused(graph, "absent", "not defined"));
  return report();
}
