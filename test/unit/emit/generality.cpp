// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_parse pnasc_check pnasc_quantize_torch pnasc_lower pnasc_emit
// What the language can say beyond the published architectures, from its text to C: each block
// below alone and with a residual around it, on images and on series, is elaborated, lowered,
// quantised and emitted; under ASan and UBSan the C answers what the integer reference does.
#include "Check.h"
#include "Program.h"
#include "catalogue/ops/shared/Op.h"
#include "emit/Catalogue.h"
#include "emit/Compile.h"
#include "plan/Plan.h"
#include "quantize/Quantize.h"
#include "torch/Executor.h"

using namespace pnasc;

namespace {

struct Feature {
  const char *name;
  const char *body; ///< of a block of x and channels that keeps height and width
  const char *op;   ///< that the network must have
};

const Feature features[] = {
    {"grouped", "conv(x, channels, kernel = 3, groups = 2)", "conv"},
    {"dilated", "conv(x, channels, kernel = 3, dilation = 2)", "conv"},
    {"asymmetric",
     "conv(x, channels, kernel = 7, kernel_height = 1) |> batch_norm |> relu "
     "|> conv(channels, kernel = 7, kernel_width = 1)",
     "conv"},
    {"uneven",
     "conv(x, channels, kernel = 3, dilation_width = 2) "
     "|> max_pool(kernel = 3, kernel_height = 1, stride = 1) "
     "|> average_pool(kernel = 2, stride = 1, kernel_height = 1)",
     "max_pool"},
    {"excite",
     "multiply(x, global_average_pool(x) |> conv(4, kernel = 1) |> relu "
     "|> conv(channels, kernel = 1, bias = true) |> hard_sigmoid)",
     "multiply"},
    {"hard_swish", "conv(x, channels, kernel = 3) |> batch_norm |> hard_swish", "hard_swish"},
    {"silu", "depthwise(x, kernel = 3) |> conv(channels, kernel = 1) |> batch_norm |> silu",
     "silu"},
    {"hard_sigmoid", "conv(x, channels, kernel = 1) |> hard_sigmoid", "hard_sigmoid"},
    {"leaky_relu", "conv(x, channels, kernel = 1) |> leaky_relu(slope = 0.2)", "leaky_relu"},
    {"elu", "conv(x, channels, kernel = 1) |> elu(alpha = 0.5)", "elu"},
    {"smooth", "conv(x, channels, kernel = 1) |> tanh |> gelu |> softplus", "gelu"},
    {"smoother", "conv(x, channels, kernel = 1) |> gelu_tanh |> mish", "mish"},
    {"reshape",
     "multiply(x, reshape(reshape(global_average_pool(x), 1, width = channels), channels))",
     "reshape"},
    {"prelu", "conv(x, channels, kernel = 3) |> batch_norm |> prelu", "prelu"},
    {"one_slope", "prelu(x, shared = true) |> conv(channels, kernel = 1)", "prelu"},
    {"shuffle", "conv(x, channels, kernel = 1, groups = 2) |> channel_shuffle(groups = 2)",
     "channel_shuffle"},
    {"local_pools",
     "add(max_pool(x, kernel = 3, stride = 1), average_pool(x, kernel = 3, stride = 1)) "
     "|> conv(channels, kernel = 1)",
     "average_pool"},
    {"branches",
     "concat(conv(x, 4, kernel = 1) |> relu, conv(x, 2, kernel = 3), "
     "max_pool(x, kernel = 3, stride = 1) |> conv(2, kernel = 1)) |> conv(channels, kernel = 1)",
     "concat"},
    {"transposed",
     "conv(x, channels, kernel = 3, stride = 2) "
     "|> conv_transpose(channels, kernel = 4, stride = 2)",
     "conv_transpose"},
    {"nearest", "max_pool(x, kernel = 2) |> upsample |> conv(channels, kernel = 1)", "upsample"},
    {"bilinear", "average_pool(x, kernel = 2) |> upsample_bilinear |> conv(channels, kernel = 3)",
     "upsample_bilinear"},
    {"log_softmax", "conv(x, channels, kernel = 1) |> log_softmax", "log_softmax"},
    {"gated_sum",
     "add(multiply(x, sigmoid(x)), softmax(x), conv(x, channels, kernel = 1) |> relu6)", "softmax"},
};

const char *const series = R"(
dataset readings {
  format = mafaulda  root = "/nowhere"  channels = 4  classes = 4  window = 32 samples
}
board small {
  core = cortex_m7  clock = 100 MHz
  ram sram = 64 KiB at 0x20000000
  flash flash = 256 KiB at 0x08000000
}
deploy { target = small }
search s { on readings  architecture = A  minimize flops }
)";

