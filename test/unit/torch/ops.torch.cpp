// SPDX-License-Identifier: Apache-2.0
// What each operator computes, against values worked out by hand or by a plain loop.
// LINK: pnasc_ops_torch
#include "Check.h"
#include "catalogue/ops/shared/Op.h"
#include "catalogue/ops/shared/TorchOp.torch.h"

using namespace pnasc;
using Attributes = std::vector<std::pair<std::string, std::vector<int64_t>>>;

static at::Tensor run(const char *op, std::vector<at::Tensor> inputs, Attributes attributes = {},
                      std::vector<at::Tensor> parameters = {}, bool training = false,
                      bool overwrite = false) {
  ir::Attributes named;
  for (auto &[name, values] : attributes)
    named.set(name, values);
  return ops::torchForward(op,
                           {named, std::move(inputs), std::move(parameters), training, overwrite});
}

static at::Tensor row(std::vector<double> values) {
  const auto n = int64_t(values.size());
  return at::tensor(values, at::kDouble).reshape({1, 1, 1, n});
}

static bool same(const at::Tensor &a, const at::Tensor &b) {
  return a.sizes() == b.sizes() && at::allclose(a, b, 1e-12, 1e-12);
}

static void everyOperatorHasOne() {
  for (const ops::Op *op : ops::all())
    CHECK(ops::torchFunction(op->name) != nullptr);
}

static void activations() {
  const at::Tensor x = row({-1, 0, 3, 7});
  CHECK(same(run("relu", {x}), row({0, 0, 3, 7})));
  CHECK(same(run("relu6", {x}), row({0, 0, 3, 6})));
  CHECK(same(x, row({-1, 0, 3, 7})));
  at::Tensor y = x.clone();
  run("relu6", {y}, {}, {}, false, /*overwrite=*/true);
  CHECK(same(y, row({0, 0, 3, 6})));
}

static void convolutions() {
  const at::Tensor x = row({1, 2, 3, 4});
  const at::Tensor w = row({1, 10, 100});
  CHECK(same(run("conv", {x}, {{"channels", {1}}, {"kernel", {1, 3}}}, {w}), row({321, 432})));
  // one position on the right only: sides may differ
  CHECK(same(
      run("conv", {x}, {{"channels", {1}}, {"kernel", {1, 3}}, {"padding", {0, 0, 0, 1}}}, {w}),
      row({321, 432, 43})));
  CHECK(same(run("conv", {x},
                 {{"channels", {1}},
                  {"kernel", {1, 3}},
                  {"stride", {1, 2}},
                  {"padding", {0, 1, 0, 1}},
                  {"bias", {1}}},
                 {w, at::tensor({0.5}, at::kDouble)}),
             row({210.5, 432.5})));
  CHECK(same(run("conv", {x}, {{"channels", {1}}, {"kernel", {1, 2}}, {"dilation", {1, 2}}},
                 {row({1, 10})}),
             row({31, 42})));
  // depthwise: each channel its own weight
  const at::Tensor two = at::cat({x, 2 * x}, 1);
  const at::Tensor weights = at::tensor({3.0, 5.0}, at::kDouble).reshape({2, 1, 1, 1});
  CHECK(
      same(run("conv", {two}, {{"channels", {2}}, {"groups", {2}}, {"kernel", {1, 1}}}, {weights}),
           at::cat({3 * x, 10 * x}, 1)));
}

static void pools() {
  const at::Tensor x = row({-5, -2, -3, -4});
  const Attributes wide = {{"kernel", {1, 3}}, {"padding", {0, 2, 0, 2}}};
  CHECK(same(run("max_pool", {x}, {{"kernel", {1, 2}}, {"stride", {1, 2}}}), row({-2, -3})));
  CHECK(same(run("max_pool", {x}, wide), row({-5, -2, -2, -2, -3, -4}))); // padding never wins
  CHECK(same(run("average_pool", {x}, wide), row({-5, -3.5, -10.0 / 3, -3, -3.5, -4})));
  CHECK(same(run("average_pool", {x}, {{"kernel", {1, 2}}, {"padding", {0, 0, 0, 1}}}),
             row({-3.5, -2.5, -3.5, -4})));
  CHECK(same(run("average_pool", {x}, {{"kernel", {1, 3}}, {"padding", {0, 1, 0, 1}}}),
             row({-3.5, -10.0 / 3, -3, -3.5})));
  CHECK(same(run("global_average_pool", {x}), row({-3.5})));
}

static void joinsAndShapes() {
  const at::Tensor x = row({1, 2}), flat = at::tensor({1.0, 2.0}, at::kDouble).reshape({1, 2});
  CHECK(same(run("add", {x, x, x}), 3 * x));
  CHECK(same(run("concat", {x, 2 * x}), at::cat({x, 2 * x}, 1)));
  CHECK(same(run("flatten", {x}), flat));
  const at::Tensor w = at::tensor({1.0, 10.0, 2.0, 20.0}, at::kDouble).reshape({2, 2});
  const at::Tensor expected = at::tensor({21.0, 42.0}, at::kDouble).reshape({1, 2});
  CHECK(same(run("linear", {flat}, {}, {w}), expected));
  CHECK(same(run("linear", {flat.reshape({1, 2, 1, 1})}, {}, {w}), expected));
  CHECK(same(run("linear", {flat}, {}, {w, flat.flatten()}), expected + flat));
}

static void batchNorm() {
  const at::Tensor x = row({1, 3});
  std::vector<at::Tensor> p = {at::tensor({2.0}, at::kDouble), at::tensor({1.0}, at::kDouble),
                               at::tensor({1.0}, at::kDouble), at::tensor({4.0}, at::kDouble)};
  const double root = std::sqrt(4 + 1e-5);
  CHECK(same(run("batch_norm", {x}, {}, p), row({1, 1 + 4 / root})));
  // in training: mean 2, biased variance 1; kept: 0.9 old + 0.1 new, variance unbiased
  const double one = std::sqrt(1 + 1e-5);
  CHECK(same(run("batch_norm", {x}, {}, p, true), row({1 - 2 / one, 1 + 2 / one})));
  CHECK_NEAR(p[2].item<double>(), 1.1, 1e-12);
  CHECK_NEAR(p[3].item<double>(), 3.6 + 0.1 * 2, 1e-12);
}

/// Gradients against differences of the operator itself.
static void gradients() {
  at::Tensor x = row({0.3, -1.2, 2.1, 0.7}).requires_grad_(true);
  at::Tensor w = row({0.5, -1.5, 0.25}).requires_grad_(true);
  const Attributes attributes = {
      {"channels", {1}}, {"kernel", {1, 3}}, {"padding", {0, 0, 0, 1}}, {"stride", {1, 2}}};
  const auto loss = [&](const at::Tensor &a, const at::Tensor &b) {
    return run("average_pool", {run("conv", {a}, attributes, {b})},
               {{"kernel", {1, 2}}, {"padding", {0, 0, 0, 1}}})
        .square()
        .sum();
  };
  loss(x, w).backward();
  const at::NoGradGuard guard;
  for (int64_t i = 0; i < 4; ++i) {
    at::Tensor step = at::zeros_like(x);
    step.flatten()[i].fill_(1e-6);
    const double slope = (loss(x + step, w) - loss(x - step, w)).item<double>() / 2e-6;
    CHECK_NEAR(x.grad().flatten()[i].item<double>(), slope, 1e-7);
  }
}

int main() {
  everyOperatorHasOne();
  activations();
  convolutions();
  pools();
  joinsAndShapes();
  batchNorm();
  gradients();
  return report();
}
