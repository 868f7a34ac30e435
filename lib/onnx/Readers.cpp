// SPDX-License-Identifier: Apache-2.0
#include "onnx/Readers.h"
#include <set>

namespace pnasc::onnx {

Readers::Readers(const ::onnx::GraphProto &graph) {
  for (const ::onnx::NodeProto &node : graph.node())
    for (const std::string &value :
         std::set<std::string>(node.input().begin(), node.input().end()))
      ++counts[value];
  for (const auto &output : graph.output())
    counts[output.name()] += 2;
}

bool Readers::single(const std::string &value) const {
  const auto at = counts.find(value);
  return at != counts.end() && at->second == 1;
}

} // namespace pnasc::onnx
