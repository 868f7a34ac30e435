// SPDX-License-Identifier: Apache-2.0
#include "onnx/TensorFile.h"
#include "onnx/Proto.h"
#include "onnx/Vet.h"
#include "support/Error.h"
#include "support/Files.h"

namespace pnasc::onnx {

llvm::Expected<ir::FloatArray> readTensorFile(llvm::StringRef path) {
  llvm::Expected<std::string> bytes = support::readFile(path);
  if (!bytes)
    return bytes.takeError();
  const auto wrong = [&](const std::string &reason) {
    return support::environment("'" + path.str() + "' is no ONNX tensor of floats: " + reason);
  };
  ::onnx::TensorProto tensor;
  if (bytes->empty() || bytes->size() > size_t(INT32_MAX) ||
      !tensor.ParseFromArray(bytes->data(), int(bytes->size())))
    return wrong("it is cut off or something else");
  if (elementsOf(shapeOf(tensor)) < 0)
    return wrong("its sizes are " + sizesText(shapeOf(tensor)));
  llvm::Expected<std::vector<float>> values = valuesOf<float>(tensor);
  if (!values)
    return wrong(llvm::toString(values.takeError()));
  return ir::FloatArray{shapeOf(tensor), std::move(*values)};
}

} // namespace pnasc::onnx
