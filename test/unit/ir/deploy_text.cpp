// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_ir
// Graphs, schedules and integer networks as text: the form, that it parses back to the same value,
// and what malformed text is told.
#include "Check.h"
#include "ir/IntegerText.h"
#include "ir/Schedule.h"
#include "ir/Sections.h"
#include "support/Error.h"

using namespace pnasc;

namespace {

ir::DeployGraph tiny() {
  ir::DeployGraph graph;
  graph.name = "Tiny";
  graph.core = "cortex-m7";
  graph.tensors = {{"input", {3, 8, 8}}, {"stem.relu", {16, 4, 4}}};
  ir::DeployNode conv;
  conv.op = "conv";
  conv.name = "stem.conv";
  conv.inputs = {0};
  conv.output = 1;
  conv.attributes.set("stride", {2, 2});
  conv.attributes.set("channels", {16});
  conv.clamp = ir::Clamp::Relu6;
  conv.kernel = "conv.c";
  graph.nodes = {conv};
  graph.outputs = {1};
  return graph;
}

const char *const TinyText =
    "deploy Tiny on cortex-m7\n"
    "%0 : 3x8x8 \"input\"\n"
    "%1 = conv(%0) {channels=16, stride=[2,2]} relu6 by conv.c \"stem.conv\" : "
    "16x4x4 \"stem.relu\"\n"
    "return %1\n";

/// Everything that the common case leaves out.
ir::DeployGraph odd() {
  ir::DeployGraph graph = tiny();
  graph.name = "a \"name\"\non two lines";
  graph.core = "";
  graph.tensors[0].element = ir::Element::Int16;
  graph.tensors[1].name = "\\";
  graph.nodes[0].clamp = ir::Clamp::Clip;
  graph.nodes[0].bounds = {-0.3f, 1e30f};
  graph.nodes[0].weights = ir::Element::Int4;
  graph.nodes[0].source = 7;
  graph.nodes[0].batchNorm = 8;
  graph.nodes[0].batchNormOffset = 16;
  ir::DeployNode picks;
  picks.op = "slice";
  picks.tabulated = true;
  picks.inputs = {1, 0};
  picks.output = 2;
  picks.walk = ir::Walk{5, {1, 1, 2, 3, 4}, {0, 0, -12, 4, 1}};
  graph.nodes.push_back(picks);
  graph.tensors.push_back({"", {4, 2, 3}});
  graph.outputs = {2, 0};
  return graph;
}

void graphs() {
  CHECK_EQ(tiny().text(), TinyText);
  for (const ir::DeployGraph &graph : {tiny(), odd()}) {
    auto again = ir::DeployGraph::parse(graph.text());
    if (!CHECK(bool(again)))
      continue;
    CHECK(*again == graph);
    CHECK_EQ(again->text(), graph.text());
  }
}

void elements() {
  const ir::Shape shape{3, 5, 7};
  CHECK_EQ((ir::DeployTensor{"", shape}.bytes()), 105u);
  CHECK_EQ((ir::DeployTensor{"", shape, ir::Element::Int16}.bytes()), 210u);
  // 21 halves of bytes a row, and each row begins on a byte.
  CHECK_EQ((ir::DeployTensor{"", shape, ir::Element::Int4}.rowBytes()), 11u);
  CHECK_EQ((ir::DeployTensor{"", shape, ir::Element::Int4}.bytes()), 55u);
  CHECK_EQ(ir::bytesOf(ir::Element::Int4, 9), 5u);
  CHECK_EQ((ir::Shape{8, 1, 100}.rows()), 100);
  CHECK_EQ((ir::Shape{8, 6, 100}.rows()), 6);
}

void schedules() {
  const ir::DeployGraph graph = tiny();
  ir::Schedule schedule;
  schedule.steps = {{ir::Step::Feed, {0, 3}}, {0, {0, 1}, true}, {0, {0, 4}}};
  schedule.tensors = {{0, 72, 0, 0, 3}, {72, 256, 0, 1}};
  schedule.scratch = {{328, 64, 0, 0}};
  schedule.arenaBytes = 392;
  const std::string text = "schedule Tiny: arena 392 B, alignment 4\n"
                           "step 0: %0 rows 0..3 \"input\"\n"
                           "step 1: %1 rows 0..1 mirrored \"stem.conv\"\n"
                           "step 2: %1 \"stem.conv\"\n"
                           "         0 .. 72       steps 0-0  ring 3  %0 \"input\"\n"
                           "        72 .. 328      steps 0-1  %1 \"stem.relu\"\n"
                           "       328 .. 392      steps 0-0  top  scratch of %1 \"stem.conv\"\n";
  CHECK_EQ(schedule.text(graph), text);
  auto again = ir::Schedule::parse(text, graph);
  if (CHECK(bool(again)))
    CHECK(*again == schedule);
}

ir::IntegerNetwork integers() {
  ir::IntegerNetwork network;
  network.graph = tiny();
  network.tensors = {{0.0235294122f, -128}, {1e-7f, 127}};
  network.values.resize(1);
  ir::IntegerValues &own = network.values[0];
  own.weight.shape = {16, 1, 1, 3};
  for (int i = 0; i < 48; ++i)
    own.weight.data.push_back(int8_t(i * 37));
  own.weightScales.assign(16, 1.0f / 3);
  for (int i = 0; i < 17; ++i)
    own.bias.push_back((i - 8) * 100000007);
  network.layout = {"x \"raw\"", {4, 2}, {{{4, 2}, {1, 0}}, {{8}, {0}}}};
  network.labels = {"calm", "\"storm\""};
  network.task = "guessing";
  network.inputMean = network.inputDeviation = {0.1f, 0.2f, 0.3f};
  return network;
}

llvm::Expected<ir::IntegerNetwork> parsed(const std::string &text, const std::string &values) {
  auto parts = ir::sections(text);
  if (!parts)
    return parts.takeError();
  auto graph = ir::DeployGraph::parse((*parts)["deploy"]);
  if (!graph)
    return graph.takeError();
  return ir::parseIntegers(*graph, (*parts)["integers"],
                           [&](llvm::StringRef file) -> llvm::Expected<std::string> {
                             if (file != "tiny.values")
                               return support::environment("no file '" + file.str() + "'");
                             return values;
                           });
}

std::string problem(const std::string &text, const std::string &values = "") {
  auto network = parsed(text, values);
  return network ? "" : llvm::toString(network.takeError());
}

void values() {
  const ir::IntegerNetwork network = integers();
  const ir::IntegerText written = ir::integerText(network, "tiny.values");
  CHECK_EQ(written.values.size(), 48u + 17 * 4);
  auto again = parsed(written.text, written.values);
  if (CHECK(bool(again)))
    CHECK(*again == network);
  std::string changed = written.values;
  changed[3] ^= 1;
  CHECK(problem(written.text, changed).find("have the digest") != std::string::npos);
  changed.resize(20);
  CHECK(problem(written.text, changed).find("has only 20 bytes") != std::string::npos);
}

std::string graphProblem(const std::string &text) {
  auto graph = ir::DeployGraph::parse(text);
  return graph ? "" : llvm::toString(graph.takeError());
}

std::string scheduleProblem(const std::string &text) {
  auto schedule = ir::Schedule::parse(text, tiny());
  return schedule ? "" : llvm::toString(schedule.takeError());
}

void problems() {
  const std::string head = "deploy T\n%0 : 3x8x8 \"\"\n";
  CHECK_EQ(graphProblem(""), "deploy text: the graph has no input");
  CHECK_EQ(graphProblem(head), "deploy text: the graph has no output");
  CHECK_EQ(graphProblem("deploy T\n%0 : 3x0x8 \"\"\n"),
           "deploy text, line 2: needs a number from 1 to 1048576 before '0x8 \"\"'");
  CHECK_EQ(graphProblem("deploy T\n%0 : 3x8x8 int5 \"\"\n"),
           "deploy text, line 2: unknown element type 'int5' before ' \"\"'");
  CHECK_EQ(graphProblem(head + "%2 = relu(%0) \"\" : 3x8x8 \"\"\n"),
           "deploy text, line 3: needs the tensor %1 before ' = relu(%0) \"\" : 3x8x8 \"'");
  CHECK_EQ(graphProblem(head + "%1 = relu(%1) \"\" : 3x8x8 \"\"\nreturn %1\n"),
           "deploy text: %1 reads %1, which is not made before it");
  CHECK_EQ(graphProblem(head + "return %9\n"), "deploy text: output %9 is no tensor");
  CHECK_EQ(graphProblem(head + "%1 = slice(%0) walk 0 [1,2] [3] \"\" : 3x8x8 \"\"\n"),
           "deploy text, line 3: needs five numbers before ' [3] \"\" : 3x8x8 \"\"'");
  const std::string plan = "schedule Tiny: arena 448 B, alignment 4\n";
  CHECK_EQ(scheduleProblem(""), "schedule text: needs a line 'schedule NAME: arena ...'");
  CHECK_EQ(scheduleProblem(plan), "schedule text: %0 has no place");
  CHECK_EQ(scheduleProblem(plan + "step 0: %2\n"),
           "schedule text, line 2: the graph has no tensor %2 before ''");
  CHECK_EQ(scheduleProblem(plan + "step 0: %1 rows 3..3\n"),
           "schedule text, line 2: needs a number from 4 to 4 before '3'");
  CHECK_EQ(scheduleProblem(plan + "step 0: %1 \"else\"\n"),
           "schedule text, line 2: found the name 'else' of 'stem.conv' before ''");
  CHECK_EQ(scheduleProblem(plan + "9 .. 8 steps 0-0 %0\n"),
           "schedule text, line 2: needs a number from 9 to 9223372036854775807 before ' 8 steps "
           "0-0 %0'");
  const std::string scales = std::string(TinyText) + "integers\n%0 scale 1 zero 0\n";
  CHECK_EQ(problem(scales), "integers text: %1 has no scale");
  CHECK_EQ(problem(scales + "%1 scale 1 zero 0\n%1 bias [2] = [1, 2, 3]\n"),
           "integers text, line 8: found 3 values, not 2 before ''");
  CHECK_EQ(problem(scales + "%1 table [1] = [128]\n"),
           "integers text, line 7: needs a number from -128 to 127 before '128]'");
  CHECK_EQ(problem(scales + "%1 bias [99999999999,9] = [1]\n"),
           "integers text, line 7: needs sizes of at least 1, and fewer values before ' = [1]'");
  CHECK_EQ(problem(scales + "%1 bias [2] = \"else\" at 0 digest 00\n"),
           "integers text, line 7: no file 'else' before ''");
  CHECK_EQ(problem("deploy\ndeploy\n"), "line 2: a second 'deploy'");
}

} // namespace

int main() {
  graphs();
  elements();
  schedules();
  values();
  problems();
  return report();
}
