// SPDX-License-Identifier: Apache-2.0
// An int8 file taken apart: every operator by itself, on the integer reference's own tensors. Over
// a whole network one element that another runtime rounds the other way changes all that depend on
// it; here it stays one element.
#pragma once

#include "Keep.h"
#include "ir/Integer.h"
#include "ir/Layout.h"
#include "quantize/Reference.h"
#include <map>
#include <onnx/onnx_pb.h>
#include <onnx/shape_inference/implementation.h>

namespace apart {

using namespace pnasc;

/// Tensors become inputs and outputs of the graph, with the types and ranks that they have in it.
inline ::onnx::ModelProto takenApart(const ir::IntegerNetwork &network, const std::string &bytes) {
  ::onnx::ModelProto model;
  model.ParseFromString(bytes);
  ::onnx::shape_inference::InferShapes(model);
  ::onnx::GraphProto &graph = *model.mutable_graph();
  std::map<std::string, ::onnx::ValueInfoProto> known;
  for (const auto &value : graph.value_info())
    known[value.name()] = value;
  graph.clear_value_info();
  graph.clear_output();
  std::map<std::string, std::string> given;
  for (const ir::DeployTensor &tensor : network.graph.tensors) {
    *graph.add_output() = known.at(tensor.name + ".q");
    given[tensor.name + ".q"] = tensor.name + ".in";
  }
  std::map<std::string, ::onnx::ValueInfoProto> read;
  for (::onnx::NodeProto &node : *graph.mutable_node())
    if (const auto at = given.find(node.input(0));
        at != given.end() && node.op_type() == "DequantizeLinear") {
      read[at->second] = known.at(at->first);
      node.set_input(0, at->second);
    }
  for (auto &[name, value] : read) {
    value.set_name(name);
    *graph.add_input() = value;
  }
  return model;
}

/// Without the batch.
inline llvm::json::Array sizesOf(const ::onnx::ValueInfoProto &value) {
  llvm::json::Array sizes;
  for (const auto &dim : llvm::drop_begin(value.type().tensor_type().shape().dim()))
    sizes.push_back(dim.dim_value());
  return sizes;
}

inline keep::Apart apart(const ir::IntegerNetwork &network, const std::string &name,
                         const std::string &bytes, const std::vector<float> &inputs) {
  const auto &tensors = network.graph.tensors;
  const ::onnx::ModelProto model = takenApart(network, bytes);
  keep::Apart result{name, model.SerializeAsString(), tensors[0].shape, inputs};
  std::vector<std::vector<ops::Bytes>> values;
  for (size_t at = 0; at < inputs.size(); at += size_t(tensors[0].shape.elements()))
    values.push_back(quantize::run(network, quantize::quantizeInput(network, &inputs[at])));
  for (size_t t = 0; t < tensors.size(); ++t) {
    result.tensors.push_back(llvm::json::Object{{"name", tensors[t].name},
                                                {"sizes", sizesOf(model.graph().output(int(t)))}});
    for (const auto &sample : values) {
      const auto first =
          ir::swapInner(sample[t], tensors[t].shape.positions(), tensors[t].shape.channels);
      result.values.append(first.begin(), first.end());
    }
  }
  return result;
}

} // namespace apart
