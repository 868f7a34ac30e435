// SPDX-License-Identifier: Apache-2.0
// DepthToSpace in both orders, SpaceToDepth.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"

using namespace pnasc;

namespace {

constexpr size_t Block = 2, Channels = 3, Height = 2,
                 Width = 5; ///< of the map with fewer positions
const std::vector<float> x = text::numbers(Block * Block * Channels * Height * Width, 0);

size_t wide(size_t c, size_t h, size_t w) { return (c * Height * Block + h) * Width * Block + w; }

size_t deep(size_t c, size_t h, size_t w) { return (c * Height + h) * Width + w; }

/// `from(c, i, j)`: the deep map's channel of row i, column j of the blocks of channel c.
template <class From> void same(const std::string &model, bool toSpace, From from) {
  std::vector<float> expected(x.size());
  for (size_t c = 0; c < Channels; ++c)
    for (size_t h = 0; h < Height * Block; ++h)
      for (size_t w = 0; w < Width * Block; ++w) {
        const size_t channel = from(c, h % Block, w % Block);
        const size_t there = deep(channel, h / Block, w / Block), here = wide(c, h, w);
        expected[toSpace ? here : there] = x[toSpace ? there : here];
      }
  CHECK(text::run(text::model(model), x)[0] == expected);
}

} // namespace

int main() {
  const std::string toSpace = "(float[1,12,2,5] x) => (float[1,3,4,10] y) { y = ";
  const auto blocksFirst = [](size_t c, size_t i, size_t j) {
    return (i * Block + j) * Channels + c;
  };
  same(toSpace + "DepthToSpace<blocksize = 2>(x) }", true, blocksFirst);
  same(toSpace + "DepthToSpace<blocksize = 2, mode = \"CRD\">(x) }", true,
       [](size_t c, size_t i, size_t j) { return (c * Block + i) * Block + j; });
  same("(float[1,3,4,10] x) => (float[1,12,2,5] y) { y = SpaceToDepth<blocksize = 2>(x) }", false,
       blocksFirst);
  return report();
}
