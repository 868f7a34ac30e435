// SPDX-License-Identifier: Apache-2.0
// Reads the text form of a Network back. One node a line, no nesting.
#include "ir/Line.h"
#include "support/Error.h"

namespace pnasc::ir {
namespace {

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
    node.inputs = line.ids();
    line.need(")");
  }
  node.attributes = line.attributes();
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
  llvm::Error malformed = readLines("network", text, [&](Line &line) {
    if (!titled) {
      readTitle(line, network);
      titled = true;
    } else if (returned) {
      line.fail("nothing may follow 'return'");
    } else if (line.acceptWord("return")) {
      network.outputs = line.ids();
      returned = true;
    } else {
      readNode(line, network);
    }
  });
  if (malformed)
    return malformed;
  if (std::string problem = network.verifyStructure(); !problem.empty())
    return support::environment("network text: " + problem);
  return network;
}

} // namespace pnasc::ir
