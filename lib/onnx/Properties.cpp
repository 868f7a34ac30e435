// SPDX-License-Identifier: Apache-2.0
#include "onnx/Properties.h"
#include "support/Error.h"
#include "support/Units.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

namespace pnasc::onnx {

namespace {

std::string textList(const std::vector<std::string> &texts) {
  llvm::json::Array array;
  for (const std::string &text : texts)
    array.push_back(llvm::json::fixUTF8(text));
  return llvm::formatv("{0}", llvm::json::Value(std::move(array))).str();
}

std::string numberList(const std::vector<float> &numbers) {
  std::string text;
  for (float number : numbers)
    text += (text.empty() ? "" : ",") + support::exactText(double(number));
  return "[" + text + "]";
}

/// The list of `key` with `count` entries, or nothing where the file has no such property.
llvm::Expected<llvm::json::Array> listOf(const ::onnx::ModelProto &model, llvm::StringRef key,
                                         size_t count) {
  for (const auto &property : model.metadata_props()) {
    if (property.key() != key)
      continue;
    llvm::Expected<llvm::json::Value> value = llvm::json::parse(property.value());
    if (!value)
      return support::environment("property '" + key.str() +
                                  "': " + llvm::toString(value.takeError()));
    if (const llvm::json::Array *array = value->getAsArray(); array && array->size() == count)
      return *array;
    return support::environment("property '" + key.str() + "' needs a list of " +
                                std::to_string(count));
  }
  return llvm::json::Array();
}

llvm::Error readNumbers(const ::onnx::ModelProto &model, llvm::StringRef key,
                        std::vector<float> &into) {
  llvm::Expected<llvm::json::Array> list = listOf(model, key, into.size());
  if (!list)
    return list.takeError();
  for (size_t i = 0; i < list->size(); ++i) {
    const auto number = (*list)[i].getAsNumber();
    if (!number)
      return support::environment("property '" + key.str() + "' needs numbers");
    into[i] = float(*number);
  }
  return llvm::Error::success();
}

} // namespace

void addProperties(const ir::IntegerNetwork &network, std::map<std::string, std::string> &into) {
  into["pnasc.core"] = network.graph.core;
  into["pnasc.labels"] = textList(network.labels);
  into["pnasc.input_mean"] = numberList(network.inputMean);
  into["pnasc.input_deviation"] = numberList(network.inputDeviation);
}

llvm::Error readProperties(const ::onnx::ModelProto &model, ir::IntegerNetwork &network) {
  for (const auto &property : model.metadata_props())
    if (property.key() == "pnasc.core")
      network.graph.core = property.value();
  const auto &tensors = network.graph.tensors;
  const auto scores = size_t(tensors[network.graph.outputs.front()].shape.elements());
  const size_t classes = std::max<size_t>(2, scores); // one score chooses between two
  llvm::Expected<llvm::json::Array> labels = listOf(model, "pnasc.labels", classes);
  if (!labels)
    return labels.takeError();
  for (size_t i = 0; i < classes; ++i) {
    const auto text = i < labels->size() ? (*labels)[i].getAsString() : llvm::None;
    network.labels.push_back(text ? text->str() : std::to_string(i));
  }
  const auto channels = size_t(tensors.front().shape.channels);
  network.inputMean.assign(channels, 0.0f);
  network.inputDeviation.assign(channels, 1.0f);
  if (llvm::Error error = readNumbers(model, "pnasc.input_mean", network.inputMean))
    return error;
  return readNumbers(model, "pnasc.input_deviation", network.inputDeviation);
}

} // namespace pnasc::onnx
