// SPDX-License-Identifier: Apache-2.0
#include "foreign/TensorFile.h"
#include "foreign/Messages.onnx.h"
#include "support/Error.h"
#include "support/Files.h"
#include <onnx/onnx_pb.h>

namespace pnasc::foreign {

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
  const Constant constant = constantOf(tensor);
  if (elementsOf(constant.sizes) < 0)
    return wrong("its sizes are " + sizesText(constant.sizes));
  if (!constant.isFloat() || elementsOf(constant.sizes) != int64_t(constant.count()))
    return wrong(constant.isFloat() ? "it has another number of values than its sizes say"
                                    : "it has another type");
  return ir::FloatArray{constant.sizes, constant.floats()};
}

} // namespace pnasc::foreign
