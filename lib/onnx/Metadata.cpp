// SPDX-License-Identifier: Apache-2.0
#include "onnx/Metadata.h"
#include "onnx/Proto.h"

namespace pnasc::onnx {

llvm::Expected<std::map<std::string, std::string>> readMetadata(llvm::StringRef bytes,
                                                                llvm::StringRef name) {
  llvm::Expected<::onnx::ModelProto> model = parseModel(bytes, name);
  if (!model)
    return model.takeError();
  std::map<std::string, std::string> properties;
  for (const auto &property : model->metadata_props())
    properties[property.key()] = property.value();
  return properties;
}

} // namespace pnasc::onnx
