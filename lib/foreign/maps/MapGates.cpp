// SPDX-License-Identifier: Apache-2.0
// Activations that are operators of their own in newer opsets, as the chains that older ones have.
#include "foreign/maps/MapForm.h"
#include <cmath>

namespace pnasc::foreign {

namespace {

/// One operation after the other on values of one shape.
class Elementwise {
public:
  Elementwise(Emitter &emit, const Node &node) : emit(emit), sizes(*emit.sizes(node.inputs[0])) {
    emit.begin(node);
    emit.setSizes(node.outputs[0], sizes);
  }
  std::string operator()(const char *type, const std::string &a, const std::string &b = "",
                         const std::string &result = "") {
    return emit.node(type, b.empty() ? std::vector{a} : std::vector{a, b}, sizes, result).outputs[0];
  }
  std::string number(float value) { return emit.constant(Sizes{}, std::vector{value}); }

private:
  Emitter &emit;
  const Sizes sizes;
};

} // namespace

bool mapGelu(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  const auto *how = findAttribute(node, "approximate");
  const bool tanh = how && how->s == "tanh";
  if (!emit.sizes(x) || (how && !tanh && how->s != "none"))
    return false;
  Elementwise write(emit, node);
  std::string share;
  if (tanh) {
    const std::string cube = write("Mul", write("Mul", x, x), x);
    const std::string sum = write("Add", x, write("Mul", cube, write.number(0.044715f)));
    share = write("Tanh", write("Mul", sum, write.number(float(M_SQRT2 * M_2_SQRTPI / 2))));
  } else {
    share = write("Erf", write("Div", x, write.number(float(M_SQRT2))));
  }
  const std::string gate = write("Add", share, write.number(1));
  write("Mul", write("Mul", x, gate), write.number(0.5f), node.outputs[0]);
  return true;
}

bool mapMish(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  if (!emit.sizes(x))
    return false;
  Elementwise write(emit, node);
  write("Mul", x, write("Tanh", write("Softplus", x)), node.outputs[0]);
  return true;
}

/// alpha * elu(x / alpha)
bool mapCelu(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  const auto *given = findAttribute(node, "alpha");
  const float alpha = given ? given->f : 1;
  if (!emit.sample(x) || !(alpha > 0) || !std::isfinite(alpha))
    return false;
  emit.begin(node);
  emit.setSizes(node.outputs[0], *emit.sizes(x));
  const std::string scaled = emit.affine(x, 1 / alpha, 0);
  const std::string elu = emit.node("Elu", {scaled}, *emit.sizes(scaled)).outputs[0];
  emit.finish(emit.affine(elu, alpha, 0), node.outputs[0]);
  return true;
}

/// A whole exponent from 1 to 4 of all elements.
bool mapPower(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  const auto exponent = emit.uniform(node.inputs[1]);
  const Sizes *sizes = emit.sizes(x), *to = emit.sizes(node.outputs[0]);
  constexpr double most = 4;
  if (!exponent || *exponent < 1 || *exponent > most || *exponent != std::floor(*exponent) ||
      !sizes || !emit.sample(x) || !to || *to != *sizes)
    return false;
  emit.begin(node);
  std::string power = x;
  for (double times = 1; times < *exponent; ++times)
    power = emit.joined("Mul", power, x);
  emit.finish(power, node.outputs[0]);
  return true;
}

/// x * sigmoid(alpha * x)
bool mapSwish(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  const auto *alpha = findAttribute(node, "alpha");
  if (!emit.sizes(x))
    return false;
  Elementwise write(emit, node);
  const bool plain = !alpha || alpha->f == 1;
  const std::string scaled = plain ? x : write("Mul", x, write.number(alpha->f));
  write("Mul", x, write("Sigmoid", scaled), node.outputs[0]);
  return true;
}

} // namespace pnasc::foreign
