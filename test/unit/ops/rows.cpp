// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_emit pnasc_quantize pnasc_lower
// Op::inputRows against the integer reference: whatever lies outside the rows that some rows of an
// output are said to need makes no difference to them.
#include "Check.h"
#include "catalogue/ops/shared/Op.h"
#include "emit/AnyNetwork.h"

using namespace pnasc;

namespace {

/// Rows of a tensor, as bytes.
ops::Bytes part(const ops::Bytes &bytes, const ir::Shape &shape, ir::Rows rows) {
  const int64_t each = shape.rowElements();
  return {bytes.begin() + rows.from * each, bytes.begin() + rows.to * each};
}

void changeOutside(ops::Bytes &bytes, const ir::Shape &shape, ir::Rows rows,
                   support::SequentialRandom &random) {
  const int64_t each = shape.rowElements();
  for (int64_t i = 0; i < int64_t(bytes.size()); ++i)
    if (i < rows.from * each || i >= rows.to * each)
      bytes[size_t(i)] = int8_t(int64_t(random.below(256)) - 128);
}

int narrowed = 0; ///< nodes that need not all of an input

void perturb(const ir::IntegerNetwork &net, size_t index, const std::vector<ops::Bytes> &tensors,
             support::SequentialRandom &random) {
  const ir::DeployNode &node = net.graph.nodes[index];
  const ir::Shape &out = net.graph.tensors[node.output].shape;
  const int64_t from = int64_t(random.below(uint64_t(out.rows())));
  const ir::Rows rows{from, from + 1 + int64_t(random.below(uint64_t(out.rows() - from)))};
  std::vector<ops::Bytes> changed;
  for (size_t i = 0; i < node.inputs.size(); ++i) {
    const ir::Shape &in = net.graph.tensors[node.inputs[i]].shape;
    const ir::Rows needed = ops::inputRows(net.graph, node, i, rows);
    CHECK(needed.from >= 0 && needed.from <= needed.to && needed.to <= in.rows());
    narrowed += needed.count() < in.rows();
    changed.push_back(tensors[node.inputs[i]]);
    changeOutside(changed.back(), in, needed, random);
  }
  ops::IntegerArguments arguments{net, node, net.values[index], {}};
  for (const ops::Bytes &input : changed)
    arguments.inputs.push_back(&input);
  const ops::Bytes result = ops::find(node.op)->integer(arguments);
  if (!CHECK(part(result, out, rows) == part(tensors[node.output], out, rows)))
    std::cerr << net.graph.text() << node.name << " rows " << rows.text() << "\n";
}

} // namespace

int main() {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    support::SequentialRandom random(support::CounterRandom(seed, "rows"));
    const ir::IntegerNetwork net = catalogue::integerNetwork(any::network(seed), "cortex-m7", seed);
    ops::Bytes input(size_t(net.graph.tensors[0].shape.elements()));
    changeOutside(input, net.graph.tensors[0].shape, {0, 0}, random);
    const std::vector<ops::Bytes> tensors = quantize::run(net, input);
    CHECK_EQ(ops::verify(net), "");
    for (size_t n = 0; n < net.graph.nodes.size(); ++n)
      perturb(net, n, tensors, random);
  }
  CHECK(narrowed > 200);
  return report();
}
