// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_quantize pnasc_lower
// The integer meaning of softmax and its logarithm against exponentials and logarithms in double:
// the values that are rounded are within a thousandth of a step, whatever the scales and however
// many channels.
#include "Check.h"
#include "emit/Catalogue.h"
#include <algorithm>

using namespace pnasc;

namespace {

constexpr size_t Positions = 3;

/// The largest distance from the real outputs, in steps of `out`; beyond int8 there is none.
double worst(const std::string &op, int64_t channels, float in, ir::QuantParams out) {
  const auto n = size_t(channels);
  catalogue::Builder b(op, {channels, 1, Positions}, 3);
  b.network.outputs = {b.add(op, {0})};
  ir::IntegerNetwork net = catalogue::integerNetwork(b.network, "", n);
  net.tensors[0] = {in, 5};
  net.tensors[net.graph.outputs[0]] = out;
  ops::Bytes x(Positions * n);
  const support::CounterRandom random(n, "softmax");
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = int8_t(int(random.below(i, 256)) - 128);
  const ops::Bytes y = quantize::output(net, x);
  double most = 0;
  for (size_t first = 0; first < x.size(); first += n) {
    double sum = 0;
    for (size_t i = first; i < first + n; ++i)
      sum += std::exp(double(in) * x[i]);
    for (size_t i = first; i < first + n; ++i) {
      const double logarithm = double(in) * x[i] - std::log(sum);
      const double real = (op == "softmax" ? std::exp(logarithm) : logarithm) / double(out.scale);
      most = std::max(most, std::fabs(std::clamp(real + out.zeroPoint, -128.0, 127.0) - y[i]));
    }
  }
  return most;
}

void judge(const std::string &op, int64_t channels, float in, ir::QuantParams out) {
  const double most = worst(op, channels, in, out);
  CHECK(most <= 0.501);
  if (most > 0.501)
    std::cerr << "  " << op << " of " << channels << " channels, scales " << in << " and "
              << out.scale << ": " << most << " steps\n";
}

} // namespace

int main() {
  for (int64_t channels : {1, 2, 3, 10, 1000, 4095})
    for (float in : {0.002f, 0.01f, 0.05f, 0.3f}) {
      for (float out : {1 / 255.0f, 1 / 256.0f, 261 / 65536.0f, 0.0007f, 0.1f, 0.9f})
        judge("softmax", channels, in, {out, -128});
      for (float out : {0.02f, 0.1f})
        judge("log_softmax", channels, in, {out, 127});
    }
  return report();
}
