// SPDX-License-Identifier: Apache-2.0
// Graphs of thousands of nodes are read in seconds, and constants that would fill memory are not made.
//
// LINK: pnasc_torch pnasc_foreign vendor_onnx
#include "Text.h"
#include <chrono>
#include <sys/resource.h>

using namespace pnasc;

namespace {

/// Ten seconds of this process's own time; the reader needs well under one.
void quick(const char *what, const std::string &bytes, bool isRead = true) {
  const std::clock_t begin = std::clock();
  const std::string said = text::refusal(bytes);
  const double seconds = double(std::clock() - begin) / CLOCKS_PER_SEC;
  std::cout << what << ": " << seconds << " s\n";
  CHECK(seconds < 10);
  if (isRead)
    CHECK_EQ(said, "");
}

std::string chain(int count) {
  std::string nodes = "v0 = Relu(x) ";
  for (int i = 1; i < count; ++i)
    nodes += "v" + std::to_string(i) + " = Sigmoid(v" + std::to_string(i - 1) + ") ";
  return "(float[1,2,4,4] x) => (float[1,2,4,4] y) { " + nodes + "y = Relu(v" +
         std::to_string(count - 1) + ") }";
}

std::string outputs(int count) {
  std::string list, nodes;
  for (int i = 0; i < count; ++i) {
    const std::string name = "y" + std::to_string(i);
    list += (i ? ", float[1,2,4,4] " : "float[1,2,4,4] ") + name;
    nodes += name + " = Sigmoid(x) ";
  }
  return "(float[1,2,4,4] x) => (" + list + ") { " + nodes + "}";
}

/// c, c and c, as often again ... : 2^doublings values.
std::string doubling(int doublings) {
  std::string nodes = "c0 = Constant<value = float[1,2,4,4] {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, "
                      "1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, "
                      "8.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0}>() ";
  for (int i = 1; i <= doublings; ++i) {
    const std::string before = "c" + std::to_string(i - 1);
    nodes += "c" + std::to_string(i) + " = Concat<axis = 2>(" + before + ", " + before + ") ";
  }
  return "(float[1,2,4,4] x) => (float[1,2,4,4] y) { " + nodes + "s = Slice(c" +
         std::to_string(doublings) + ", zero, four, two) y = Add(x, s) " +
         "zero = Constant<value_ints = [0]>() four = Constant<value_ints = [4]>() "
         "two = Constant<value_ints = [2]>() }";
}

/// One node that asks for 64 GB of a constant of 16 MB.
std::string copies() {
  std::string operands = "c";
  for (int i = 1; i < 4096; ++i)
    operands += ", c";
  return "(float[1,2,4,4] x) => (float[1,2,4,4] y) { n = Constant<value_ints = [4194304]>() "
         "c = ConstantOfShape(n) d = Concat<axis = 0>(" +
         operands + ") y = Add(x, d) }";
}

} // namespace

int main() {
  const rlimit most{4ul << 30, 4ul << 30};
  CHECK(setrlimit(RLIMIT_DATA, &most) == 0);
  quick("a chain of 3,000 nodes", text::model(chain(3000)));
  quick("1,000 outputs", text::model(outputs(1000)));
  quick("a constant doubled 12 times", text::model(doubling(12)));
  quick("a constant doubled 40 times", text::model(doubling(40)), false);
  quick("4,096 copies of 16 MB", text::model(copies()), false);
  return report();
}
