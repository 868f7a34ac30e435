// SPDX-License-Identifier: Apache-2.0
// Operators that slide over three dimensions compute what plain loops do.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"
#include "llvm/ADT/StringRef.h"
#include <array>
#include <functional>

using namespace pnasc;

namespace {

/// Channels, depth, height, width.
using Volume = std::array<int64_t, 4>;
using At = std::array<int64_t, 3>;

int64_t elements(const Volume &v) { return v[0] * v[1] * v[2] * v[3]; }

float *element(std::vector<float> &values, const Volume &v, int64_t c, const At &at) {
  for (size_t i = 0; i < 3; ++i)
    if (at[i] < 0 || at[i] >= v[i + 1])
      return nullptr;
  return &values[size_t(((c * v[1] + at[0]) * v[2] + at[1]) * v[3] + at[2])];
}

void each(const At &sizes, const std::function<void(const At &)> &visit) {
  for (int64_t d = 0; d < sizes[0]; ++d)
    for (int64_t h = 0; h < sizes[1]; ++h)
      for (int64_t w = 0; w < sizes[2]; ++w)
        visit({d, h, w});
}

struct Window {
  At kernel, stride, dilation, pad;
  At under(const At &at, const At &tap) const {
    At result;
    for (size_t i = 0; i < 3; ++i)
      result[i] = at[i] * stride[i] - pad[i] + tap[i] * dilation[i];
    return result;
  }
};

const Window window{{2, 3, 2}, {2, 1, 2}, {1, 1, 2}, {1, 1, 0}}; // and {0, 1, 1} behind
const std::string attributes =
    "kernel_shape = [2,3,2], strides = [2,1,2], dilations = [1,1,2], pads = [1,1,0,0,1,1]";
const Volume in{4, 4, 5, 6};
const At out{2, 5, 3}; ///< (4 + 1 - 2) / 2 + 1, (5 + 2 - 3) + 1, (6 + 1 - 3) / 2 + 1
const std::string types = "(float[1,4,4,5,6] x) => (float[1,C,D,H,W] y) { y = ";

/// [O, 2, 2, 3, 2] of two groups; each sample's taps summed up.
void convolution() {
  const Volume to{6, out[0], out[1], out[2]};
  std::vector<float> x = text::numbers(size_t(elements(in)), 0), expected(size_t(elements(to)));
  std::vector<float> weight = text::numbers(6 * 2 * 12, 1), bias = text::numbers(6, 2);
  const Volume taps{12, 2, 3, 2};
  for (int64_t o = 0; o < 6; ++o)
    each(out, [&](const At &at) {
      float sum = bias[size_t(o)];
      for (int64_t c = 0; c < 2; ++c)
        each(window.kernel, [&](const At &tap) {
          if (const float *value = element(x, in, o / 3 * 2 + c, window.under(at, tap)))
            sum += *value * *element(weight, taps, o * 2 + c, tap);
        });
      *element(expected, to, o, at) = sum;
    });
  const std::string model = text::model(types + "Conv<group = 2, " + attributes + ">(x, w, b) }",
                                        {{"w", {6, 2, 2, 3, 2}, weight}, {"b", {6}, bias}});
  CHECK(text::near(text::run(model, x)[0], expected));
}

/// The other way round: each value spreads over its window.
void transposed() {
  const Volume from{4, out[0], out[1], out[2]}, to{6, 3, 5, 6};
  std::vector<float> x = text::numbers(size_t(elements(from)), 0), expected(size_t(elements(to)));
  std::vector<float> weight = text::numbers(4 * 3 * 12, 1);
  const Volume taps{12, 2, 3, 2};
  for (int64_t c = 0; c < 4; ++c)
    each(out, [&](const At &at) {
      for (int64_t o = 0; o < 3; ++o)
        each(window.kernel, [&](const At &tap) {
          if (float *value = element(expected, to, c / 2 * 3 + o, window.under(at, tap)))
            *value += *element(x, from, c, at) * *element(weight, taps, c * 3 + o, tap);
        });
    });
  const std::string model =
      text::model("(float[1,4,2,5,3] x) => (float[1,C,D,H,W] y) { y = ConvTranspose<group = 2, " +
                      attributes + ">(x, w) }",
                  {{"w", {4, 3, 2, 3, 2}, weight}});
  CHECK(text::near(text::run(model, x)[0], expected));
}

/// `counted`: padding counts as zeros.
void pooled(const std::string &type, bool counted) {
  const Volume to{4, out[0], out[1], out[2]};
  std::vector<float> x = text::numbers(size_t(elements(in)), 0), expected(size_t(elements(to)));
  for (int64_t c = 0; c < 4; ++c)
    each(out, [&](const At &at) {
      float sum = 0, most = -2, count = 0;
      each(window.kernel, [&](const At &tap) {
        const float *value = element(x, in, c, window.under(at, tap));
        sum += value ? *value : 0;
        most = value ? std::fmax(most, *value) : most;
        count += value || counted ? 1 : 0;
      });
      *element(expected, to, c, at) = type == "MaxPool" ? most : sum / count;
    });
  const std::string counts = counted ? "count_include_pad = 1, " : "";
  const std::string model =
      text::model(types + type + "<" + counts + attributes + ">(x) }", {}, 19);
  CHECK(text::near(text::run(model, x)[0], expected));
}

void global() {
  const std::vector<float> x = text::numbers(size_t(elements(in)), 0);
  std::vector<float> means, largest;
  for (size_t c = 0; c < 4; ++c) {
    float sum = 0, most = -2;
    for (size_t i = 0; i < 120; ++i) {
      sum += x[c * 120 + i];
      most = std::fmax(most, x[c * 120 + i]);
    }
    means.push_back(sum / 120);
    largest.push_back(most);
  }
  CHECK(text::near(text::run(text::model(types + "GlobalAveragePool(x) }"), x)[0], means));
  CHECK(text::near(text::run(text::model(types + "GlobalMaxPool(x) }"), x)[0], largest));
}

/// Weights between planes would be more than is written.
void tooLarge() {
  const std::string said = text::refusal(
      text::model("(float[1,64,128,8,8] x) => (float[1,C,D,H,W] y) { y = Conv(x, w) }",
                  {{"w", {64, 64, 1, 1, 1}, std::vector<float>(64 * 64, 1)}}));
  if (!CHECK(llvm::StringRef(said).contains("and has no form over their planes")))
    std::cerr << "  " << said << "\n";
}

} // namespace

int main() {
  convolution();
  transposed();
  pooled("MaxPool", false);
  pooled("AveragePool", false);
  pooled("AveragePool", true);
  global();
  tooLarge();
  return report();
}
