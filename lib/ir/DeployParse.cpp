// SPDX-License-Identifier: Apache-2.0
// Reads the text form of a DeployGraph back.
#include "ir/Deploy.h"
#include "ir/Line.h"
#include "support/Error.h"

namespace pnasc::ir {
namespace {

Element readElement(Line &line) {
  const std::string name = line.word();
  const std::optional<Element> element = elementNamed(name);
  if (line.good() && !element)
    line.fail("unknown element type '" + name + "'");
  return element.value_or(Element::Int8);
}

DeployTensor readTensor(Line &line) {
  DeployTensor tensor;
  line.need(":");
  tensor.shape = line.shape();
  if (!line.atQuote())
    tensor.element = readElement(line);
  tensor.name = line.quoted();
  return tensor;
}

void readClamp(Line &line, DeployNode &node) {
  if (line.acceptWord("relu")) {
    node.clamp = Clamp::Relu;
  } else if (line.acceptWord("relu6")) {
    node.clamp = Clamp::Relu6;
  } else if (line.acceptWord("clip")) {
    node.clamp = Clamp::Clip;
    line.need("[");
    node.bounds[0] = float(line.real());
    line.need(",");
    node.bounds[1] = float(line.real());
    line.need("]");
    if (line.good() && !(node.bounds[0] <= node.bounds[1]))
      line.fail("needs a lower bound that is not above the upper");
  }
}

void readDigits(Line &line, std::array<int64_t, 5> &digits) {
  const std::vector<int64_t> values = line.numbers();
  if (line.good() && values.size() != digits.size())
    line.fail("needs five numbers");
  std::copy_n(values.begin(), std::min(values.size(), digits.size()), digits.begin());
}

void readWalk(Line &line, DeployNode &node) {
  node.walk.emplace();
  node.walk->base = line.number();
  readDigits(line, node.walk->counts);
  readDigits(line, node.walk->strides);
}

/// Of the Network's nodes, which this text does not have.
void readOrigin(Line &line, DeployNode &node) {
  if (line.acceptWord("from"))
    node.source = NodeId(line.number(0, INT32_MAX));
  if (line.acceptWord("norm")) {
    node.batchNorm = int32_t(line.number(0, INT32_MAX));
    line.need("+");
    node.batchNormOffset = line.number(0, INT32_MAX);
  }
}

void readNode(Line &line, DeployGraph &graph) {
  DeployNode node;
  node.output = uint32_t(graph.tensors.size());
  if (line.id() != node.output)
    line.fail("needs the tensor %" + std::to_string(node.output));
  line.need("=");
  node.op = line.word();
  line.need("(");
  node.inputs = line.ids();
  line.need(")");
  node.attributes = line.attributes();
  readClamp(line, node);
  node.tabulated = line.acceptWord("table");
  if (line.acceptWord("walk"))
    readWalk(line, node);
  if (line.acceptWord("by"))
    node.kernel = line.word();
  if (line.acceptWord("with")) {
    node.weights = readElement(line);
    line.need("weights");
  }
  node.name = line.quoted();
  graph.tensors.push_back(readTensor(line));
  readOrigin(line, node);
  graph.nodes.push_back(std::move(node));
}

void readTitle(Line &line, DeployGraph &graph) {
  line.need("deploy");
  graph.name = line.name();
  if (line.acceptWord("on"))
    graph.core = line.word();
}

} // namespace

llvm::Expected<DeployGraph> DeployGraph::parse(llvm::StringRef text) {
  DeployGraph graph;
  bool titled = false;
  llvm::Error malformed = readLines("deploy", text, [&](Line &line) {
    if (!titled) {
      readTitle(line, graph);
      titled = true;
    } else if (!graph.outputs.empty()) {
      line.fail("nothing may follow 'return'");
    } else if (graph.tensors.empty()) {
      line.need("%0");
      graph.tensors.push_back(readTensor(line));
    } else if (line.acceptWord("return")) {
      graph.outputs = line.ids();
    } else {
      readNode(line, graph);
    }
  });
  if (malformed)
    return malformed;
  if (std::string problem = graph.verifyStructure(); !problem.empty())
    return support::environment("deploy text: " + problem);
  return graph;
}

} // namespace pnasc::ir
