// SPDX-License-Identifier: Apache-2.0
// What kernels share on the C++ side: geometry of windows, constants of channels, the text of
// parameter structs.
#pragma once

#include "catalogue/kernels/Kernel.h"

namespace pnasc::kernels {

/// The entry of <stem>.<isa>.cpp: function pnas_<stem>_<isa> of `text` runs operator <stem>
/// wherever it stands, with the struct that `parameters` defines. Entries say what differs, and the
/// rest.
Kernel entry(llvm::StringRef stem, llvm::StringRef isa, const char *parameters, const char *text);
/// Of softmax and log_softmax: a position at a time, in place, as many channels as a sum holds.
/// `position` is C that makes `out` of `in`, its `channels` values: `most` is the largest and `sum`
/// that of exponential[-in[c]].
Kernel softmaxEntry(llvm::StringRef stem, const char *parameters, const char *position);

/// distance of kernels that read a byte before they write the one of its number.
uint64_t inPlace(const Site &, size_t);

inline uint64_t roundUp(uint64_t n, uint64_t to) { return (n + to - 1) / to * to; }
/// A table of `count` weights, rounded up to words.
inline uint64_t weightTableBytes(const Site &site, uint64_t count) {
  return roundUp(ir::bytesOf(site.node.weights, int64_t(count)), 4);
}

/// The window of a convolution or pool, fallbacks filled in.
struct Window {
  int64_t height = 1, width = 1, strideY = 1, strideX = 1, dilationY = 1, dilationX = 1;
  int64_t top = 0, left = 0, bottom = 0, right = 0;
  explicit Window(const ir::DeployNode &node);
  int64_t taps() const { return height * width; }
};

int64_t groupsOf(const Site &site);
/// Sizes that the parameter structs hold in 16 bits.
bool fitsParameters(const Site &site);

/// distance of a kernel that reads the whole window of a position (or of several) before it writes
/// it, or that keeps channels apart and writes one after reading it. The maximum over all positions
/// e of (bytes written before e) - (first input byte that e or a later position needs).
uint64_t rasterDistance(const Site &site);

/// Output positions whose window lies in the map with none of its taps in the padding.
int64_t wholeWindows(const Site &site);

/// Constants of an output tensor: zero point and clamp.
struct Range {
  int32_t zero = 0, low = -128, high = 127;
};
Range rangeOf(const Values &values);

/// bias (the input's zero point folded in, where `fold`) and multiplier of each output channel,
/// interleaved.
Table channelTable(const Values &values, size_t padTo = 1, bool fold = true);
/// Shifts less 33.
Table shiftTable(const Values &values, size_t padTo = 1);
/// Weights in a kernel's own order: `order` has one entry for each byte of the table, the index of
/// the weight that stands there or -1 for 0.
Table weightTable(const Values &values, const std::vector<int64_t> &order);
uint64_t channelTableBytes(uint64_t channels);

/// Byte offsets in the arena.
uint64_t inputOffset(const Values &values, size_t i = 0);
uint64_t outputOffset(const Values &values);
uint64_t scratchOffset(const Values &values);

/// `{.in = 0, .out = 64}`, wrapped.
class Fields {
public:
  Fields &add(llvm::StringRef name, int64_t value);
  Fields &add(llvm::StringRef name, llvm::StringRef text);
  Fields &table(llvm::StringRef name); ///< field and table of one name
  std::string text() const;

private:
  std::vector<std::string> fields;
};

inline const ir::DeployNode &nodeOf(const Values &v) { return v.network.graph.nodes[v.node]; }
inline Site siteOf(const Values &v) { return {v.network.graph, nodeOf(v)}; }

/// The struct that all convolutions share.
extern const char *const ConvParameterText;
constexpr uint64_t ConvParameterBytes = 60;
std::string convParameters(const Values &values);

} // namespace pnasc::kernels
