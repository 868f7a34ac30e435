// SPDX-License-Identifier: Apache-2.0
// Who reads each value of a graph. A fold that changes what a value's maker computes may only do so
// where one node reads the value and the graph does not give it out.
#pragma once

#include <map>
#include <onnx/onnx_pb.h>
#include <string>

namespace pnasc::onnx {

class Readers {
public:
  explicit Readers(const ::onnx::GraphProto &graph);
  /// One node reads the value, and nobody outside sees it.
  bool single(const std::string &value) const;

private:
  std::map<std::string, size_t> counts; ///< nodes; an output counts as two
};

} // namespace pnasc::onnx
