// SPDX-License-Identifier: Apache-2.0
// Products with a constant matrix: MatMul, Gemm.
#include "foreign/maps/MapForm.h"
#include <utility>

namespace pnasc::foreign {

namespace {

/// Matrices of a constant, [groups][rows][columns], turned round where asked.
struct Matrices {
  int64_t groups = 1, rows = 1, columns = 1;
  std::vector<float> values;
};

Matrices turned(const Matrices &m) {
  Matrices result{m.groups, m.columns, m.rows, std::vector<float>(m.values.size())};
  for (int64_t g = 0; g < m.groups; ++g)
    for (int64_t r = 0; r < m.rows; ++r)
      for (int64_t c = 0; c < m.columns; ++c)
        result.values[size_t((g * m.columns + c) * m.rows + r)] =
            m.values[size_t((g * m.rows + r) * m.columns + c)];
  return result;
}

/// A constant of one dimension is a row on the left, a column on the right.
std::optional<Matrices> matricesOf(Emitter &emit, const std::string &name, bool left) {
  const auto values = emit.floats(name);
  if (!values || values->empty())
    return std::nullopt;
  Sizes sizes = *emit.constantSizes(name);
  if (sizes.size() == 1)
    sizes.insert(left ? sizes.begin() : sizes.end(), 1);
  if (sizes.size() < 2)
    return std::nullopt;
  const llvm::ArrayRef<int64_t> all = sizes;
  return Matrices{product(all.drop_back(2)), all[all.size() - 2], all.back(), *values};
}

/// weight * x for x seen as [groups, weight.columns, rest]: [groups, weight.rows, rest]. One matrix
/// serves all groups, one group all matrices.
std::string applied(Emitter &emit, const std::string &x, int64_t groups, int64_t rest,
                    const Matrices &weight) {
  const int64_t in = weight.columns, out = weight.rows;
  if (weight.groups == groups)
    return emit.linear(x, {groups, in, out, rest, weight.values, {}});
  if (groups == 1)
    return emit.linear(x, {1, in, weight.groups * out, rest, weight.values, {}});
  const std::string positions = emit.ordered(x, {groups, in, rest}, {1, 0, 2});
  const std::string result = emit.linear(positions, {1, in, out, groups * rest, weight.values, {}});
  return emit.ordered(result, {out, groups, rest}, {1, 0, 2});
}

/// x * weight for x seen as [groups, rows, weight.rows]: [groups, rows, weight.columns].
std::string appliedBehind(Emitter &emit, const std::string &x, int64_t groups, int64_t rows,
                          const Matrices &weight) {
  if (weight.groups == 1) // all rows alike
    rows *= std::exchange(groups, 1);
  const Matrices left = turned(weight);
  const std::string columns = emit.ordered(x, {groups, rows, left.columns}, {0, 2, 1});
  const std::string out = applied(emit, columns, groups, rows, left);
  return emit.ordered(out, {std::max(groups, left.groups), left.rows, rows}, {0, 2, 1});
}

/// Whether each sample is multiplied by all of the constant, whose axes in front of its matrices'
/// two are those of `x`, the batch among them.
bool sameForAll(Emitter &emit, const std::string &x, const Sizes &constant, bool constantFirst) {
  const size_t rank = emit.sizes(x)->size();
  if (emit.batch == 1)
    return true;
  if (rank < 3) // the samples are rows
    return !constantFirst && constant.size() <= 2;
  return constant.size() < rank || (constant.size() == rank && constant.front() == 1);
}

/// Whether the axes in front of the matrices are the same ones: as many matrices in another shape
/// would be repeated against each other.
bool sameGroups(llvm::ArrayRef<int64_t> sample, llvm::ArrayRef<int64_t> constant) {
  llvm::ArrayRef<int64_t> own = constant.drop_back(std::min<size_t>(2, constant.size()));
  while (own.size() > sample.size() && own.front() == 1)
    own = own.drop_front();
  while (sample.size() > own.size() && sample.front() == 1)
    sample = sample.drop_front();
  return own == sample;
}

} // namespace

bool mapMatMul(Emitter &emit, const Node &node) {
  const bool constantFirst = emit.isConstant(node.inputs[0]);
  const std::string &x = node.inputs[constantFirst ? 1 : 0],
                    &w = node.inputs[constantFirst ? 0 : 1];
  auto sample = emit.sample(x);
  const auto weight = matricesOf(emit, w, constantFirst);
  if (!sample || !weight || !emit.sizes(node.outputs[0]) ||
      !sameForAll(emit, x, *emit.constantSizes(w), constantFirst))
    return false;
  if (!constantFirst && emit.isMap(x) && emit.sizes(x)->size() == 2 && weight->groups == 1)
    return false; // the reader's
  if (sample->size() == 1)
    sample->insert(constantFirst ? sample->end() : sample->begin(), 1);
  if (sample->size() < 2)
    return false;
  const llvm::ArrayRef<int64_t> all = *sample;
  const int64_t rows = all[all.size() - 2], columns = all.back();
  const int64_t groups = product(all.drop_back(2));
  if ((groups != 1 && weight->groups != 1 &&
       !sameGroups(all.drop_back(2), *emit.constantSizes(w))) ||
      (constantFirst ? weight->columns != rows : weight->rows != columns))
    return false;
  emit.begin(node);
  emit.finish(constantFirst ? applied(emit, x, groups, columns, *weight)
                            : appliedBehind(emit, x, groups, rows, *weight),
              node.outputs[0]);
  return true;
}

/// The constant summand of a Gemm in the sizes of its result; nothing where it does not fit.
static std::optional<std::vector<float>> summandOf(Emitter &emit, const Node &node, int64_t rows,
                                                   int64_t columns, float beta) {
  std::vector<float> all(size_t(rows * columns), 0);
  if (node.inputCount() < 3 || node.inputs[2].empty())
    return all;
  if (!emit.isConstant(node.inputs[2]))
    return all; // added as a value
  const auto values = emit.floats(node.inputs[2]);
  if (!values)
    return std::nullopt;
  Sizes sizes = *emit.constantSizes(node.inputs[2]);
  while (sizes.size() < 2)
    sizes.insert(sizes.begin(), 1);
  if (sizes.size() != 2 || (sizes[0] != 1 && sizes[0] != rows) ||
      (sizes[1] != 1 && sizes[1] != columns))
    return std::nullopt;
  for (int64_t r = 0; r < rows; ++r)
    for (int64_t c = 0; c < columns; ++c)
      all[size_t(r * columns + c)] =
          beta * (*values)[size_t((sizes[0] == 1 ? 0 : r) * sizes[1] + (sizes[1] == 1 ? 0 : c))];
  return all;
}

static float realOf(const Node &node, const char *name, float fallback) {
  const auto *found = findAttribute(node, name);
  return found ? found->f : fallback;
}

/// Whether the reader knows it as a linear layer: features times a matrix plus a bias.
static bool isPlainGemm(Emitter &emit, const Node &node) {
  if (realOf(node, "alpha", 1) != 1 || realOf(node, "beta", 1) != 1 ||
      intOf(node, "transA", 0) != 0 || !emit.isMap(node.inputs[0]))
    return false;
  if (node.inputCount() < 3 || node.inputs[2].empty())
    return true;
  const Sizes *bias = emit.constantSizes(node.inputs[2]); // null of a value
  const Sizes *out = emit.sizes(node.outputs[0]);
  return bias && out && product(*bias) == out->back() && bias->back() == out->back();
}

bool mapGemm(Emitter &emit, const Node &node) {
  const bool constantFirst = emit.isConstant(node.inputs[0]);
  const std::string &x = node.inputs[constantFirst ? 1 : 0];
  const Sizes *out = emit.sizes(node.outputs[0]);
  auto weight = matricesOf(emit, node.inputs[constantFirst ? 0 : 1], constantFirst);
  if (!emit.sizes(x) || emit.sizes(x)->size() != 2 || !out || out->size() != 2 || !weight ||
      (!constantFirst && isPlainGemm(emit, node)))
    return false;
  const bool transA = intOf(node, "transA", 0) != 0, transB = intOf(node, "transB", 0) != 0;
  if (constantFirst ? transA : transB)
    weight = turned(*weight);
  for (float &value : weight->values)
    value *= realOf(node, "alpha", 1);
  const bool turns = constantFirst ? transB : transA;
  // A batch of rows: each is a sample of its own.
  const bool samples = emit.batch > 1;
  if (samples && (constantFirst || turns || (*emit.sizes(x))[0] != emit.batch))
    return false;
  const int64_t rows = samples ? 1 : (*out)[0], columns = (*out)[1];
  const float beta = realOf(node, "beta", 1);
  const auto summand = summandOf(emit, node, rows, columns, beta);
  const bool addsValue =
      node.inputCount() > 2 && !node.inputs[2].empty() && !emit.isConstant(node.inputs[2]);
  if (!summand ||
      (addsValue && (!emit.sizes(node.inputs[2]) || *emit.sizes(node.inputs[2]) != *out)))
    return false;
  emit.begin(node);
  const Sizes seen = samples ? Sizes{1, (*emit.sizes(x))[1]} : *emit.sizes(x);
  const std::string operand = turns ? emit.ordered(x, seen, {1, 0}) : x;
  std::string result = constantFirst ? applied(emit, operand, 1, columns, *weight)
                                     : appliedBehind(emit, operand, 1, rows, *weight);
  if (llvm::any_of(*summand, [](float value) { return value != 0; }))
    result = emit.affine(result, std::vector<float>(summand->size(), 1), *summand);
  if (addsValue)
    result = emit.joined("Add", result,
                         beta == 1 ? node.inputs[2] : emit.affine(node.inputs[2], beta, 0));
  emit.finish(result, node.outputs[0]);
  return true;
}

} // namespace pnasc::foreign
