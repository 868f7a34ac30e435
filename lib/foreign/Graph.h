// SPDX-License-Identifier: Apache-2.0
// A network of somebody else while it is made into one that we read: nodes, constants, and the
// values that enter and leave. It knows no vendor; Messages.onnx.h is its door.
#pragma once

#include "onnx/Limits.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace pnasc::foreign {

using onnx::elementsOf;
using onnx::MostElements;
using onnx::MostWritten;
using onnx::sizesText;

using Sizes = std::vector<int64_t>;
/// Of the values whose sizes are all known.
using KnownSizes = std::map<std::string, Sizes>;

/// Types of elements, by ONNX's numbers; those that are not here are carried, not understood.
namespace element {
constexpr int32_t Float = 1, Uint8 = 2, Int8 = 3, Int32 = 6, Int64 = 7, Bool = 9;
}

struct Constant {
  int32_t type = element::Int64;
  Sizes sizes;
  /// Whole numbers of 32 and 64 bits; bytes as they are, whatever their sign. None of other types.
  std::variant<std::vector<float>, std::vector<int64_t>, std::vector<int8_t>> values;

  bool isFloat() const { return type == element::Float; }
  bool isInteger() const { return type == element::Int64 || type == element::Int32; }
  bool isByte() const { return type == element::Int8 || type == element::Uint8; }
  const std::vector<float> &floats() const { return std::get<0>(values); }
  const std::vector<int64_t> &integers() const { return std::get<1>(values); }
  const std::vector<int8_t> &bytes() const { return std::get<2>(values); }
  size_t count() const {
    return std::visit([](const auto &list) { return list.size(); }, values);
  }
};

/// Of a type that is understood.
Constant constantOf(Sizes sizes, std::vector<float> values);
Constant constantOf(Sizes sizes, std::vector<int64_t> values);
Constant constantOf(Sizes sizes, std::vector<int32_t> values);
Constant constantOf(Sizes sizes, std::vector<int8_t> values);
/// Int8 or uint8 as floats of the same values.
Constant asFloats(const Constant &bytes);

struct Attribute {
  enum class Kind : uint8_t { Int, Ints, Float, Floats, Text, Tensor, Other };
  std::string name;
  Kind kind = Kind::Int;
  int64_t i = 0;
  float f = 0;
  std::string s;
  Sizes ints;
  std::vector<float> floats;
  std::shared_ptr<const Constant> t;
};

struct Node {
  std::string type, name, domain;
  std::vector<std::string> inputs, outputs;
  std::vector<Attribute> attributes;

  int inputCount() const { return int(inputs.size()); }
  int outputCount() const { return int(outputs.size()); }
  bool hasInput(int index) const {
    return index < inputCount() && !inputs[size_t(index)].empty();
  }
  void drop(llvm::ArrayRef<llvm::StringRef> attributes);
};

const Attribute *findAttribute(const Node &node, llvm::StringRef name);
Sizes intsOf(const Node &node, llvm::StringRef name);
int64_t intOf(const Node &node, llvm::StringRef name, int64_t fallback);
float floatOf(const Node &node, llvm::StringRef name, float fallback);
std::string textOf(const Node &node, llvm::StringRef name, llvm::StringRef fallback);
// They replace what is there.
void setInt(Node &node, llvm::StringRef name, int64_t value);
void setInts(Node &node, llvm::StringRef name, llvm::ArrayRef<int64_t> values);
void setFloat(Node &node, llvm::StringRef name, float value);
void setText(Node &node, llvm::StringRef name, llvm::StringRef value);

/// Conv 'stem.conv': type and name, or the name of its result where it has none.
std::string nodeText(const Node &node);

/// A value that enters or leaves.
struct Value {
  struct Dimension {
    int64_t size = 0; ///< below 1: open
    std::string symbol;
  };
  std::string name;
  int32_t type = element::Float;
  std::vector<Dimension> dimensions; ///< none: nothing is said

  void setSizes(llvm::ArrayRef<int64_t> sizes);
  Sizes sizes() const; ///< 0 where one is open
};

struct Graph {
  std::string name, producer;
  int64_t opset = 1; ///< of ONNX's own operators
  std::map<std::string, int64_t> otherDomains;
  std::map<std::string, std::string> properties;
  std::vector<Value> inputs, outputs;
  std::map<std::string, Constant> constants;
  std::list<Node> nodes; ///< each behind those that it reads; they stay where they are in memory

  /// Whether a constant or an input is called so.
  bool isTaken(const std::string &name) const;
  const Constant *find(const std::string &constant) const;
  /// A new constant with a name that nobody has; its name.
  std::string add(std::string name, Constant constant);
};

/// Names that values of a graph may still be given.
class Names {
public:
  explicit Names(const Graph &graph);
  /// The name, lengthened until nobody has it; it is taken from here on.
  std::string fresh(std::string name);

private:
  std::set<std::string> taken;
};

/// The one input that is no constant.
llvm::Expected<Value *> onlyInput(Graph &graph);
/// Takes out nodes and constants that nobody reads.
void sweep(Graph &graph);

} // namespace pnasc::foreign
