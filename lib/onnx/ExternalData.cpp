// SPDX-License-Identifier: Apache-2.0
#include "onnx/ExternalData.h"
#include "onnx/Proto.h"
#include "support/Error.h"
#include "support/Files.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

namespace pnasc::onnx {

namespace {

using ::onnx::TensorProto;
namespace path = llvm::sys::path;

std::vector<TensorProto *> externalTensors(::onnx::GraphProto &graph) {
  std::vector<TensorProto *> tensors;
  const auto add = [&](TensorProto &tensor) {
    if (tensor.data_location() == TensorProto::EXTERNAL)
      tensors.push_back(&tensor);
  };
  llvm::for_each(*graph.mutable_initializer(), add);
  for (auto &node : *graph.mutable_node())
    for (auto &attribute : *node.mutable_attribute())
      if (attribute.has_t())
        add(*attribute.mutable_t());
  return tensors;
}

/// Where a tensor's bytes stand, as its file says.
struct Place {
  std::string file;
  uint64_t offset = 0;
  uint64_t length = UINT64_MAX; ///< to the end where none is said
};

llvm::Expected<Place> placeOf(const TensorProto &tensor) {
  Place place;
  bool right = true;
  for (const auto &entry : tensor.external_data()) {
    const llvm::StringRef value = entry.value();
    if (entry.key() == "location")
      place.file = value.str();
    else if (entry.key() == "offset")
      right &= !value.getAsInteger(10, place.offset);
    else if (entry.key() == "length")
      right &= !value.getAsInteger(10, place.length);
  }
  const bool inside =
      !place.file.empty() && !path::is_absolute(place.file) &&
      !llvm::is_contained(llvm::make_range(path::begin(place.file), path::end(place.file)),
                          llvm::StringRef(".."));
  if (!right || !inside)
    return support::failure(support::Exit::Spec, "constant '" + tensor.name() + "' lies in '" +
                                                     place.file +
                                                     "', which is no place beside the model");
  return place;
}

class Filler {
public:
  explicit Filler(llvm::StringRef folder) : folder(folder) {}

  llvm::Error fill(TensorProto &tensor) {
    llvm::Expected<Place> place = placeOf(tensor);
    if (!place)
      return place.takeError();
    llvm::Expected<const std::string *> file = fileOf(tensor, place->file);
    if (!file)
      return file.takeError();
    const uint64_t size = (*file)->size();
    const uint64_t rest = size - std::min(size, place->offset);
    const uint64_t length = place->length == UINT64_MAX ? rest : place->length;
    total += std::min(length, rest);
    const bool inside = place->offset <= size && length <= rest;
    if (!inside || total > uint64_t(INT32_MAX))
      return support::failure(support::Exit::Spec,
                              "constant '" + tensor.name() + "' is bytes " +
                                  std::to_string(place->offset) + " and on of '" + place->file +
                                  "', which has " + std::to_string(size) +
                                  (!inside ? "" : "; 2 GB of constants are the limit"));
    tensor.set_raw_data((*file)->substr(place->offset, length));
    tensor.clear_external_data();
    tensor.clear_data_location();
    return llvm::Error::success();
  }

private:
  llvm::Expected<const std::string *> fileOf(const TensorProto &tensor, const std::string &name) {
    if (const auto at = files.find(name); at != files.end())
      return &at->second;
    llvm::SmallString<256> whole(folder);
    path::append(whole, name);
    llvm::Expected<std::string> bytes = support::readFile(whole);
    if (!bytes)
      return support::environment("constant '" + tensor.name() +
                                  "' lies in another file: " + llvm::toString(bytes.takeError()));
    return &(files[name] = std::move(*bytes));
  }

  std::string folder;
  std::map<std::string, std::string> files;
  uint64_t total = 0;
};

} // namespace

llvm::Expected<std::string> readModelFile(llvm::StringRef file) {
  llvm::Expected<std::string> bytes = support::readFile(file);
  ::onnx::ModelProto model;
  if (!bytes || bytes->size() > size_t(INT32_MAX) ||
      !model.ParseFromArray(bytes->data(), int(bytes->size())))
    return bytes; // whoever reads it says what is wrong
  const std::vector<TensorProto *> tensors = externalTensors(*model.mutable_graph());
  Filler filler(path::parent_path(file));
  for (TensorProto *tensor : tensors)
    if (llvm::Error error = filler.fill(*tensor))
      return error;
  return tensors.empty() ? std::move(*bytes) : model.SerializeAsString();
}

} // namespace pnasc::onnx
