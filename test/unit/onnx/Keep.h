// SPDX-License-Identifier: Apache-2.0
// Models with inputs and expected outputs, left in the folder PNASC_KEEP for another runtime to
// judge.
#pragma once

#include "ir/Shape.h"
#include "support/Files.h"
#include <cstdlib>
#include <vector>

namespace keep {

struct Case {
  std::string name, model;
  pnasc::ir::Shape shape;
  bool integer = false;                         ///< then all outputs are int8, in steps
  std::vector<float> inputs = {}, outputs = {}; ///< of all outputs, one after another

  bool write() const {
    const std::string base = std::string(std::getenv("PNASC_KEEP")) + "/" + name;
    auto bytes = [](const std::vector<float> &values) {
      return std::string(reinterpret_cast<const char *>(values.data()), values.size() * 4);
    };
    const auto save = [&](const char *suffix, const std::string &text) {
      if (llvm::Error error = pnasc::support::writeFile(base + suffix, text)) {
        llvm::consumeError(std::move(error));
        return false;
      }
      return true;
    };
    const std::string facts = "{\"shape\": [" + std::to_string(shape.channels) + ", " +
                              std::to_string(shape.height) + ", " + std::to_string(shape.width) +
                              "], \"integer\": " + (integer ? "true" : "false") + "}\n";
    return save(".onnx", model) && save(".input.f32", bytes(inputs)) &&
           save(".output.f32", bytes(outputs)) && save(".json", facts);
  }
};

} // namespace keep
