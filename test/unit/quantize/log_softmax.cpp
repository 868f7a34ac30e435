// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_quantize pnasc_lower
// The integer meaning of log_softmax against logarithms and exponentials in double: at most one step
// apart, whatever the scales and however many channels.
#include "Check.h"
#include "emit/Catalogue.h"
#include <algorithm>

using namespace pnasc;

static void judge(int64_t channels, float in, float out, uint64_t seed) {
  catalogue::Builder b("log", {channels, 1, 3}, 3);
  b.network.outputs = {b.add("log_softmax", {0})};
  ir::IntegerNetwork net = catalogue::integerNetwork(b.network, "", seed);
  net.tensors[0] = {in, 5};
  net.tensors[net.graph.outputs[0]] = {out, 127};
  ops::Bytes x(size_t(3 * channels));
  const support::CounterRandom random(seed, "log_softmax");
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = int8_t(int(random.below(i, 256)) - 128);
  const ops::Bytes y = quantize::output(net, x);
  double worst = 0;
  for (size_t p = 0; p < 3; ++p) {
    double sum = 0;
    for (size_t c = 0; c < size_t(channels); ++c)
      sum += std::exp(double(in) * x[p * size_t(channels) + c]);
    for (size_t c = 0; c < size_t(channels); ++c) {
      const size_t i = p * size_t(channels) + c;
      const double real = (double(in) * x[i] - std::log(sum)) / double(out) + 127;
      worst = std::max(worst, std::fabs(std::clamp(real, -128.0, 127.0) - y[i]));
    }
  }
  CHECK(worst <= 0.51);
  if (worst > 0.51)
    std::cerr << "  " << channels << " channels, scales " << in << " and " << out << ": " << worst
              << " steps\n";
}

int main() {
  for (int64_t channels : {1, 2, 10, 1000, 4095})
    for (float in : {0.002f, 0.05f, 0.3f})
      for (float out : {0.02f, 0.1f})
        judge(channels, in, out, uint64_t(channels));
  return report();
}
