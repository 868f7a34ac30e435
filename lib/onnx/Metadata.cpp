// SPDX-License-Identifier: Apache-2.0
#include "onnx/Metadata.h"
#include "onnx/Model.onnx.h"
#include <onnx/onnx_pb.h>

namespace pnasc::onnx {

llvm::Expected<std::map<std::string, std::string>> readMetadata(llvm::StringRef bytes,
                                                                llvm::StringRef name) {
  ::onnx::ModelProto model;
  if (llvm::Error error = parseMessages(bytes, name, model))
    return error;
  std::map<std::string, std::string> properties;
  for (const auto &property : model.metadata_props())
    properties[property.key()] = property.value();
  return properties;
}

} // namespace pnasc::onnx
