// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_ops
// Text, parsed, is the same network and the same text; digests see everything but names.
#include "Check.h"
#include "elaborate/Networks.h"

using namespace pnasc;

static std::string problem(llvm::StringRef text) {
  auto network = ir::Network::parse(text);
  return network ? "" : llvm::toString(network.takeError());
}

static void roundTrip() {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    const auto network = check::randomNetwork(seed);
    auto again = ir::Network::parse(network.text());
    CHECK(bool(again));
    if (!again) {
      std::cerr << llvm::toString(again.takeError()) << "\n";
      continue;
    }
    CHECK_EQ(again->text(), network.text());
    CHECK_EQ(again->digest(), network.digest());
    CHECK_EQ(ops::verify(*again), "");
    CHECK_EQ(again->name, "Test");
    CHECK_EQ(again->classes, 10);
    CHECK_EQ(again->nodes.back().name, network.nodes.back().name);
    CHECK(again->nodes[1].attributes == network.nodes[1].attributes);
    CHECK(again->nodes[1].shape == network.nodes[1].shape);
  }
}

static void digests() {
  const auto network = check::randomNetwork(3);
  auto other = network;
  other.name = "Else";
  other.nodes[1].name = "x \"y\" \\z";
  CHECK_EQ(other.digest(), network.digest());
  const auto again = llvm::cantFail(ir::Network::parse(other.text()));
  CHECK_EQ(again.nodes[1].name, other.nodes[1].name);
  other.nodes[1].attributes.set("channels", {17});
  CHECK(other.digest() != network.digest());
  other = network;
  other.nodes[1].region = ir::Region::Group4;
  CHECK(other.digest() != network.digest());
}

static void attributes() {
  ir::Attributes a;
  a.set("stride", {2, 3});
  a.set("channels", {8});
  a.set("kernel", {5, 7});
  a.set("channels", {9});
  CHECK_EQ(a.all().size(), 3u);
  CHECK_EQ(a.all().front().first, "channels");
  CHECK_EQ(a.get("channels", 1), 9);
  CHECK_EQ(a.get("groups", 1), 1);
  CHECK(a.list("kernel").equals({5, 7}));
  CHECK(a.list("padding").empty());
  CHECK(a.has("stride") && !a.has("strid"));
}

int main() {
  roundTrip();
  digests();
  attributes();
  const std::string head = "network N 3x8x8 -> 2 classes\n%0 = input() : 3x8x8 @stem\n";
  CHECK_EQ(problem(head + "return %0\n"), "");
  CHECK_EQ(problem(head + "%1 = relu(%0) : 3x8x8 @steam\nreturn %1\n"),
           "network text, line 3: unknown region 'steam' before ''");
  CHECK_EQ(problem(head + "%2 = relu(%0) : 3x8x8 @stem\nreturn %2\n"),
           "network text, line 3: needs the node %1 before ' = relu(%0) : 3x8x8 @ste'");
  CHECK_EQ(problem(head + "%1 = relu(%1) : 3x8x8 @stem\nreturn %1\n"),
           "network text: node %1 '' reads %1, which is not made before it");
  CHECK_EQ(problem(head + "%1 = conv(%0) {kernel=[3,x} : 3x8x8 @stem\nreturn %1\n"),
           "network text, line 3: needs a number before 'x} : 3x8x8 @stem'");
  CHECK_EQ(problem(head), "network text: the network has no output");
  CHECK_EQ(problem(head + "return %7"), "network text: output %7 is no node");
  CHECK_EQ(problem(""), "network text: the network has no nodes");
  CHECK_EQ(problem(head + "return %0\n%1 = relu(%0) : 3x8x8 @stem\n"),
           "network text, line 4: nothing may follow 'return' before '%1 = relu(%0) : 3x8x8 @s'");
  return report();
}
