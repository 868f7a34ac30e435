// SPDX-License-Identifier: Apache-2.0
// The constants of a graph by name: initialisers, Constant nodes, and Identity or Transpose of
// those.
#pragma once

#include "llvm/Support/Error.h"
#include <functional>
#include <map>
#include <onnx/onnx_pb.h>
#include <optional>

namespace pnasc::onnx {

class Constants {
public:
  explicit Constants(const ::onnx::GraphProto &graph);
  /// Takes a node whose result is constant; false where it is none of those above.
  llvm::Expected<bool> take(const ::onnx::NodeProto &node);
  const ::onnx::TensorProto *find(const std::string &name) const;
  /// The values of a constant of float, int32 or int64.
  std::optional<std::vector<double>> numbers(const std::string &name) const;
  /// A float constant of one value.
  std::optional<double> scalar(const std::string &name) const;

private:
  llvm::Error transpose(const ::onnx::NodeProto &node, const ::onnx::TensorProto &from);

  std::map<std::string, ::onnx::TensorProto> made;
  std::map<std::string, const ::onnx::TensorProto *> known;
};

} // namespace pnasc::onnx