const char *const pictures = R"(
dataset images { format = idx  root = "/nowhere"  channels = 3  height = 12  width = 10  classes = 4 }
board small {
  core = cortex_m4  clock = 100 MHz
  ram sram = 64 KiB at 0x20000000
  flash flash = 256 KiB at 0x08000000
}
deploy { target = small }
search s { on images  architecture = A  minimize flops }
)";

std::string programOf(const Feature &feature, bool isSeries) {
  return std::string("block Plain(x: Tensor, channels: Channels) -> Tensor { return ") +
         feature.body +
         " }\nblock Around(x: Tensor, channels: Channels) -> Tensor { "
         "return add(x, Plain(x, channels)) }\n"
         "architecture A : " +
         (isSeries ? "series" : "image") +
         " {\n  stem { conv(channels = 8, kernel = 3) |> batch_norm |> relu }\n"
         "  group { Plain: 8  Around: 8 }\n  head { global_average_pool |> linear(classes) }\n}\n" +
         (isSeries ? series : pictures);
}

/// As a second output: what the head averages away, every byte of it.
void showLastMap(ir::Network &network) {
  for (const ir::Node &node : network.nodes)
    if (node.name == "head.global_average_pool1")
      network.outputs.push_back(node.inputs.front());
  CHECK_EQ(network.outputs.size(), 2u);
}

struct Image {
  compile::Folder folder;
  std::string includes = "#include <stdio.h>\n#include <stdlib.h>\n", calls;

  void add(const Feature &feature, bool isSeries) {
    const test::Program program(programOf(feature, isSeries));
    if (!CHECK(program.spec != nullptr)) {
      std::cerr << "  " << feature.name << "\n";
      return;
    }
    ir::Network network = program.network("{}");
    showLastMap(network);
    CHECK_EQ(ops::verify(network), "");
    CHECK(llvm::any_of(network.nodes, [&](const ir::Node &node) { return node.op == feature.op; }));
    const ir::DeployGraph graph = lower::lower(network, isSeries ? "cortex-m7" : "");
    // Batch norms that are not the identity and slopes of both signs, as training leaves them.
    auto integers = quantize::ptqOnNoise(networks::filled(network, 3), graph, 3);
    if (!CHECK(bool(integers))) {
      std::cerr << llvm::toString(integers.takeError()) << "\n";
      return;
    }
    write(*integers, std::string(feature.name) + (isSeries ? "_1d" : "_2d"));
  }

  void write(ir::IntegerNetwork &integers, const std::string &name) {
    lower::chooseKernels(integers.graph);
    const ir::Schedule plan = plan::plan(integers.graph);
    CHECK_EQ(plan::verify(integers.graph, plan), "");
    const emit::Vectors vectors = catalogue::vectors(integers, 5);
    CHECK(vectors.outputs[1] != vectors.outputs[2]); // it looks at its input
    folder.write(llvm::cantFail(emit::emitC(integers, plan, name, vectors)));
    includes += "#include \"" + name + ".h\"\n";
    const std::string bytes = llvm::StringRef(name).upper() + "_ARENA_BYTES";
    calls += "  arena = malloc(" + bytes + ");\n  status = " + name + "_selftest(arena, " + bytes +
             ");\n  if (status != 0) printf(\"" + name +
             ": %d\\n\", status);\n  bad += status != 0;\n  free(arena);\n";
  }

  void run() {
    folder.write("main.c", includes + "int main(void) {\n  void *arena;\n  int status, bad = 0;\n" +
                               calls + "  return bad != 0;\n}\n");
    CHECK(folder.run("cc -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all" +
                     std::string(compile::Warnings) + "*.c -o all"));
    CHECK(folder.run("./all"));
  }
};

} // namespace

int main() {
  torch::init();
  for (const bool isSeries : {false, true}) {
    Image image;
    for (const Feature &feature : features)
      image.add(feature, isSeries);
    image.run();
  }
  return report();
}
