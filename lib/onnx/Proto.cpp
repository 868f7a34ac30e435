// SPDX-License-Identifier: Apache-2.0
#include "onnx/Proto.h"
#include "onnx/Model.onnx.h"
#include "onnx/Vet.h"
#include "support/Error.h"
#include "llvm/ADT/STLExtras.h"
#include <cstring>
#include <onnx/checker.h>

namespace pnasc::onnx {

using ::onnx::TensorProto;

namespace {

template <class T> constexpr TensorProto::DataType typeOf();
template <> constexpr TensorProto::DataType typeOf<float>() { return TensorProto::FLOAT; }
template <> constexpr TensorProto::DataType typeOf<int8_t>() { return TensorProto::INT8; }
template <> constexpr TensorProto::DataType typeOf<int32_t>() { return TensorProto::INT32; }
template <> constexpr TensorProto::DataType typeOf<int64_t>() { return TensorProto::INT64; }

/// Where values stand that are not raw bytes.
template <class T> std::vector<T> typedValues(const TensorProto &tensor) {
  if constexpr (std::is_same_v<T, float>)
    return {tensor.float_data().begin(), tensor.float_data().end()};
  else if constexpr (std::is_same_v<T, int64_t>)
    return {tensor.int64_data().begin(), tensor.int64_data().end()};
  else
    return {tensor.int32_data().begin(), tensor.int32_data().end()};
}

/// The domain of ONNX's own operators has two names.
void spellDomains(::onnx::ModelProto &model) {
  for (auto &set : *model.mutable_opset_import())
    if (set.domain() == "ai.onnx")
      set.clear_domain();
  for (auto &node : *model.mutable_graph()->mutable_node())
    if (node.domain() == "ai.onnx")
      node.clear_domain();
}

llvm::Error invalid(llvm::StringRef name, const std::string &reason) {
  return support::environment("'" + name.str() + "' is no valid ONNX model: " + reason);
}

} // namespace

template <class T>
std::string addTensor(::onnx::GraphProto &graph, std::string name,
                      const std::vector<int64_t> &shape, const std::vector<T> &values) {
  assert(ir::Array<T>::count(shape) == int64_t(values.size()));
  TensorProto &tensor = *graph.add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(typeOf<T>());
  for (int64_t size : shape)
    tensor.add_dims(size);
  // ONNX is little-endian, and so is every machine this runs on.
  tensor.set_raw_data(
      std::string(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T)));
  return name;
}

template <class T> llvm::Expected<std::vector<T>> valuesOf(const TensorProto &tensor) {
  auto needs = [&](const char *what) {
    return support::environment("constant '" + tensor.name() + "' " + what);
  };
  if (tensor.data_type() != typeOf<T>())
    return needs(typeOf<T>() == TensorProto::FLOAT   ? "needs type float"
                 : typeOf<T>() == TensorProto::INT8  ? "needs type int8"
                 : typeOf<T>() == TensorProto::INT32 ? "needs type int32"
                                                     : "needs type int64");
  if (tensor.data_location() == TensorProto::EXTERNAL)
    return needs("lies in another file, which is not supported");
  std::vector<T> values;
  if (tensor.has_raw_data()) {
    values.resize(tensor.raw_data().size() / sizeof(T));
    if (!values.empty())
      std::memcpy(values.data(), tensor.raw_data().data(), values.size() * sizeof(T));
  } else {
    values = typedValues<T>(tensor);
  }
  if (ir::Array<T>::count(shapeOf(tensor)) != int64_t(values.size()))
    return needs("has another number of values than its shape says");
  return values;
}

#define PNASC_TYPE(T)                                                                              \
  template std::string addTensor<T>(::onnx::GraphProto &, std::string,                             \
                                    const std::vector<int64_t> &, const std::vector<T> &);         \
  template llvm::Expected<std::vector<T>> valuesOf<T>(const TensorProto &);
PNASC_TYPE(float)
PNASC_TYPE(int8_t)
PNASC_TYPE(int32_t)
PNASC_TYPE(int64_t)
#undef PNASC_TYPE

std::vector<int64_t> shapeOf(const TensorProto &tensor) {
  return {tensor.dims().begin(), tensor.dims().end()};
}

int64_t opsetOf(const ::onnx::ModelProto &model) {
  for (const auto &set : model.opset_import())
    if (set.domain().empty() || set.domain() == "ai.onnx")
      return set.version();
  return 1;
}

void setValue(::onnx::ValueInfoProto &value, llvm::StringRef name, llvm::ArrayRef<int64_t> dims) {
  value.set_name(name.str());
  auto &type = *value.mutable_type()->mutable_tensor_type();
  type.set_elem_type(TensorProto::FLOAT);
  type.mutable_shape()->add_dim()->set_dim_param("batch");
  for (int64_t size : dims)
    type.mutable_shape()->add_dim()->set_dim_value(size);
}

