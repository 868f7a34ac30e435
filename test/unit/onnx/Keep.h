// SPDX-License-Identifier: Apache-2.0
// Models with inputs and expected outputs, left in the folder PNASC_KEEP for another runtime to
// judge (test/npm/runtime.mjs): NAME.onnx, NAME.json and what that names.
#pragma once

#include "ir/Shape.h"
#include "support/Files.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>
#include <vector>

namespace keep {

inline bool save(const std::string &file, const std::string &text) {
  if (llvm::Error error =
          pnasc::support::writeFile(std::string(std::getenv("PNASC_KEEP")) + "/" + file, text)) {
    llvm::consumeError(std::move(error));
    return false;
  }
  return true;
}

inline std::string bytesOf(const std::vector<float> &values) {
  return std::string(reinterpret_cast<const char *>(values.data()), values.size() * 4);
}

inline llvm::json::Array sizesOf(const pnasc::ir::Shape &shape) {
  return llvm::json::Array{shape.channels, shape.height, shape.width};
}

inline std::string text(llvm::json::Object object) {
  std::string page;
  llvm::raw_string_ostream(page) << llvm::json::Value(std::move(object)) << "\n";
  return page;
}

/// A whole network.
struct Case {
  std::string name, model;
  pnasc::ir::Shape shape;
  bool integer = false;                         ///< then outputs are whole numbers of `step`
  std::vector<float> inputs = {}, outputs = {}; ///< of all outputs, one after another
  double step = 1;

  bool write() const {
    llvm::json::Object facts;
    facts["kind"] = integer ? "integer" : "float";
    facts["shape"] = sizesOf(shape);
    facts["step"] = step;
    return save(name + ".onnx", model) && save(name + ".input.f32", bytesOf(inputs)) &&
           save(name + ".output.f32", bytesOf(outputs)) &&
           save(name + ".json", text(std::move(facts)));
  }
};

/// An int8 network taken apart: operators read the tensors that are given, TENSOR.in, instead of
/// those that the operators before them made, TENSOR.q.
struct Apart {
  std::string name, model;
  pnasc::ir::Shape shape;
  std::vector<float> inputs = {};
  llvm::json::Array tensors = {}; ///< {name, sizes} of each
  std::string values = {}; ///< int8, tensor after tensor, each for all inputs, channels first

  bool write() {
    llvm::json::Object facts;
    facts["kind"] = "apart";
    facts["shape"] = sizesOf(shape);
    facts["tensors"] = std::move(tensors);
    return save(name + ".onnx", model) && save(name + ".input.f32", bytesOf(inputs)) &&
           save(name + ".tensors.i8", values) && save(name + ".json", text(std::move(facts)));
  }
};

} // namespace keep
