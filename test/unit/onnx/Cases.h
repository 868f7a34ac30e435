// SPDX-License-Identifier: Apache-2.0
// ONNX's backend cases on disk: folders of model.onnx, test_data_set_0/input_N.pb and output_N.pb.
#pragma once

#include "Check.h"
#include "support/Files.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <cstring>
#include <onnx/onnx_pb.h>
#include <set>
#include <string>
#include <vector>

namespace cases {

using namespace pnasc;
using ::onnx::TensorProto;

/// Operators of the networks that pnasc is for, in float32, int8 and uint8. Other cases count as
/// passed where they pass, and as out of scope where they do not.
inline const std::set<std::string> Scope = {"Conv",
                                            "ConvTranspose",
                                            "BatchNormalization",
                                            "Gemm",
                                            "MatMul",
                                            "Add",
                                            "Mul",
                                            "Concat",
                                            "Relu",
                                            "Clip",
                                            "LeakyRelu",
                                            "PRelu",
                                            "Sigmoid",
                                            "HardSigmoid",
                                            "HardSwish",
                                            "Softmax",
                                            "MaxPool",
                                            "AveragePool",
                                            "GlobalAveragePool",
                                            "GlobalMaxPool",
                                            "Flatten",
                                            "Reshape",
                                            "Transpose",
                                            "Resize",
                                            "Upsample",
                                            "Pad",
                                            "Slice",
                                            "Split",
                                            "Squeeze",
                                            "Unsqueeze",
                                            "ReduceMean",
                                            "QLinearConv",
                                            "QLinearMatMul",
                                            "QuantizeLinear",
                                            "DequantizeLinear",
                                            "Constant",
                                            "Identity",
                                            "Sum",
                                            "Sub",
                                            "Neg",
                                            "Abs",
                                            "Max",
                                            "Min",
                                            "Mean",
                                            "ReduceMax",
                                            "ReduceMin",
                                            "ReduceSum",
                                            "ReduceL1",
                                            "ReduceSumSquare",
                                            "LogSoftmax",
                                            "Tanh",
                                            "Erf",
                                            "Elu",
                                            "Selu",
                                            "Softplus",
                                            "Gelu",
                                            "Swish",
                                            "Mish",
                                            "Celu",
                                            "Expand",
                                            "Tile",
                                            "DepthToSpace",
                                            "SpaceToDepth"};

inline std::vector<double> numbersOf(const TensorProto &t) {
  std::vector<double> values;
  const std::string &raw = t.raw_data();
  const auto bytes = [&](auto zero) {
    for (size_t i = 0; i + sizeof zero <= raw.size(); i += sizeof zero) {
      std::memcpy(&zero, raw.data() + i, sizeof zero);
      values.push_back(double(zero));
    }
  };
  switch (t.data_type()) {
  case TensorProto::FLOAT:
    values.assign(t.float_data().begin(), t.float_data().end());
    bytes(float());
    break;
  case TensorProto::DOUBLE:
    values.assign(t.double_data().begin(), t.double_data().end());
    bytes(double());
    break;
  case TensorProto::INT64:
    values.assign(t.int64_data().begin(), t.int64_data().end());
    bytes(int64_t());
    break;
  case TensorProto::UINT8:
    values.assign(t.int32_data().begin(), t.int32_data().end());
    bytes(uint8_t());
    break;
  case TensorProto::INT8:
    values.assign(t.int32_data().begin(), t.int32_data().end());
    bytes(int8_t());
    break;
  case TensorProto::INT32:
    values.assign(t.int32_data().begin(), t.int32_data().end());
    bytes(int32_t());
    break;
  default:
    break;
  }
  return values;
}

inline bool isScoped(int type) {
  return type == TensorProto::FLOAT || type == TensorProto::INT8 || type == TensorProto::UINT8;
}

struct Case {
  std::string folder, name;
  ::onnx::ModelProto model;
  std::vector<TensorProto> inputs, outputs;

