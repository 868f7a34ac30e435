// SPDX-License-Identifier: Apache-2.0
// Reads the `integers` part of an IntegerNetwork's text back.
#include "ir/IntegerText.h"
#include "ir/Line.h"
#include "support/Digest.h"
#include "support/Error.h"
#include <algorithm>
#include <cstring>
#include <limits>
#include <map>
#include <numeric>

namespace pnasc::ir {
namespace {

using ReadFile = llvm::function_ref<llvm::Expected<std::string>(llvm::StringRef file)>;

template <class T> T fromBytes(llvm::StringRef bytes) {
  uint32_t bits = 0;
  for (size_t i = 0; i < sizeof(T); ++i)
    bits |= uint32_t(uint8_t(bytes[i])) << 8 * i;
  T value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

class Reader {
public:
  Reader(const DeployGraph &graph, IntegerNetwork &network, ReadFile read)
      : network(network), read(read), scaled(graph.tensors.size(), false) {
    network.graph = graph;
    network.tensors.resize(graph.tensors.size());
    network.values.resize(graph.nodes.size());
  }

  void line(Line &line) {
    if (!titled) {
      line.need("integers");
      titled = true;
    } else if (line.acceptWord("task")) {
      network.task = line.name();
    } else if (line.acceptWord("layout")) {
      network.layout.name = line.quoted();
      network.layout.sizes = list<int64_t>(line);
    } else if (line.acceptWord("transposed")) {
      transposed(line);
    } else if (line.acceptWord("label")) {
      network.labels.push_back(line.quoted());
    } else if (line.acceptWord("mean")) {
      network.inputMean = list<float>(line);
    } else if (line.acceptWord("deviation")) {
      network.inputDeviation = list<float>(line);
    } else {
      ofTensor(line);
    }
  }
  /// The first tensor without a scale.
  std::optional<size_t> unscaled() const {
    const auto at = llvm::find(scaled, false);
    return at == scaled.end() ? std::nullopt : std::optional<size_t>(at - scaled.begin());
  }

private:
  /// `transposed [28, 28, 1] by [2, 0, 1]`
  void transposed(Line &line) {
    LayoutStep step;
    step.sizes = list<int64_t>(line);
    line.need("by");
    step.order = list<int64_t>(line);
    std::vector<int64_t> axes(step.sizes.size());
    std::iota(axes.begin(), axes.end(), 0);
    if (line.good() && !std::is_permutation(axes.begin(), axes.end(), step.order.begin(),
                                            step.order.end()))
      line.fail("needs each axis once, counted from 0");
    network.layout.steps.push_back(std::move(step));
  }

  void ofTensor(Line &line) {
    const uint32_t id = line.id();
    if (!line.good())
      return;
    if (id >= network.tensors.size())
      return line.fail("the graph has no tensor %" + std::to_string(id));
    if (line.acceptWord("scale")) {
      network.tensors[id].scale = float(line.real());
      line.need("zero");
      network.tensors[id].zeroPoint = int32_t(line.number(-128, 127));
      scaled[id] = true;
      return;
    }
    if (id == 0)
      return line.fail("the input has no values");
    IntegerValues &own = network.values[id - 1];
    if (line.acceptWord("weight"))
      array(line, own.weight.shape, own.weight.data);
    else if (line.acceptWord("scales"))
      array(line, flat, own.weightScales);
    else if (line.acceptWord("bias"))
      array(line, flat, own.bias);
    else if (line.acceptWord("table"))
      array(line, flat, own.table);
    else
      line.fail("needs scale, weight, scales, bias or table");
  }

  template <class T> static T number(Line &line) {
    if constexpr (std::is_floating_point_v<T>)
      return T(line.real());
    else
      return T(line.number(std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
  }

  template <class T> static std::vector<T> list(Line &line) {
    std::vector<T> values;
    line.need("[");
    do
      values.push_back(number<T>(line));
    while (line.good() && line.accept(","));
    line.need("]");
    return values;
  }

  /// `[16,3,3,8] = [1, 2, ...]` or `= "tiny.values" at 0 digest 5f0c...`
  template <class T> void array(Line &line, std::vector<int64_t> &shape, std::vector<T> &values) {
    shape = line.numbers();
    int64_t count = shape.empty() ? 0 : 1;
    for (int64_t size : shape)
      count = size < 1 || count > INT32_MAX / size ? 0 : count * size;
    if (line.good() && count == 0)
      line.fail("needs sizes of at least 1, and fewer values");
    line.need("=");
    if (!line.good())
      return;
    if (line.atQuote())
      values = fromFile<T>(line, size_t(count));
    else
      values = list<T>(line);
    if (line.good() && int64_t(values.size()) != count)
      line.fail("found " + std::to_string(values.size()) + " values, not " + std::to_string(count));
  }

  template <class T> std::vector<T> fromFile(Line &line, size_t count) {
    const std::string name = line.quoted();
    line.need("at");
    const auto at = size_t(line.number(0, INT64_MAX));
    line.need("digest");
    const std::string digest = line.word();
    const std::string *bytes = file(line, name);
    if (!bytes)
      return {};
    const size_t size = count * sizeof(T);
    if (at > bytes->size() || size > bytes->size() - at) {
      line.fail("'" + name + "' has only " + std::to_string(bytes->size()) + " bytes");
      return {};
    }
    const llvm::StringRef own = llvm::StringRef(*bytes).substr(at, size);
    if (support::digest(own, 16) != digest) {
      line.fail("the values in '" + name + "' have the digest " + support::digest(own, 16));
      return {};
    }
    std::vector<T> values;
    values.reserve(count);
    for (size_t i = 0; i < count; ++i)
      values.push_back(fromBytes<T>(own.substr(i * sizeof(T), sizeof(T))));
    return values;
  }

  /// Read once; null where it cannot be read, or the line is wrong already.
  const std::string *file(Line &line, const std::string &name) {
    if (!line.good())
      return nullptr;
    auto found = files.find(name);
    if (found == files.end()) {
      llvm::Expected<std::string> bytes = read(name);
      if (!bytes) {
        line.fail(llvm::toString(bytes.takeError()));
        return nullptr;
      }
      found = files.emplace(name, std::move(*bytes)).first;
    }
    return &found->second;
  }

  IntegerNetwork &network;
  ReadFile read;
  std::vector<bool> scaled; ///< by tensor
  std::vector<int64_t> flat;
  std::map<std::string, std::string> files;
  bool titled = false;
};

} // namespace

llvm::Expected<IntegerNetwork> parseIntegers(const DeployGraph &graph, llvm::StringRef text,
                                             ReadFile read) {
  IntegerNetwork network;
  Reader reader(graph, network, read);
  llvm::Error malformed = readLines("integers", text, [&](Line &line) { reader.line(line); });
  if (malformed)
    return malformed;
  if (const auto tensor = reader.unscaled())
    return support::environment("integers text: %" + std::to_string(*tensor) + " has no scale");
  return network;
}

} // namespace pnasc::ir
