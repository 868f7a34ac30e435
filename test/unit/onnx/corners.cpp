// SPDX-License-Identifier: Apache-2.0
// Forms at whose corners another network would come out, and nobody would notice.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"

using namespace pnasc;

namespace {

using Values = std::vector<float>;

/// Before opset 7 an operand lies along the axes from `axis` on, though the last one would do.
void oldAxis() {
  const Values x = text::numbers(48, 0), b{1, 2, 3, 4};
  Values expected;
  for (size_t i = 0; i < x.size(); ++i)
    expected.push_back(x[i] + b[i / 12]);
  const std::string add = "(float[1,4,3,4] x) => (float[1,4,3,4] y) { "
                          "y = Add<axis = 1, broadcast = 1>(x, b) }";
  CHECK(text::near(text::run(text::model(add, {{"b", {4}, b}}, 6), x)[0], expected));
}

/// As many matrices on both sides, and yet repeated against each other.
void stackedMatrices() {
  const std::string graph = "(float[1,2,4,4] x) => (float[2,2,4,5] y) { y = MatMul(x, w) }";
  CHECK(!text::refusal(text::model(graph, {{"w", {2, 1, 4, 5}, text::numbers(40, 1)}})).empty());
}

/// Bytes that are read by another scale than they were made with.
void otherScale() {
  const auto bytes = [](float scale, int zero) {
    return text::refusal(text::model(
        "(float[1,2,3,4] x) => (float[1,2,3,4] y) { z = Constant<value = int8[1] {0}>() "
        "o = Constant<value = int8[1] {" +
            std::to_string(zero) +
            "}>() r = Relu(x) q = QuantizeLinear(r, s, z) y = DequantizeLinear(q, t, o) }",
        {{"s", {1}, {0.02f}}, {"t", {1}, {scale}}}));
  };
  CHECK_EQ(bytes(0.02f, 0), "");
  CHECK(!bytes(0.04f, 0).empty());
  CHECK(!bytes(0.02f, 50).empty());
}

/// A mean that counts padding is below all that it is made of.
void clipBehindMean() {
  const std::string graph =
      "(float[1,1,4,4] x) => (float[1,1,3,3] y) { a = Clip(x, l, h) "
      "m = AveragePool<kernel_shape = [2,2], strides = [2,2], pads = [1,1,1,1], ceil_mode = 1, "
      "count_include_pad = 1>(a) y = Clip(m, l, h) }";
  const std::string model = text::model(graph, {{"l", {}, {1}}, {"h", {}, {6}}});
  CHECK(text::near(text::run(model, Values(16, 1))[0], Values(9, 1)));
}

/// VALID is no padding, whatever `pads` says.
void validPads() {
  const std::string graph =
      "(float[1,1,4,4] x) => (float[1,1,4,4] y) { n = Constant<value_ints = [0,0,1,1,0,0,1,1]>() "
      "p = Pad(x, n) y = Conv<auto_pad = \"VALID\">(p, w) }";
  CHECK_EQ(
      text::run(text::model(graph, {{"w", {1, 1, 3, 3}, text::numbers(9, 0)}}), Values(16, 1))[0]
          .size(),
      16u);
}

/// Log(Exp(x) + 1) for a wider constant of ones is as wide.
void widerOnes() {
  const std::string model = text::model(
      "(float[1,1] x) => (float[1,3] y) { r = Relu(x) e = Exp(r) s = Add(e, o) y = Log(s) }",
      {{"o", {1, 3}, {1, 1, 1}}});
  CHECK(!text::refusal(model).empty() || text::run(model, {0.5f})[0].size() == 3);
}

/// One number for all channels goes through a transpose whatever its axes were.
void sameForAllChannels() {
  const Values x = text::numbers(24, 0);
  Values expected;
  for (float v : x)
    expected.push_back(0.5f * std::fmax(v, 0.0f));
  const std::string graph =
      "(float[1,2,3,4] x) => (float[1,2,3,4] y) { r = Relu(x) t = Transpose<perm = [0,2,3,1]>(r) "
      "m = Mul(t, h) y = Transpose<perm = [0,3,1,2]>(m) }";
  CHECK(text::near(text::run(text::model(graph, {{"h", {2}, {0.5f, 0.5f}}}), x)[0], expected));
}

/// Names that constants of ours would take; the text form has none with a point.
void takenNames() {
  std::string bytes = text::model(
      "(float[1,1,4,4] x) => (float[1,1,4,4] y) { kkkk = Clip(x, l, h) a1234 = Relu(kkkk) "
      "b12345 = Relu(a1234) y = Clip(b12345, l, h) }",
      {{"l", {}, {0}}, {"h", {}, {6}}});
  const auto rename = [&](const std::string &from, const std::string &to) {
    for (size_t at = 0; (at = bytes.find(from, at)) != std::string::npos; at += to.size())
      bytes.replace(at, from.size(), to);
  };
  rename("a1234", "y.low");
  rename("b12345", "y.low_");
  CHECK_EQ(text::refusal(bytes), "");
}

} // namespace

int main() {
  oldAxis();
  stackedMatrices();
  otherScale();
  clipBehindMean();
  validPads();
  widerOnes();
  sameForAllChannels();
  takenNames();
  return report();
}
