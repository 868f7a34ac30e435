// SPDX-License-Identifier: Apache-2.0
// Each score on explicit numbers: the reference file's unit cases, which need no network.
// LINK: pnasc_proxies
#include "catalogue/proxies/Proxy.torch.h"
#include "proxies/Golden.h"

using namespace golden;
using proxies::Evaluation;
using proxies::make;

/// What the score says of one ReLU with this input (and output).
static Evaluation ofMap(llvm::StringRef proxy, const at::Tensor &x) {
  ir::Node node;
  node.op = "relu";
  node.inputs = {0};
  const std::vector<at::Tensor> inputs{x}, parameters;
  auto visitor = make(proxy);
  visitor->onActivation({1, node, inputs, parameters, x});
  return visitor->finish();
}

static double mecoOf(const json::Object &unit, at::ScalarType type) {
  const int64_t channels = *unit.getInteger("channels"), n = *unit.getInteger("observations");
  const auto stream = uint64_t(*unit.getInteger("stream"));
  const llvm::StringRef name = *unit.getString("name");
  at::Tensor f = at::empty({channels, n}, at::kDouble);
  for (int64_t i = 0; i < channels * n; ++i)
    f.data_ptr<double>()[i] = 2 * u(stream, uint64_t(i)) - 1;
  if (name == "constant_channel")
    f[1].fill_(0.75);
  else if (name == "zero_channel")
    f[2].zero_();
  else if (name == "duplicate_channel")
    f[3].copy_(f[0]);
  else if (name == "anti_channel")
    f[3].copy_(1 - 2 * f[0]);
  else if (name == "all_zero")
    f.zero_();
  return ofMap("meco", f.to(type).reshape({1, channels, 1, n})).total;
}

static void meco(const json::Array &units) {
  CHECK_EQ(units.size(), size_t(12));
  for (const json::Value &value : units) {
    const json::Object &unit = *value.getAsObject();
    // A single channel that varies: the consistent value, where the authors' code fails.
    const double expected = unit.getNumber("float64").getValueOr(1.0);
    CHECK_NEAR(mecoOf(unit, at::kDouble), expected, 1e-9);
    CHECK_NEAR(mecoOf(unit, at::kFloat), expected, 2e-5);
  }
}

static void zico(const json::Array &units) {
  CHECK_EQ(units.size(), size_t(9));
  for (const json::Value &value : units) {
    const json::Object &unit = *value.getAsObject();
    auto visitor = make("zico");
    size_t index = 0;
    for (const json::Value &batch : *unit.getArray("gradients_batches_by_entries")) {
      std::vector<double> gradient;
      for (const json::Value &entry : *batch.getAsArray())
        gradient.push_back(*entry.getAsNumber());
      const at::Tensor tensor = at::tensor(gradient, at::kDouble);
      visitor->onWeightGradient(index++, 1, tensor, tensor);
    }
    CHECK_NEAR(visitor->finish().total, *unit.getNumber("float64"), 1e-12);
  }
}

/// Pre-activations of a unit case, or an undefined tensor.
static at::Tensor codes(const json::Object &unit) {
  const llvm::StringRef name = *unit.getString("name");
  if (name == "generic_6x16") {
    at::Tensor x = at::empty({6, 16}, at::kDouble);
    for (int64_t i = 0; i < x.numel(); ++i)
      x.data_ptr<double>()[i] = 2 * u(950, uint64_t(i)) - 1;
    return x;
  }
  const json::Array *rows = unit.getArray("pre_activations");
  if (!rows)
    return {};
  std::vector<double> values;
  for (const json::Value &row : *rows)
    for (const json::Value &x : *row.getAsArray())
      values.push_back(*x.getAsNumber());
  return at::tensor(values, at::kDouble).reshape({int64_t(rows->size()), -1});
}

static void naswot(const json::Array &units) {
  CHECK_EQ(units.size(), size_t(6));
  int compared = 0;
  for (const json::Value &value : units) {
    const json::Object &unit = *value.getAsObject();
    const at::Tensor x = codes(unit);
    if (!x.defined())
      continue;
    ++compared;
    const Evaluation found = ofMap("naswot", x);
    const std::vector<double> &kernel = found.details.at("kernel");
    size_t i = 0;
    for (const json::Value &row : *unit.getArray("K"))
      for (const json::Value &entry : *row.getAsArray())
        CHECK_EQ(kernel.at(i++), *entry.getAsNumber());
    if (auto expected = unit.getNumber("logdet"))
      CHECK_NEAR(found.total, *expected, 1e-9);
    else // singular: two of three samples share a code, so the rank is one short
      CHECK_EQ(found.total, -1.0);
  }
  CHECK(compared >= 4);
  const double nan = std::nan("");
  const Evaluation same =
      ofMap("naswot", at::tensor({nan, 1.0, nan, 1.0}, at::kDouble).view({2, 2}));
  CHECK_EQ(same.details.at("kernel")[1], 2.0);   // not a number is inactive
  CHECK_EQ(make("naswot")->finish().total, 0.0); // no node, no sample
}

/// Constants that are not exact in binary, and noise on them, are constant.
static void constants() {
  at::Tensor x = at::rand({1, 3, 7, 7}, at::TensorOptions().dtype(at::kFloat));
  x[0][1].fill_(0.1);
  CHECK_EQ(ofMap("meco", x).total, 0.0);
  x[0][1][0][0] = 0.1f + 1e-8f;
  CHECK_EQ(ofMap("meco", x).total, 0.0);
  CHECK_EQ(ofMap("meco", at::full({1, 1, 4, 4}, 0.3)).total, 0.0);
}

int main() {
  constants();
  const json::Value file = golden::read();
  if (const json::Object *root = file.getAsObject()) {
    const json::Object &units = *root->getObject("unit_cases");
    meco(*units.getArray("meco_term"));
    zico(*units.getArray("zico_layer"));
    naswot(*units.getArray("naswot"));
  }
  return report();
}
