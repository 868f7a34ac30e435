// SPDX-License-Identifier: Apache-2.0
// ROM is read from the linker's map: the library's sections and the gaps in front of them.
// LINK: pnasc_measure
#include "measure/Map.h"
#include "Check.h"

using namespace pnasc;

static const char *const map = R"(
Discarded input sections

 .text.unused   0x00000000       0x40 m.o

Linker script and memory map

 .text.one      0x00000040       0x31 m.o
 *fill*         0x00000071        0x3 
 .text.a_function_with_a_long_name
                0x00000074       0x18 m.o
                0x00000074                a_function_with_a_long_name
 *fill*         0x0000008c        0x4 
 .text.memcpy   0x00000090       0x20 /usr/lib/libc.a(lib_a-memcpy.o)
 .rodata.w      0x000000b0       0x10 m_weights.o
 .model_weights 0x000000c0        0x8 m_weights.o
 .bss           0x20000000        0x4 m.o
 .bss           0x20000004        0x4 main.o
 .comment       0x00000000       0x26 m.o
 .debug_info    0x00000000       0x32 m.o
)";

int main() {
  measure::Linked linked = measure::readMap(map, {"m.o", "m_weights.o"});
  CHECK_EQ(linked.constantBytes, 0x31u + 3 + 0x18 + 0x10 + 8);
  CHECK_EQ(linked.staticBytes, 4u);
  return report();
}
