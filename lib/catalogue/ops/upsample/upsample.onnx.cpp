// SPDX-License-Identifier: Apache-2.0
// Resize by whole numbers. It reads for upsample_bilinear, too.
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include <cmath>
#include <onnx/onnx_pb.h>

namespace pnasc::ops {

static std::string text(const OnnxReading &reading, llvm::StringRef name, const char *fallback) {
  const ::onnx::AttributeProto *found = reading.attribute(name);
  return found ? found->s() : fallback;
}

/// Height and width multiplied; scales (the second input of Upsample and of opset 10, the third
/// since opset 11) or sizes.
static llvm::Expected<std::vector<int64_t>> factorOf(const OnnxReading &reading) {
  std::optional<std::vector<double>> scales;
  for (int index : {2, 1})
    if (auto given = reading.numbers(index); !scales && given && given->size() == 4)
      scales = std::move(given);
  const ir::Shape &in = reading.in;
  if (const auto sizes = reading.numbers(3); !scales && sizes && sizes->size() == 4)
    scales = {{1, (*sizes)[1] / double(in.channels), (*sizes)[2] / double(in.height),
               (*sizes)[3] / double(in.width)}};
  if (!scales)
    return wrong("needs constant scales or sizes for four dimensions");
  std::vector<int64_t> factor;
  for (size_t i = 0; i < 4; ++i) {
    const double scale = (*scales)[i];
    if (!(scale >= 1) || scale > 1024 || scale != std::floor(scale) || (i < 2 && scale != 1))
      return wrong("enlarges by " + std::to_string(scale) +
                   ", whole numbers for height and width are supported");
    if (i >= 2)
      factor.push_back(int64_t(scale));
  }
  return factor;
}

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  const std::string mode = text(reading, "mode", "nearest");
  const bool old = reading.node.op_type() == "Upsample";
  const std::string where =
      text(reading, "coordinate_transformation_mode", old ? "asymmetric" : "half_pixel");
  const std::string round = text(reading, "nearest_mode", old ? "floor" : "round_prefer_floor");
  llvm::Expected<std::vector<int64_t>> factor = factorOf(reading);
  if (!factor)
    return factor.takeError();
  const bool halves = where == "half_pixel" || where == "pytorch_half_pixel";
  const bool nearest =
      mode == "nearest" && ((where == "asymmetric" && round == "floor") ||
                            (halves && llvm::StringRef(round).startswith("round")));
  if (!nearest && !(mode == "linear" && halves))
    return wrong("has mode '" + mode + "' with '" + where + "' and '" + round +
                 "', which is not supported");
  OnnxRead read{nearest ? "upsample" : "upsample_bilinear", {}};
  read.attributes.set("factor", *factor);
  return read;
}

const OnnxOp &onnx_upsample() {
  static const OnnxOp op{"upsample",
                         {"Resize", "Upsample"},
                         [](const OnnxWriting &w) { writeResize(w, "nearest", "asymmetric"); },
                         read};
  return op;
}

} // namespace pnasc::ops
