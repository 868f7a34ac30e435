// SPDX-License-Identifier: Apache-2.0
// From bytes to a network: what the file may hold is checked before anything of the library but its
// parser looks at it.
#include "foreign/Read.h"
#include "foreign/ExternalData.h"
#include "foreign/Messages.onnx.h"
#include "foreign/Operators.h"
#include "foreign/Passes.h"
#include "foreign/maps/NewForms.h"
#include "onnx/Model.onnx.h"
#include "support/Error.h"
#include <onnx/defs/schema.h>
#include <onnx/onnx_pb.h>

namespace pnasc::foreign {

namespace {

/// A copy for the library's checker: without what it cannot know, and without sizes of outputs, which
/// are inferred.
::onnx::ModelProto checkable(const ::onnx::ModelProto &model, int64_t opset) {
  constexpr int64_t newestFormat = 8; // of ONNX 1.12
  ::onnx::ModelProto copy = model;
  copy.set_ir_version(std::min(copy.ir_version(), newestFormat));
  for (auto &output : *copy.mutable_graph()->mutable_output())
    if (output.type().has_tensor_type())
      output.mutable_type()->mutable_tensor_type()->mutable_shape();
  for (::onnx::NodeProto &node : *copy.mutable_graph()->mutable_node()) {
    const auto *schema =
        ::onnx::OpSchemaRegistry::Schema(node.op_type(), int(opset), node.domain());
    const bool isNew = isNewForm(nodeOf(node));
    if (isNewOperator(node.op_type())) {
      node.set_op_type("Identity");
      node.clear_attribute();
    }
    if (!schema || !isNew)
      continue;
    for (int i = node.attribute_size(); i-- > 0;)
      if (!schema->attributes().count(node.attribute(i).name()))
        node.mutable_attribute()->DeleteSubrange(i, 1);
    while (node.input_size() > schema->max_input())
      node.mutable_input()->RemoveLast();
  }
  return copy;
}

/// The same failure, with what it is about.
llvm::Error about(llvm::StringRef name, llvm::Error error) {
  const std::string before = "cannot read '" + name.str() + "': ";
  return llvm::handleErrors(
      std::move(error),
      [&](std::unique_ptr<support::Failure> failure) {
        failure->message = before + failure->message;
        return llvm::Error(std::move(failure));
      },
      [&](const llvm::ErrorInfoBase &other) {
        return support::environment(before + other.message());
      });
}

/// Operators that are not known come first: they are the likeliest reason.
llvm::Expected<Graph> open(llvm::StringRef bytes, llvm::StringRef name) {
  ::onnx::ModelProto model;
  if (llvm::Error error = onnx::parseMessages(bytes, name, model))
    return error;
  if (llvm::Error error = onnx::checkOperators(
          model.graph(), [](const ::onnx::NodeProto &node) { return mayBeRead(nodeOf(node)); }))
    return about(name, std::move(error));
  if (model.graph().sparse_initializer_size() > 0)
    return about(name, support::environment("sparse constants are not supported"));
  if (llvm::Error error = onnx::vet(model, name))
    return error;
  llvm::Expected<Graph> graph = graphOf(model);
  if (!graph)
    return about(name, graph.takeError());
  if (llvm::Error error = onnx::checkByLibrary(checkable(model, graph->opset), name))
    return error;
  return graph;
}

llvm::Expected<Foreign> read(Import import) {
  if (llvm::Error error = run(floatPasses(), import))
    return error;
  if (llvm::Error error = checkRead(import.graph, isRead))
    return error;
  ::onnx::ModelProto model;
  write(import.graph, model);
  llvm::Expected<ir::TrainedNetwork> network = onnx::readFloatGraph(model.graph());
  if (!network)
    return network.takeError();
  return Foreign{std::move(*network), std::move(import.layout), import.graph.outputs[0].name,
                 import.quantised};
}

} // namespace

llvm::Expected<Foreign> readForeign(llvm::StringRef bytes, llvm::StringRef name,
                                    const Given &given) {
  llvm::Expected<Graph> graph = open(bytes, name);
  if (!graph)
    return graph.takeError();
  Import import;
  import.graph = std::move(*graph);
  import.given = given;
  llvm::Expected<Foreign> foreign = read(std::move(import));
  return foreign ? std::move(foreign) : about(name, foreign.takeError());
}

llvm::Expected<ir::TrainedNetwork> readFloat(llvm::StringRef bytes, llvm::StringRef name) {
  llvm::Expected<Foreign> foreign = readForeign(bytes, name, {});
  if (!foreign)
    return foreign.takeError();
  return std::move(foreign->network);
}

llvm::Expected<ir::TrainedNetwork> readFloatFile(llvm::StringRef path) {
  llvm::Expected<std::string> bytes = readModelFile(path);
  return bytes ? readFloat(*bytes, path) : bytes.takeError();
}

llvm::Expected<ir::IntegerNetwork> readInteger(llvm::StringRef bytes) {
  constexpr const char *name = "the QDQ model";
  llvm::Expected<Graph> graph = open(bytes, name);
  if (!graph)
    return graph.takeError();
  Import import;
  import.graph = std::move(*graph);
  const auto read = [&]() -> llvm::Expected<ir::IntegerNetwork> {
    if (llvm::Error error = run(integerPasses(), import))
      return error;
    ::onnx::ModelProto model;
    write(import.graph, model);
    onnx::joinChains(*model.mutable_graph());
    return onnx::readIntegerModel(model);
  };
  llvm::Expected<ir::IntegerNetwork> network = read();
  return network ? std::move(network) : about(name, network.takeError());
}

} // namespace pnasc::foreign
