// SPDX-License-Identifier: Apache-2.0
// What the library's objects brought into a linked image, read from GNU ld's map.
//
//    .text.m_invoke  0x00000048      0x1c4 m.o        counted
//    *fill*          0x0000020c        0x4            counted where a section of the library
//    follows .text.memset    0x00000210       0xa0 libc.a(..) not counted
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>

namespace pnasc::measure {

struct Linked {
  uint64_t constantBytes = 0; ///< .text, .rodata and sections of the user's own: ROM
  uint64_t staticBytes = 0;   ///< .data, .bss, COMMON; the library promises to have none
};

Linked readMap(llvm::StringRef map, llvm::ArrayRef<std::string> objects);

} // namespace pnasc::measure
