// SPDX-License-Identifier: Apache-2.0
// What writers and readers share: tensors and the frame of a model. Only for this room.
#pragma once

#include "ir/Shape.h"
#include "ir/Tensor.h"
#include "onnx/Limits.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <onnx/onnx_pb.h>

namespace pnasc::onnx {

constexpr int64_t Opset = 14; ///< the first with HardSwish

/// Adds an initialiser and returns its name. T: float, int8_t, int32_t, int64_t.
template <class T>
std::string addTensor(::onnx::GraphProto &graph, std::string name,
                      const std::vector<int64_t> &shape, const std::vector<T> &values);

/// Values of a constant; an error where type, size or place are not as needed.
template <class T> llvm::Expected<std::vector<T>> valuesOf(const ::onnx::TensorProto &tensor);
std::vector<int64_t> shapeOf(const ::onnx::TensorProto &tensor);
int64_t opsetOf(const ::onnx::ModelProto &model); ///< of ONNX's own operators

/// A graph's float input or output, the batch symbolic.
void setValue(::onnx::ValueInfoProto &value, llvm::StringRef name, llvm::ArrayRef<int64_t> dims);

::onnx::ModelProto newModel(llvm::StringRef graphName,
                            const std::map<std::string, std::string> &metadata);
/// Checks and serialises.
llvm::Expected<std::string> finish(const ::onnx::ModelProto &model);

/// Parses and checks a file of our own; `name` stands for it in messages.
llvm::Expected<::onnx::ModelProto> parseModel(llvm::StringRef bytes, llvm::StringRef name);

/// Sizes of the one input of the graph that is no constant as C x H x W.
llvm::Expected<ir::Shape> inputShapeOf(const ::onnx::GraphProto &graph, std::string &name);

} // namespace pnasc::onnx