  std::string operators() const {
    std::vector<std::string> types;
    for (const auto &node : model.graph().node())
      if (!llvm::is_contained(types, node.op_type()))
        types.push_back(node.op_type());
    return llvm::join(types, ", ");
  }
  /// Whether every output follows from the first input; the others are given as constants.
  bool followsFromData() const {
    std::set<std::string> known;
    if (model.graph().input_size() > 0)
      known.insert(model.graph().input(0).name());
    const auto isKnown = [&](const std::string &value) { return known.count(value) != 0; };
    for (const auto &node : model.graph().node())
      if (llvm::any_of(node.input(), isKnown))
        known.insert(node.output().begin(), node.output().end());
    return llvm::all_of(model.graph().output(),
                        [&](const auto &output) { return isKnown(output.name()); });
  }
  /// Empty, or why the case is about something else.
  std::string outOfScope() const {
    for (const auto &node : model.graph().node())
      if (!Scope.count(node.op_type()))
        return "operator " + node.op_type();
    for (const auto &node : model.graph().node())
      for (const auto &attribute : node.attribute())
        if (attribute.name() == "training_mode" && attribute.i() != 0)
          return "training";
    for (const auto &input : model.graph().input())
      if (!input.type().has_tensor_type())
        return "an input that is no tensor";
    if (inputs.empty())
      return "no input";
    if (!followsFromData())
      return "an output that the first input has no part in";
    for (const TensorProto &tensor : outputs)
      if (!isScoped(tensor.data_type()))
        return "type " + llvm::StringRef(TensorProto::DataType_Name(tensor.data_type())).lower();
    if (!isScoped(inputs.front().data_type()) || !isScoped(outputs.front().data_type()))
      return "type " +
             llvm::StringRef(TensorProto::DataType_Name(isScoped(inputs.front().data_type())
                                                            ? outputs.front().data_type()
                                                            : inputs.front().data_type()))
                 .lower();
    for (const auto *list : {&inputs, &outputs})
      for (const TensorProto &tensor : *list)
        if (llvm::is_contained(tensor.dims(), 0))
          return "empty tensor";
    const std::string &last = model.graph().node(0).op_type();
    const bool rescales = last == "QuantizeLinear" || last == "DequantizeLinear";
    if (rescales && inputs.size() > 1 && numbersOf(inputs[1]).size() > 1)
      return "a scale for each channel of a value";
    return "";
  }
};

inline bool readTensors(const std::string &folder, const char *kind,
                        std::vector<TensorProto> &into) {
  for (int i = 0;; ++i) {
    const std::string path = folder + "/" + kind + "_" + std::to_string(i) + ".pb";
    if (!llvm::sys::fs::exists(path))
      return true;
    auto bytes = support::readFile(path);
    if (!bytes || !into.emplace_back().ParseFromString(*bytes)) {
      llvm::consumeError(bytes.takeError());
      return false;
    }
  }
}

inline std::vector<Case> below(const std::string &root) {
  std::vector<Case> cases;
  std::error_code error;
  for (llvm::sys::fs::recursive_directory_iterator at(root, error), end; at != end && !error;
       at.increment(error)) {
    if (llvm::sys::path::filename(at->path()) != "model.onnx")
      continue;
    Case found;
    found.folder = llvm::sys::path::parent_path(at->path()).str();
    found.name = llvm::sys::path::filename(found.folder).str();
    auto bytes = support::readFile(at->path());
    if (!bytes || !found.model.ParseFromString(*bytes) ||
        !readTensors(found.folder + "/test_data_set_0", "input", found.inputs) ||
        !readTensors(found.folder + "/test_data_set_0", "output", found.outputs)) {
      CHECK(false);
      std::cerr << "cannot read " << found.folder << "\n";
      continue;
    }
    cases.push_back(std::move(found));
  }
  llvm::sort(cases, [](const Case &a, const Case &b) { return a.name < b.name; });
  return cases;
}

} // namespace cases
