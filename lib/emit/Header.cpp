// SPDX-License-Identifier: Apache-2.0
#include "emit/Model.h"

namespace pnasc::emit {

static std::string define(const Model &model, const std::string &what, const std::string &value) {
  return "#define " + model.upper + "_" + what + " " + value + "\n";
}

static std::string tensorMacros(const Model &model, const std::string &what,
                                const ir::DeployTensor &tensor, const ir::QuantParams &params) {
  const ir::Shape &shape = tensor.shape;
  const std::string h = std::to_string(shape.height), w = std::to_string(shape.width),
                    c = std::to_string(shape.channels);
  return define(model, what + "_BYTES", std::to_string(tensor.bytes()) + "u") +
         define(model, what + "_HEIGHT", h) + define(model, what + "_WIDTH", w) +
         define(model, what + "_CHANNELS", c) +
         define(model, what + "_SHAPE", "{ " + h + ", " + w + ", " + c + " } /* H, W, C */") +
         define(model, what + "_SCALE", floatText(params.scale)) +
         define(model, what + "_ZERO_POINT",
                params.zeroPoint < 0 ? "(" + std::to_string(params.zeroPoint) + ")"
                                     : std::to_string(params.zeroPoint));
}

static const char *const interface = R"(
typedef enum {
  @NAME@_OK = 0,
  @NAME@_BAD_POINTER,     /* a null argument */
  @NAME@_ARENA_TOO_SMALL, /* fewer than @NAME@_ARENA_BYTES */
  @NAME@_ARENA_UNALIGNED, /* not on a multiple of @NAME@_ARENA_ALIGN */
  @NAME@_NOT_INITIALISED  /* @name@_init was not called or failed */
} @name@_status;

/* One instance; it owns nothing. Fields are private. */
typedef struct {
  int8_t *arena;
  uint32_t magic;
} @name@_context;

/* Gives the model its memory. The arena must outlive the context; nothing else is used. */
@name@_status @name@_init(@name@_context *context, void *arena, size_t arena_bytes);

/* Where the input is put before and the output found after an inference: int8 in H-W-C order, both
   in the arena. Null before @name@_init. */
int8_t *@name@_input(@name@_context *context);
const int8_t *@name@_output(const @name@_context *context);
@more@
/* One inference; the input is destroyed. */
@name@_status @name@_invoke(@name@_context *context);

/* Copies @NAME@_INPUT_BYTES in, infers, copies @NAME@_OUTPUTS_BYTES out: the outputs, one after
   another. */
@name@_status @name@_run(@name@_context *context, const int8_t *in, int8_t *out);

/* real = scale * (quantised - zero point): half to even, saturating; NaN becomes the zero point. */
void @name@_quantize_input(const float *in, int8_t *out, size_t count);

/* 0 where the golden vectors come out bit for bit, else the number of the first that does not (from
   1), or -1 where the arena does not do. In a file of its own: linked only where it is called. */
int @name@_selftest(void *arena, size_t arena_bytes);

/* Names of the classes, @NAME@_LABELS of them. */
extern const char *const @name@_labels[];
)";

/// The functions of the outputs behind the first.
static std::string moreOutputs(const Model &model) {
  std::string text;
  for (size_t i = 1; i < model.outputs(); ++i)
    text += "const int8_t *@name@_output" + outputSuffix(i) + "(const @name@_context *context);\n";
  return text;
}

static std::string interfaceText(const Model &model) {
  std::string text = interface;
  const std::string place = "@more@\n";
  const std::string more = moreOutputs(model);
  text.replace(text.find(place), place.size(), more + "\n");
  return named(model, text);
}

/// What the caller must do to raw samples before quantising them.
static std::string normalisation(const Model &model) {
  const std::vector<float> &mean = model.network.inputMean, &dev = model.network.inputDeviation;
  if (mean.empty() || mean.size() != dev.size())
    return "";
  std::string means, deviations;
  for (size_t c = 0; c < mean.size(); ++c) {
    means += (c ? ", " : "") + floatText(mean[c]);
    deviations += (c ? ", " : "") + floatText(dev[c]);
  }
  return "/* Samples are to be normalised by channel, (x - mean) / deviation, then quantised. "
         "*/\n" +
         define(model, "INPUT_MEAN", "{ " + means + " }") +
         define(model, "INPUT_DEVIATION", "{ " + deviations + " }");
}

std::string headerText(const Model &model) {
  std::string text = bannerText(model, "the interface");
  text += named(model, "#ifndef @NAME@_H\n#define @NAME@_H\n\n#include <stddef.h>\n#include "
                       "<stdint.h>\n\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n");
  text += define(model, "ABI_VERSION", "1");
  text += define(model, "MODEL_DIGEST", quotedText(model.digest));
  text += define(model, "ARENA_BYTES", std::to_string(model.plan.arenaBytes) + "u");
  text += define(model, "ARENA_ALIGN", std::to_string(model.plan.alignment) + "u");
  text += "\n" + tensorMacros(model, "INPUT", model.input(), model.inputParams());
  if (const ir::Shape &shape = model.input().shape; !model.network.layout.isNetworks(shape))
    text += "/* In the model's file a sample is " + model.network.layout.text(shape) + ". */\n";
  text += normalisation(model);
  for (size_t i = 0; i < model.outputs(); ++i)
    text += "\n" +
            tensorMacros(model, "OUTPUT" + outputSuffix(i), model.output(i), model.outputParams(i));
  text += "\n" + define(model, "OUTPUTS", std::to_string(model.outputs()));
  text += define(model, "OUTPUTS_BYTES", std::to_string(model.outputsBytes()) + "u");
  text += define(model, "LABELS", std::to_string(model.network.labels.size()));
  text += interfaceText(model);
  return text + "\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n";
}

} // namespace pnasc::emit
