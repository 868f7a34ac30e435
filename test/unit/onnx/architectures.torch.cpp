// SPDX-License-Identifier: Apache-2.0
// Every architecture that is shipped, at its published widths, with random weights: its float and
// its int8 file are valid by ONNX's checker and by its strict shape inference, and are read back as
// what was written. With PNASC_KEEP=FOLDER both files are left there with inputs and the outputs
// that LibTorch and the integer reference make of them.
//   unit_onnx_architectures [COUNT [SIZE]]   so many inputs, images of SIZE x SIZE
//
// LINK: pnasc_parse pnasc_check pnasc_quantize_torch pnasc_foreign pnasc_lower
#include "../quantize/Networks.h"
#include "Apart.h"
#include "Program.h"
#include "lower/Lower.h"
#include "onnx/Float.h"
#include "onnx/Integer.h"
#include "quantize/Quantize.h"
#include "quantize/Reference.h"
#include "torch/Executor.h"
#include <filesystem>
#include <onnx/checker.h>
#include <onnx/onnx_pb.h>
#include <onnx/shape_inference/implementation.h>

using namespace pnasc;

namespace {

struct Subject {
  const char *file, *architecture;
  int64_t classes;
  int64_t size; ///< of images; 0: a series
};

// Small images: one of 224 x 224 takes the integer reference a second or more.
const Subject subjects[] = {
    {"mobilenetv2", "MobileNetV2", 1000, 64},
    {"resnet18", "ResNet18", 1000, 32},
    {"squeezenet", "SqueezeNet1_0", 1000, 64},
    {"squeezenet", "SqueezeNet1_1", 1000, 64},
    {"efficientnet_lite0", "EfficientNetLite0", 1000, 64},
    {"mcunet", "MCUNet", 1000, 64},
    {"mcunet", "MCUNetNarrow", 1000, 64},
    {"mcunet", "MCUNetWide", 1000, 64},
    {"mbednet", "MbedNet", 10, 64},
    {"natsbench_tss",
     "NatsBenchTss(e10 = conv3x3, e20 = avg_pool3x3, e21 = conv1x1, e30 = skip, e31 = none, e32 = "
     "conv3x3)",
     10, 32},
    {"inceptiontime", "InceptionTime", 10, 0},
    {"inceptiontime", "InceptionTimeStrided", 10, 0},
    {"mbednet1d", "MbedNet1d", 10, 0},
};

std::string dataset(const Subject &subject, int64_t size) {
  const std::string classes = "classes = " + std::to_string(subject.classes) + "  ";
  if (subject.size == 0)
    return "format = mafaulda  root = simulated  channels = 8  decimate = 10  " + classes +
           "window = 512 samples stride 512 samples";
  const std::string pixels = std::to_string(size);
  return "format = idx  root = \"/nowhere\"  channels = 3  " + classes + "height = " + pixels +
         "  width = " + pixels;
}

ir::Network baseline(const Subject &subject, int64_t size) {
  const std::filesystem::path unit = std::filesystem::path(__FILE__).parent_path().parent_path();
  const std::string root = unit.parent_path().parent_path();
  const test::Program program(
      "import \"architectures/" + std::string(subject.file) +
          "\"\nimport \"targets/teensy41\"\ndataset inputs { " + dataset(subject, size) +
          " }\nsearch s { on inputs  architecture = " + subject.architecture +
          "  minimize flops }\ndeploy { target = teensy41 }\n",
      {}, std::nullopt, {root + "/specs", root});
  return program.network("{}");
}

/// As onnx.checker.check_model(full_check = True) does it.
bool valid(const std::string &bytes) {
  ::onnx::ModelProto model;
  if (!CHECK(model.ParseFromString(bytes)))
    return false;
  try {
    ::onnx::checker::check_model(model);
    ::onnx::shape_inference::InferShapes(model, ::onnx::OpSchemaRegistry::Instance(),
                                         ::onnx::ShapeInferenceOptions{true, 1, false});
  } catch (const std::exception &error) {
    std::cerr << error.what() << "\n";
    return false;
  }
  return true;
}

void keepFloat(const ir::TrainedNetwork &trained, const std::string &bytes,
               const std::vector<float> &inputs) {
  const ir::Shape &shape = trained.network.inputShape();
  const int64_t count = int64_t(inputs.size()) / shape.elements();
  auto outputs = pnasc::torch::run<float>(
      trained.network, trained.parameters,
      ir::FloatArray{{count, shape.channels, shape.height, shape.width}, inputs});
  if (!CHECK(bool(outputs)))
    return;
  keep::Case kept{
      trained.network.name + ".float", bytes, shape, false, inputs, outputs->front().data};
  CHECK(kept.write());
}

void keepInteger(const ir::IntegerNetwork &network, const std::string &name,
                 const std::string &bytes, const std::vector<float> &inputs) {
  const ir::Shape &shape = network.graph.tensors[0].shape;
  const ir::QuantParams &steps = network.tensors[network.graph.outputs.front()];
  keep::Case kept{name + ".int8", bytes, shape, true, inputs, {}, steps.scale};
  for (size_t at = 0; at < inputs.size(); at += size_t(shape.elements()))
    for (int8_t value :
         quantize::output(network, quantize::quantizeInput(network, &inputs[at]))) // one position
      kept.outputs.push_back(float(value - steps.zeroPoint) * steps.scale);
  CHECK(kept.write());
}

void judge(const Subject &subject, size_t count, int64_t size) {
  const ir::Network network = baseline(subject, size);
  const ir::TrainedNetwork trained = networks::filled(network, 7);
  const std::vector<float> inputs = networks::noise(network, count, 11);
  std::cerr << network.name << ": " << network.nodes.size() << " nodes\n";

  auto floats = pnasc::onnx::writeFloat(trained, {});
  CHECK(bool(floats) && valid(*floats));
  auto again = pnasc::onnx::readFloat(*floats, network.name);
  CHECK(bool(again) && *pnasc::onnx::writeFloat(*again, {}) == *floats);

  auto integer = quantize::ptqOnNoise(trained, lower::lower(network, ""), 3);
  if (!CHECK(bool(integer)))
    return;
  auto bytes = pnasc::onnx::writeInteger(*integer, {});
  CHECK(bool(bytes) && valid(*bytes));
  auto read = pnasc::onnx::readInteger(*bytes);
  CHECK(bool(read) && *pnasc::onnx::writeInteger(*read, {}) == *bytes);
  if (!std::getenv("PNASC_KEEP"))
    return;
  keepFloat(trained, *floats, inputs);
  keepInteger(*integer, network.name, *bytes, inputs);
  const size_t few = std::min<size_t>(count, 10) * size_t(network.inputShape().elements());
  CHECK(apart::apart(*integer, network.name + ".apart", *bytes,
                     {inputs.begin(), inputs.begin() + ptrdiff_t(few)})
            .write());
}

} // namespace

int main(int count, char **arguments) {
  pnasc::torch::init();
  const size_t inputs = count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 100;
  for (const Subject &subject : subjects)
    judge(subject, inputs, count > 2 ? std::strtol(arguments[2], nullptr, 10) : subject.size);
  return report();
}
