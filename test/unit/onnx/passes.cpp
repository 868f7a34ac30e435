// SPDX-License-Identifier: Apache-2.0
// docs/foreign.md lists the passes as the table has them; the verifier finds what a pass may break.
//
// LINK: pnasc_foreign
#include "Check.h"
#include "foreign/Passes.h"
#include "foreign/Verify.h"
#include "support/Files.h"
#include <filesystem>

using namespace pnasc;
using foreign::Graph;
using foreign::Node;

static std::string tableOf(llvm::ArrayRef<foreign::Pass> passes) {
  std::string text;
  for (const foreign::Pass &pass : passes)
    text += std::string("| ") + pass.name + " | " + pass.needs + " | " + pass.leaves + " |\n";
  return text;
}

static void documented() {
  const auto root =
      std::filesystem::path(__FILE__).parent_path().parent_path().parent_path().parent_path();
  const std::string page =
      llvm::cantFail(support::readFile((root / "docs" / "foreign.md").string()));
  for (const std::string &table :
       {tableOf(foreign::floatPasses()), tableOf(foreign::integerPasses())})
    if (!CHECK(page.find("|---|---|---|\n" + table + "\n") != std::string::npos))
      std::cerr << "docs/foreign.md needs\n" << table;
}

/// x -> Relu -> y
static Graph graphOf() {
  Graph graph;
  graph.inputs.push_back({"x", foreign::element::Float, {}});
  graph.outputs.push_back({"y", foreign::element::Float, {}});
  graph.constants["c"] = foreign::constantOf({2}, std::vector<float>{1, 2});
  graph.nodes.push_back({"Relu", "r", "", {"x"}, {"y"}, {}});
  return graph;
}

int main() {
  documented();
  CHECK_EQ(verify(graphOf(), {}), "");
  Graph graph = graphOf();
  graph.nodes.front().inputs = {"z"};
  CHECK_EQ(verify(graph, {}), "Relu 'r' reads 'z' before it is made");
  graph = graphOf();
  graph.nodes.push_back(graph.nodes.front());
  CHECK_EQ(verify(graph, {}), "Relu 'r' makes 'y', which is made already");
  graph = graphOf();
  graph.nodes.front().outputs = {"c"};
  CHECK_EQ(verify(graph, {}), "Relu 'r' makes 'c', which is made already");
  graph = graphOf();
  graph.outputs.front().name = "gone";
  CHECK_EQ(verify(graph, {}), "output 'gone' is made by nobody");
  graph = graphOf();
  graph.constants["c"].sizes = {3};
  CHECK_EQ(verify(graph, {}), "constant 'c' of 3 has 2 values");
  CHECK_EQ(verify(graphOf(), {{"y", {2, 0}}}), "'y' is said to be 2 x 0");
  // Who reads a constant that a sweep leaves.
  graph = graphOf();
  sweep(graph);
  CHECK_EQ(graph.constants.size(), 0u);
  CHECK_EQ(graph.nodes.size(), 1u);
  return report();
}
