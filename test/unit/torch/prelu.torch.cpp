// SPDX-License-Identifier: Apache-2.0
// PReLU: what it computes for a slope of each channel and for one slope, that both the values and
// the slopes learn, and how slopes begin.
// LINK: pnasc_torch
#include "Check.h"
#include "catalogue/ops/shared/Op.h"
#include "catalogue/ops/shared/TorchOp.torch.h"
#include "torch/Executor.h"

using namespace pnasc;

static at::Tensor run(const at::Tensor &x, const at::Tensor &slope) {
  return ops::torchForward("prelu", {{}, {x}, {slope}});
}

static at::Tensor map(std::vector<double> values, std::vector<int64_t> shape) {
  return at::tensor(values, at::kDouble).reshape(shape);
}

static void values() {
  const at::Tensor x = map({-2, 0, 3, -4}, {1, 2, 1, 2});
  CHECK(at::equal(run(x, map({0.5, -0.25}, {2, 1, 1})), map({-1, 0, 3, 1}, {1, 2, 1, 2})));
  CHECK(at::equal(run(x, map({0.5}, {1, 1, 1})), map({-1, 0, 3, -2}, {1, 2, 1, 2})));
  // Features are maps of one position.
  CHECK(at::equal(run(map({-2, -4}, {1, 2}), map({0.5, 2}, {2, 1, 1})).flatten(),
                  map({-1, -8}, {2})));
}

/// d loss / d x and d loss / d slope against differences.
static void gradients() {
  at::Tensor x = map({-2, 1, 3, -4}, {1, 2, 1, 2}).requires_grad_(true);
  at::Tensor slope = map({0.5, -0.25}, {2, 1, 1}).requires_grad_(true);
  const auto loss = [](const at::Tensor &a, const at::Tensor &b) {
    return run(a, b).square().sum();
  };
  loss(x, slope).backward();
  const at::NoGradGuard guard;
  const auto checkAll = [&](const at::Tensor &gradient, auto &&at) {
    for (int64_t i = 0; i < gradient.numel(); ++i) {
      at::Tensor step = at::zeros_like(gradient);
      step.flatten()[i].fill_(1e-6);
      const double slopeOfLoss = (at(step) - at(-step)).template item<double>() / 2e-6;
      CHECK_NEAR(gradient.flatten()[i].item<double>(), slopeOfLoss, 1e-6);
    }
  };
  checkAll(x.grad(), [&](const at::Tensor &step) { return loss(x + step, slope); });
  checkAll(slope.grad(), [&](const at::Tensor &step) { return loss(x, slope + step); });
}

static void beginsAtAQuarter() {
  ir::Network network;
  network.name = "slopes";
  network.nodes.push_back({"input", "input", {}, {}, {3, 2, 2}});
  network.nodes.push_back({"prelu", "each", {0}, {}, {3, 2, 2}});
  ir::Node shared{"prelu", "shared", {1}, {}, {3, 2, 2}};
  shared.attributes.set("shared", {1});
  network.nodes.push_back(shared);
  network.outputs = {2};
  const ir::Parameters fresh = pnasc::torch::freshParameters(network, 1);
  CHECK(fresh[1][0].shape == (std::vector<int64_t>{3, 1, 1}));
  CHECK(fresh[1][0].data == std::vector<float>(3, 0.25f));
  CHECK(fresh[2][0].data == std::vector<float>(1, 0.25f));
  CHECK(ops::parametersOf(network, network.nodes[1])[0].trainable);
}

int main() {
  values();
  gradients();
  beginsAtAQuarter();
  return report();
}
