// SPDX-License-Identifier: Apache-2.0
// Operators that gate, enlarge, cut and reorder, against values worked out by hand.
// LINK: pnasc_ops_torch
#include "Check.h"
#include "catalogue/ops/shared/Op.h"
#include "catalogue/ops/shared/TorchOp.torch.h"

using namespace pnasc;
using Attributes = std::vector<std::pair<std::string, std::vector<int64_t>>>;

static at::Tensor run(const char *op, std::vector<at::Tensor> inputs, Attributes attributes = {},
                      std::vector<at::Tensor> parameters = {}) {
  ir::Attributes named;
  for (auto &[name, values] : attributes)
    named.set(name, values);
  return ops::torchForward(op, {named, std::move(inputs), std::move(parameters)});
}

static at::Tensor map(std::vector<double> values, std::vector<int64_t> shape) {
  return at::tensor(values, at::kDouble).reshape(shape);
}

static bool same(const at::Tensor &a, const at::Tensor &b) {
  return a.sizes() == b.sizes() && at::allclose(a, b, 1e-9, 1e-9);
}

/// The float meaning of every operator that is a function is that function.
static void functions() {
  const at::Tensor x = at::linspace(-9, 9, 181, at::kDouble).reshape({1, 1, 1, 181});
  for (const ops::Op *op : ops::all()) {
    if (!op->function)
      continue;
    const at::Tensor y = run(op->name.c_str(), {x});
    for (int64_t i = 0; i < 181; ++i)
      CHECK_NEAR(y[0][0][0][i].item<double>(), op->function({}, x[0][0][0][i].item<double>()),
                 1e-8);
  }
  CHECK_NEAR(ops::find("hard_swish")->function({}, 1), 2.0 / 3, 1e-9);
  CHECK_NEAR(ops::find("silu")->function({}, 1), 1 / (1 + std::exp(-1)), 1e-12);
  CHECK_NEAR(ops::find("leaky_relu")->function({}, -2), -0.02, 1e-12);
}

static void gates() {
  const at::Tensor x = map({1, 2, 3, 4}, {1, 2, 1, 2}), gate = map({10, 100}, {1, 2, 1, 1});
  CHECK(same(run("multiply", {x, gate}), map({10, 20, 300, 400}, {1, 2, 1, 2})));
  CHECK(same(run("multiply", {gate, x}), map({10, 20, 300, 400}, {1, 2, 1, 2})));
  const at::Tensor share = run("softmax", {map({0, std::log(3.0)}, {1, 2})});
  CHECK(same(share, map({0.25, 0.75}, {1, 2})));
}

static void places() {
  const at::Tensor x = map({0, 1, 2, 3}, {1, 4, 1, 1});
  CHECK(same(run("channel_shuffle", {x}, {{"groups", {2}}}), map({0, 2, 1, 3}, {1, 4, 1, 1})));
  CHECK(same(run("reshape", {map({0, 1, 2, 3, 4, 5}, {1, 2, 1, 3})}, {{"shape", {3, 2, 1}}}),
             map({0, 1, 2, 3, 4, 5}, {1, 3, 2, 1})));
  const at::Tensor row = map({1, 2, 3, 4}, {1, 1, 1, 4});
  CHECK(same(run("slice", {row}, {{"begin", {0, 0, 3}}, {"size", {1, 1, 2}}, {"step", {1, 1, -2}}}),
             map({4, 2}, {1, 1, 1, 2})));
  CHECK(same(run("pad", {row}, {{"padding", {1, 0, 0, 2}}}),
             map({0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0, 0}, {1, 1, 2, 6})));
  CHECK(same(run("upsample", {row}, {{"factor", {2, 1}}}),
             map({1, 2, 3, 4, 1, 2, 3, 4}, {1, 1, 2, 4})));
  CHECK(same(run("upsample_bilinear", {map({0, 4}, {1, 1, 1, 2})}, {{"factor", {1, 2}}}),
             map({0, 1, 3, 4}, {1, 1, 1, 4})));
  CHECK(same(run("transpose", {map({1, 2, 3, 4}, {1, 1, 2, 2})}, {{"order", {0, 2, 1}}}),
             map({1, 3, 2, 4}, {1, 1, 2, 2})));
}

/// Each input spreads its window: 1 * [1 10 100] at 0, 2 * [1 10 100] at 2.
static void transposed() {
  const at::Tensor x = map({1, 2}, {1, 1, 1, 2}), w = map({1, 10, 100}, {1, 1, 1, 3});
  const Attributes wide = {{"channels", {1}}, {"kernel", {1, 3}}, {"stride", {1, 2}}};
  CHECK(same(run("conv_transpose", {x}, wide, {w}), map({1, 10, 102, 20, 200}, {1, 1, 1, 5})));
  Attributes cut = wide;
  cut.push_back({"padding", {0, 0, 0, 1}});
  CHECK(same(run("conv_transpose", {x}, cut, {w}), map({1, 10, 102, 20}, {1, 1, 1, 4})));
  // Two channels out: weights have outputs first, as everywhere here.
  const at::Tensor two = map({1, 2, 3, 4}, {2, 2, 1, 1}), y = map({10, 100}, {1, 2, 1, 1});
  CHECK(same(run("conv_transpose", {y}, {{"channels", {2}}, {"kernel", {1, 1}}}, {two}),
             map({210, 430}, {1, 2, 1, 1})));
}

int main() {
  functions();
  gates();
  places();
  transposed();
  return report();
}