::onnx::ModelProto newModel(llvm::StringRef graphName,
                            const std::map<std::string, std::string> &metadata) {
  ::onnx::ModelProto model;
  model.set_ir_version(7); // the version that belongs to opset 14
  model.set_producer_name(Producer);
  model.add_opset_import()->set_version(Opset);
  model.mutable_graph()->set_name(graphName.empty() ? "network" : graphName.str());
  for (const auto &[key, value] : metadata) {
    auto &property = *model.add_metadata_props();
    property.set_key(key);
    property.set_value(value);
  }
  return model;
}

llvm::Expected<std::string> finish(const ::onnx::ModelProto &model) {
  try {
    ::onnx::checker::check_model(model);
  } catch (const std::exception &error) {
    return support::failure(support::Exit::Internal,
                            std::string("made an ONNX model that the checker rejects: ") +
                                error.what());
  }
  return model.SerializeAsString();
}

llvm::Error parseMessages(llvm::StringRef bytes, llvm::StringRef name, ::onnx::ModelProto &into) {
  if (bytes.empty())
    return invalid(name, "it is empty");
  if (bytes.size() > size_t(INT32_MAX) || !into.ParseFromArray(bytes.data(), int(bytes.size())))
    return invalid(name, "it is cut off or something else");
  spellDomains(into);
  return llvm::Error::success();
}

llvm::Error vet(::onnx::ModelProto &model, llvm::StringRef name) {
  sortNodes(*model.mutable_graph());
  const auto check = [&]() -> llvm::Error {
    if (llvm::Error error = checkVersions(model))
      return error;
    if (llvm::Error error = checkOrder(model.graph()))
      return error;
    if (llvm::Error error = checkNumbers(model.graph()))
      return error;
    if (llvm::Error error = checkNames(model.graph()))
      return error;
    return checkInference(model.graph(), opsetOf(model));
  };
  llvm::Error error = check();
  return error ? invalid(name, llvm::toString(std::move(error))) : llvm::Error::success();
}

llvm::Error checkByLibrary(const ::onnx::ModelProto &model, llvm::StringRef name) {
  try {
    ::onnx::checker::check_model(model);
  } catch (const std::exception &error) {
    return invalid(name, llvm::StringRef(error.what()).split('\n').first.str());
  }
  return llvm::Error::success();
}

llvm::Expected<::onnx::ModelProto> parseModel(llvm::StringRef bytes, llvm::StringRef name) {
  ::onnx::ModelProto model;
  if (llvm::Error error = parseMessages(bytes, name, model))
    return error;
  if (llvm::Error error = vet(model, name))
    return error;
  if (llvm::Error error = checkByLibrary(model, name))
    return error;
  return model;
}

/// Index of the one input that is no constant.
static llvm::Expected<int> onlyInputOf(const ::onnx::GraphProto &graph) {
  int found = -1;
  for (int i = 0; i < graph.input_size(); ++i) {
    const std::string &name = graph.input(i).name();
    if (llvm::any_of(graph.initializer(), [&](const auto &t) { return t.name() == name; }))
      continue;
    if (found >= 0)
      return support::environment("needs a model with one input, found '" +
                                  graph.input(found).name() + "' and '" + name + "'");
    found = i;
  }
  if (found < 0)
    return support::environment("needs a model with one input, found none");
  return found;
}

llvm::Expected<ir::Shape> inputShapeOf(const ::onnx::GraphProto &graph, std::string &name) {
  llvm::Expected<int> index = onlyInputOf(graph);
  if (!index)
    return index.takeError();
  const ::onnx::ValueInfoProto &input = graph.input(*index);
  name = input.name();
  std::vector<int64_t> sizes;
  for (const auto &dim : input.type().tensor_type().shape().dim())
    sizes.push_back(dim.dim_value());
  const bool whole =
      sizes.size() >= 2 &&
      llvm::all_of(llvm::makeArrayRef(sizes).drop_front(), [](int64_t size) { return size > 0; }) &&
      elementsOf(llvm::makeArrayRef(sizes).drop_front()) > 0;
  if (!whole)
    return support::environment("input '" + name + "' needs a batch, channels and fixed sizes");
  ir::Shape shape{sizes[1], sizes.size() > 3 ? sizes[2] : 1, 1};
  shape.width =
      elementsOf(llvm::makeArrayRef(sizes).drop_front()) / shape.positions() / shape.channels;
  return shape;
}

} // namespace pnasc::onnx
