// SPDX-License-Identifier: Apache-2.0
// Our own properties of a model file: labels and normalisation as JSON lists.
#pragma once

#include "ir/Integer.h"
#include "llvm/Support/Error.h"
#include <map>
#include <onnx/onnx_pb.h>

namespace pnasc::onnx {

void addProperties(const ir::IntegerNetwork &network, std::map<std::string, std::string> &into);

/// Fills labels, normalisation and core; numbered labels and none where the file says nothing.
llvm::Error readProperties(const ::onnx::ModelProto &model, ir::IntegerNetwork &network);

} // namespace pnasc::onnx
