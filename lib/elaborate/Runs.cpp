// SPDX-License-Identifier: Apache-2.0
#include "elaborate/Runs.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::elaborate {

uint32_t Runs::open(int64_t channels, bool fixed) {
  list.push_back({uint32_t(list.size()), channels, fixed, {}, {}});
  return uint32_t(list.size() - 1);
}

uint32_t Runs::root(uint32_t run) {
  while (list[run].parent != run)
    run = list[run].parent = list[list[run].parent].parent;
  return run;
}

void Runs::resolve(const Piece &piece, Layout &into) {
  const uint32_t at = root(piece.run);
  const auto parts = list[at].parts;
  if (parts[0] == parts[1]) {
    into.push_back({at, piece.block});
    return;
  }
  for (uint32_t part : parts)
    resolve({part, piece.block}, into);
}

Runs::Layout Runs::resolve(const Layout &layout) {
  Layout resolved;
  resolved.reserve(layout.size());
  for (const Piece &piece : layout)
    resolve(piece, resolved);
  return resolved;
}

/// The older run becomes the root: the result does not depend on the order of ties.
void Runs::unite(uint32_t a, uint32_t b) {
  a = root(a);
  b = root(b);
  if (a == b)
    return;
  const uint32_t older = std::min(a, b), younger = std::max(a, b);
  list[younger].parent = older;
  list[older].fixed |= list[younger].fixed;
  llvm::append_range(list[older].producers, list[younger].producers);
}

void Runs::split(uint32_t root, int64_t at) {
  const Run whole = list[root];
  const std::array<uint32_t, 2> parts = {open(at, whole.fixed),
                                         open(whole.channels - at, whole.fixed)};
  for (uint32_t part : parts)
    list[part].producers = whole.producers;
  list[root].parts = parts;
}

/// Splits runs until both layouts are runs of equal lengths; false where blocks forbid it.
bool Runs::align(Layout &a, Layout &b) {
  for (size_t i = 0;;) {
    a = resolve(a);
    b = resolve(b);
    while (i < a.size() && i < b.size() && a[i].block == b[i].block &&
           list[a[i].run].channels == list[b[i].run].channels)
      ++i;
    if (i >= a.size() || i >= b.size())
      return true;
    if (a[i].block != b[i].block)
      return false;
    const int64_t left = list[a[i].run].channels, right = list[b[i].run].channels;
    split(left > right ? a[i].run : b[i].run, std::min(left, right));
    i = 0; // the split run may stand further to the left, too
  }
}

void Runs::tie(const Layout &a, const Layout &b) {
  Layout left = a, right = b;
  if (!align(left, right)) {
    fix(left);
    fix(right);
    return;
  }
  for (size_t i = 0; i < left.size(); ++i)
    unite(left[i].run, right[i].run);
}

void Runs::fix(const Layout &layout) {
  for (const Piece &piece : resolve(layout))
    list[piece.run].fixed = true;
}

} // namespace pnasc::elaborate
