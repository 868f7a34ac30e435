// SPDX-License-Identifier: Apache-2.0
// How Thumb instructions move the stack pointer and where they branch to, from objdump's text.
#include "catalogue/targets/arm_m/ArmM.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Regex.h"

namespace pnasc::targets {

/// r4, r5-r7, lr: how many registers.
static uint64_t registersIn(llvm::StringRef list) {
  llvm::SmallVector<llvm::StringRef, 16> entries;
  list.split(entries, ',', -1, false);
  uint64_t count = 0;
  for (llvm::StringRef entry : entries) {
    auto [first, last] = entry.trim(" {}\t").split('-');
    unsigned from = 0, to = 0;
    const bool range = !last.empty() && !first.drop_front().getAsInteger(10, from) &&
                       !last.drop_front().getAsInteger(10, to);
    count += range ? to - from + 1 : 1;
  }
  return count;
}

/// Bytes by which an instruction lowers the stack pointer; pops are ignored, so a function that
/// pushes on several ways is counted too high, never too low.
static uint64_t loweredBy(llvm::StringRef mnemonic, llvm::StringRef operands,
                          std::string &trouble) {
  static const llvm::Regex immediate("#([0-9]+)$"), writeBack("\\[sp, #-([0-9]+)\\]!");
  llvm::SmallVector<llvm::StringRef, 2> found;
  uint64_t bytes = 0;
  if (mnemonic.startswith("push") || (mnemonic.startswith("stmdb") && operands.startswith("sp!")))
    return 4 * registersIn(operands.substr(operands.find('{')));
  if (mnemonic.startswith("vpush"))
    return (operands.contains('d') ? 8 : 4) * registersIn(operands);
  if (mnemonic.startswith("str") && writeBack.match(operands, &found))
    found[1].getAsInteger(10, bytes);
  else if (mnemonic.startswith("sub") && operands.startswith("sp")) {
    if (immediate.match(operands.rtrim(), &found))
      found[1].getAsInteger(10, bytes);
    else
      trouble = "its frame has no fixed size";
  }
  return bytes;
}

Instruction readThumb(llvm::StringRef mnemonic, llvm::StringRef operands) {
  operands = operands.take_until([](char c) { return c == ';' || c == '@'; }); // comments
  Instruction read;
  read.pushedBytes = loweredBy(mnemonic, operands, read.trouble);
  const llvm::StringRef base = mnemonic.split('.').first;
  if ((base == "blx" || base == "bx") && !operands.trim().equals("lr"))
    read.trouble = "it calls through a pointer";
  if (!base.startswith("b") || base == "bx" || base == "bic" || base == "bfi" || base == "bfc" ||
      base == "bkpt" || base == "blx")
    return read;
  // b, bl and conditional branches
  uint64_t target = 0;
  if (!operands.split(' ').first.getAsInteger(16, target))
    read.target = target;
  read.call = base == "bl";
  return read;
}

} // namespace pnasc::targets
