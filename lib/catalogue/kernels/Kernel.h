// SPDX-License-Identifier: Apache-2.0
// A kernel: the C function that runs one operator on the target, with everything that planning and
// costing must know of it. One file <name>.<isa>.cpp each; `conv.dsp.cpp` is kernel "conv.dsp".
//
// A kernel's C text is the same in every library; a layer is a constant struct of parameters and a
// call. So code bytes and stack depend on the set of kernels alone, and a prediction from shapes is
// exact but for the linker's alignment.
//
// Buffers. All kernels walk the output in raster order and finish a position (or a block of them)
// before the next; so bytes of the input die from its start on, and the output may begin inside a
// dying input: legal where  input offset - output offset >= distance  or where the two are apart
// (Blacker, Bridges, Hadfield 2020, arXiv 2010.01668). distance = the output's bytes: no overlap.
// Of a call that makes some rows, offsets are those that row 0 has, or would have.
#pragma once

#include "catalogue/kernels/SizeTable.h"
#include "catalogue/targets/Target.h"
#include "ir/Integer.h"
#include "ir/Schedule.h"
#include <functional>
#include <string>
#include <vector>

namespace pnasc::kernels {

/// A node with its shapes at hand, and what of it one call does.
struct Site {
  const ir::DeployGraph &graph;
  const ir::DeployNode &node;
  std::optional<ir::Rows> part = std::nullopt; ///< of the output; unset: all of it
  bool mirrored = false;                       ///< from the last position to the first

  const ir::Shape &input(size_t i = 0) const { return graph.tensors[node.inputs[i]].shape; }
  const ir::Shape &output() const { return graph.tensors[node.output].shape; }
  ir::Rows rows() const { return part.value_or(ir::Rows{0, output().rows()}); }
  ir::Element inputElement(size_t i = 0) const { return graph.tensors[node.inputs[i]].element; }
  ir::Element outputElement() const { return graph.tensors[node.output].element; }
};

/// A constant table in the weights' file.
struct Table {
  std::string suffix; ///< of its C name
  std::string type;   ///< int8_t, uint8_t, int32_t
  std::vector<int32_t> values;
};

/// A layer as C text needs it, made from an IntegerNetwork.
struct Layer {
  std::vector<Table> tables;
  /// Initialisers of the parameter structs, one for each call; "@suffix@" stands for a table's
  /// name.
  std::vector<std::string> parameters;
};

/// Where the values for a layer come from.
struct Values {
  const ir::IntegerNetwork &network;
  const ir::Schedule &plan;
  uint32_t node = 0; ///< index
};

struct Kernel {
  std::string name; ///< conv.dsp
  std::string isa;  ///< c, dsp
  std::vector<std::string> ops;
  bool tabulates = false;                  ///< runs all tabulated operators, whatever their names
  bool walks = false;                      ///< runs all operators that only pick bytes
  ir::Element element = ir::Element::Int8; ///< of the tensors it reads and writes
  ir::Element weights = ir::Element::Int8;
  int rank = 0; ///< among kernels of one isa that accept a node, the highest is taken
  targets::Work work = targets::Work::Convolution;

  std::function<bool(const Site &)> accepts;
  std::function<uint64_t(const Site &)> scratchBytes;           ///< unset: none
  std::function<uint64_t(const Site &, size_t input)> distance; ///< unset: no overlap
  /// Executed instructions of one call, an estimate (within some 10 %).
  std::function<double(const Site &)> instructions;
  /// Bytes of tables, each rounded up to words, and of parameter structs.
  std::function<uint64_t(const Site &)> tableBytes;
  std::function<size_t(const Site &)> calls; ///< unset: 1
  std::map<std::string, CodeSize, std::less<>> sizes; ///< by core, from the tables

  std::string function;             ///< C name: pnas_conv_dsp
  std::string parameterType;        ///< C name of the struct
  std::string parameterText;        ///< its definition; kernels may share one
  std::vector<std::string> helpers; ///< names of inline helpers it uses (Helpers.h)
  std::string text;                 ///< the function's definition
  std::function<Layer(const Values &)> layer;

  const CodeSize &size(llvm::StringRef core) const; ///< asserts that there is one
};

const Kernel *find(llvm::StringRef name);
const std::vector<const Kernel *> &all(); ///< sorted by name
/// The kernel for a node on graph.core (any core's preference where that is empty), or null.
const Kernel *choose(const ir::DeployGraph &graph, const ir::DeployNode &node);
/// The kernel that a node names; null where it names none.
const Kernel *kernelOf(const ir::DeployNode &node);

/// Why a node cannot run by the kernel that it names, or names none; empty where it can.
std::string obstacle(const ir::DeployGraph &graph, const ir::DeployNode &node);

uint64_t scratchBytes(const ir::DeployGraph &graph, const ir::DeployNode &node);
/// By how many bytes input `i` must begin after the output where they overlap; the output's size
/// where they must not. Of a mirrored call: by how many the output must end after the input.
uint64_t distance(const Site &site, size_t i);
inline uint64_t distance(const ir::DeployGraph &graph, const ir::DeployNode &node, size_t i) {
  return distance({graph, node}, i);
}
double instructions(const ir::DeployGraph &graph, const ir::DeployNode &node);

/// Whether the table of the core has every kernel that `choose` may take there.
bool measured(llvm::StringRef core);
const Glue &glue(llvm::StringRef core);

/// ROM of the library and deepest stack of m_invoke, for graphs with kernels chosen. Never below
/// what is linked.
uint64_t romBytes(const ir::DeployGraph &graph);
uint64_t stackBytes(const ir::DeployGraph &graph);
/// The parts that they are made of, for whoever adds up networks from pieces.
uint64_t nodeRomBytes(const ir::DeployGraph &graph, const ir::DeployNode &node); ///< tables, calls
uint64_t outputsRomBytes(llvm::StringRef core, size_t outputs);
/// What any library has, and the code of `used`, each once.
uint64_t codeBytes(llvm::StringRef core, llvm::ArrayRef<const Kernel *> used);
uint64_t stackBytes(llvm::StringRef core, llvm::ArrayRef<const Kernel *> used);
std::vector<const Kernel *> measuredOn(llvm::StringRef core);
/// RAM of one m_context on a 32-bit core: `int8_t *arena; uint32_t magic;`
constexpr uint64_t ContextBytes = 8;
/// The kernels' own estimates fall up to 4 % short of the emulator's count, in networks of tiny
/// layers 7 %, and are at most 8 % above it (test/unit/measure/instructions.cpp): one figure stands
/// for what the compiler makes of a kernel on every core. A limit must not be broken by what it let
/// through, so sums are raised by this.
constexpr double Margin = 1.1;
/// Estimates of one inference, with that margin, which keeps them above what the emulator counts.
double instructions(const ir::DeployGraph &graph);
double cycles(const ir::DeployGraph &graph);

} // namespace pnasc::kernels
