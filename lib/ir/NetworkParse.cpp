// SPDX-License-Identifier: Apache-2.0
// Reads the text form of a Network back. A small reader by hand: one node a line, no nesting.
#include "ir/Network.h"
#include "support/Error.h"
#include "llvm/ADT/StringExtras.h"

namespace pnasc::ir {
namespace {

/// One line, eaten from the left. The first thing that does not fit is kept as the problem; after
/// it everything returns quickly.
class Line {
public:
  explicit Line(llvm::StringRef text) : rest(text.trim()) {}

  bool accept(llvm::StringRef token) {
    rest = rest.ltrim();
    return rest.consume_front(token);
  }
  void need(llvm::StringRef token) {
    if (!accept(token))
      fail("needs '" + token.str() + "'");
  }
  std::string word() {
    rest = rest.ltrim();
    auto w = rest.take_while([](char c) { return llvm::isAlnum(c) || c == '_' || c == '.'; });
    if (w.empty())
      fail("needs a name");
    rest = rest.drop_front(w.size());
    return w.str();
  }
  int64_t number() {
    rest = rest.ltrim();
    int64_t value = 0;
    if (rest.consumeInteger(10, value))
      fail("needs a number");
    return value;
  }
  NodeId id() {
    need("%");
    const int64_t value = number();
    if (value < 0 || value > int64_t(UINT32_MAX))
      fail("needs a node's number");
    return NodeId(value);
  }
  std::string quoted() {
    std::string name;
    need("\"");
    while (!rest.empty() && rest.front() != '"') {
      if (rest.front() == '\\' && rest.size() > 1)
        rest = rest.drop_front();
      name += rest.front();
      rest = rest.drop_front();
    }
    need("\"");
    return name;
  }
  Shape shape() {
    Shape s;
    s.channels = number();
    need("x");
    s.height = number();
    need("x");
    s.width = number();
    return s;
  }
  bool atQuote() { return rest.ltrim().startswith("\""); }
  void end() {
    if (!rest.trim().empty())
      fail("needs to end");
  }
  void fail(std::string what) {
    if (problem.empty())
      problem = what + " before '" + rest.take_front(24).str() + "'";
  }

  llvm::StringRef rest;
  std::string problem;
};

std::vector<NodeId> readIds(Line &line) {
  std::vector<NodeId> ids;
  do
    ids.push_back(line.id());
  while (line.problem.empty() && line.accept(","));
  return ids;
}

void readAttribute(Line &line, Attributes &attributes) {
  const std::string name = line.word();
  std::vector<int64_t> values;
  line.need("=");
  if (line.accept("[")) {
    while (line.problem.empty() && !line.accept("]")) {
      values.push_back(line.number());
      line.accept(",");
    }
  } else {
    values.push_back(line.number());
  }
  attributes.set(name, std::move(values));
}

Region readRegion(Line &line) {
  line.need("@");
  const std::string name = line.word();
  for (int r = int(Region::Stem); r <= int(Region::Head); ++r)
    if (name == regionName(Region(r)))
      return Region(r);
  line.fail("unknown region '" + name + "'");
  return Region::Stem;
}

void readNode(Line &line, Network &network) {
  Node node;
  if (line.id() != network.nodes.size())
    line.fail("needs the node %" + std::to_string(network.nodes.size()));
  line.need("=");
  node.op = line.word();
  line.need("(");
  if (!line.accept(")")) {
    node.inputs = readIds(line);
    line.need(")");
  }
  if (line.accept("{")) {
    do
      readAttribute(line, node.attributes);
    while (line.problem.empty() && line.accept(","));
    line.need("}");
  }
  line.need(":");
  node.shape = line.shape();
  node.region = readRegion(line);
  if (line.atQuote())
    node.name = line.quoted();
  network.nodes.push_back(std::move(node));
}

/// `network NAME 8x1x1024 -> 10 classes`; the shape is the input node's, said again for people.
void readTitle(Line &line, Network &network) {
  line.need("network");
  line.rest = line.rest.ltrim();
  const size_t arrow = line.rest.find("->");
  const auto [name, shape] = line.rest.take_front(arrow).trim().rsplit(' ');
  if (!shape.empty())
    network.name = name.trim().str();
  line.rest = line.rest.drop_front(std::min(arrow, line.rest.size()));
  line.need("->");
  network.classes = line.number();
  line.need("classes");
}

} // namespace

llvm::Expected<Network> Network::parse(llvm::StringRef text) {
  Network network;
  bool titled = false, returned = false;
  for (size_t number = 1; !text.empty(); ++number) {
    llvm::StringRef row;
    std::tie(row, text) = text.split('\n');
    Line line(row);
    if (line.rest.empty() || line.rest.startswith("//"))
      continue;
    if (!titled) {
      readTitle(line, network);
      titled = true;
    } else if (returned) {
      line.fail("nothing may follow 'return'");
    } else if (line.accept("return")) {
      network.outputs = readIds(line);
      returned = true;
    } else {
      readNode(line, network);
    }
    line.end();
    if (!line.problem.empty())
      return support::environment("network text, line " + std::to_string(number) + ": " +
                                  line.problem);
  }
  if (std::string problem = network.verifyStructure(); !problem.empty())
    return support::environment("network text: " + problem);
  return network;
}

} // namespace pnasc::ir
