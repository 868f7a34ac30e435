// SPDX-License-Identifier: Apache-2.0
#include "ir/IntegerText.h"
#include "ir/Text.h"
#include "support/Digest.h"
#include <cstdio>
#include <cstring>

namespace pnasc::ir {
namespace {

/// Arrays up to here stand in the text.
constexpr size_t MostInline = 16;

/// Reads back as the same float.
std::string realText(float value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.9g", double(value));
  return text;
}
std::string numberText(float value) { return realText(value); }
template <class T> std::string numberText(T value) { return std::to_string(value); }

template <class T> void appendBytes(std::string &bytes, T value) {
  uint32_t bits = 0;
  std::memcpy(&bits, &value, sizeof value);
  for (size_t i = 0; i < sizeof value; ++i)
    bytes += char(bits >> 8 * i & 0xFF);
}

template <class T> std::string listText(const std::vector<T> &values) {
  std::string text = "[";
  for (size_t i = 0; i < values.size(); ++i)
    text += (i ? ", " : "") + numberText(values[i]);
  return text + "]";
}

void appendLayout(std::string &text, const InputLayout &layout) {
  if (layout == InputLayout())
    return;
  text += "layout ";
  appendQuoted(text, layout.name);
  text += ' ' + listText(layout.sizes) + '\n';
  for (const LayoutStep &step : layout.steps)
    text += "transposed " + listText(step.sizes) + " by " + listText(step.order) + '\n';
}

class Writer {
public:
  explicit Writer(llvm::StringRef file) : file(file) {}

  template <class T>
  void array(uint32_t tensor, const char *what, const std::vector<int64_t> &shape,
             const std::vector<T> &values) {
    if (values.empty())
      return;
    result.text += '%' + std::to_string(tensor) + ' ' + what + ' ';
    appendNumbers(result.text, shape);
    result.text += " = ";
    if (values.size() <= MostInline) {
      result.text += listText(values) + '\n';
      return;
    }
    const size_t at = result.values.size();
    for (T value : values)
      appendBytes(result.values, value);
    appendQuoted(result.text, file);
    result.text += " at " + std::to_string(at) + " digest " +
                   support::digest(llvm::StringRef(result.values).drop_front(at), 16) + '\n';
  }
  template <class T> void array(uint32_t tensor, const char *what, const std::vector<T> &values) {
    array(tensor, what, {int64_t(values.size())}, values);
  }

  llvm::StringRef file;
  IntegerText result;
};

} // namespace

IntegerText integerText(const IntegerNetwork &network, llvm::StringRef file) {
  Writer writer(file);
  std::string &text = writer.result.text;
  text = network.graph.text() + "integers\n";
  if (network.task != IntegerNetwork().task) {
    text += "task ";
    appendName(text, network.task);
    text += '\n';
  }
  appendLayout(text, network.layout);
  for (const std::string &label : network.labels) {
    text += "label ";
    appendQuoted(text, label);
    text += '\n';
  }
  if (!network.inputMean.empty())
    text += "mean " + listText(network.inputMean) + '\n';
  if (!network.inputDeviation.empty())
    text += "deviation " + listText(network.inputDeviation) + '\n';
  for (size_t t = 0; t < network.tensors.size(); ++t)
    text += '%' + std::to_string(t) + " scale " + realText(network.tensors[t].scale) + " zero " +
            std::to_string(network.tensors[t].zeroPoint) + '\n';
  for (size_t n = 0; n < network.values.size(); ++n) {
    const IntegerValues &own = network.values[n];
    const uint32_t tensor = network.graph.nodes[n].output;
    writer.array(tensor, "weight", own.weight.shape, own.weight.data);
    writer.array(tensor, "scales", own.weightScales);
    writer.array(tensor, "bias", own.bias);
    writer.array(tensor, "table", own.table);
  }
  return std::move(writer.result);
}

} // namespace pnasc::ir
