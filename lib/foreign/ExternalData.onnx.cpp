// SPDX-License-Identifier: Apache-2.0
#include "foreign/ExternalData.h"
#include "support/Error.h"
#include "support/Files.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <fstream>
#include <map>
#include <onnx/onnx_pb.h>

namespace pnasc::foreign {

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

/// A file of the model's own folder, or below it, that can be read at any place.
class DataFile {
public:
  /// Links may lead to other names, not out of the folder; pipes and devices have no places.
  llvm::Error open(const std::string &folder, const std::string &name) {
    llvm::SmallString<256> path(folder), real, home;
    path::append(path, name);
    namespace fs = llvm::sys::fs;
    fs::file_status status;
    if (std::error_code code = fs::status(path, status))
      return support::environment("cannot read '" + path.str().str() + "': " + code.message());
    const bool found = !fs::real_path(path, real) && !fs::real_path(folder.empty() ? "." : folder, home);
    if (!found || status.type() != fs::file_type::regular_file)
      return support::failure(support::Exit::Spec, "'" + name + "' is no file");
    if (path::parent_path(real) != home && !real.startswith((home + path::get_separator()).str()))
      return support::failure(support::Exit::Spec,
                              "'" + name + "' leads out of the model's folder");
    stream.open(real.c_str(), std::ios::binary);
    bytes = status.getSize();
    return stream ? llvm::Error::success()
                  : support::environment("cannot read '" + path.str().str() + "'");
  }

  uint64_t size() const { return bytes; }
  bool read(uint64_t offset, std::string &into) {
    stream.seekg(std::streamoff(offset));
    stream.read(into.data(), std::streamsize(into.size()));
    return bool(stream);
  }

private:
  std::ifstream stream;
  uint64_t bytes = 0;
};

class Filler {
public:
  explicit Filler(llvm::StringRef folder) : folder(folder) {}

  llvm::Error fill(TensorProto &tensor) {
    llvm::Expected<Place> place = placeOf(tensor);
    if (!place)
      return place.takeError();
    llvm::Expected<DataFile *> file = fileOf(tensor, place->file);
    if (!file)
      return file.takeError();
    const uint64_t size = (*file)->size();
    const uint64_t rest = size - std::min(size, place->offset);
    const uint64_t length = place->length == UINT64_MAX ? rest : place->length;
    total += std::min(length, rest);
    const bool inside = place->offset <= size && length <= rest;
    const std::string what = "constant '" + tensor.name() + "' is bytes " +
                             std::to_string(place->offset) + " and on of '" + place->file +
                             "', which has " + std::to_string(size);
    if (!inside || total > uint64_t(INT32_MAX))
      return support::failure(support::Exit::Spec,
                              what + (!inside ? "" : "; 2 GB of constants are the limit"));
    std::string bytes(length, 0);
    if (!(*file)->read(place->offset, bytes))
      return support::environment(what + " and cannot be read there");
    tensor.set_raw_data(std::move(bytes));
    tensor.clear_external_data();
    tensor.clear_data_location();
    return llvm::Error::success();
  }

private:
  llvm::Expected<DataFile *> fileOf(const TensorProto &tensor, const std::string &name) {
    const auto [at, isNew] = files.try_emplace(name);
    if (!isNew)
      return &at->second;
    llvm::Error error = at->second.open(folder, name);
    if (!error)
      return &at->second;
    return llvm::handleErrors(
        std::move(error), [&](std::unique_ptr<support::Failure> failure) {
          failure->message =
              "constant '" + tensor.name() + "' lies in another file: " + failure->message;
          return llvm::Error(std::move(failure));
        });
  }

  std::string folder;
  std::map<std::string, DataFile> files;
  uint64_t total = 0;
};

} // namespace

/// No ONNX file is larger.
static llvm::Error checkSize(llvm::StringRef file) {
  uint64_t size = 0;
  if (llvm::sys::fs::is_regular_file(file) && !llvm::sys::fs::file_size(file, size) &&
      size > uint64_t(INT32_MAX))
    return support::failure(support::Exit::Spec, "'" + file.str() + "' has " +
                                                     std::to_string(size) +
                                                     " bytes; ONNX models have at most 2 GB");
  return llvm::Error::success();
}

llvm::Expected<std::string> readModelFile(llvm::StringRef file) {
  if (llvm::Error error = checkSize(file))
    return error;
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

} // namespace pnasc::foreign
