// SPDX-License-Identifier: Apache-2.0
#include "catalogue/kernels/Helpers.h"
#include "emit/Model.h"
#include "support/Printable.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::emit {

/// A kernel's code must not depend on the layers that call it, or its size would: noipa forbids
/// clones and constants that wander in. Clang knows it not and needs less.
static const char *const preamble = R"(#include <string.h>

#if defined(__clang__)
#define PNAS_KERNEL __attribute__((noinline))
#elif defined(__GNUC__)
#define PNAS_KERNEL __attribute__((noipa))
#else
#define PNAS_KERNEL
#endif

/* To be defined by whoever builds this: PNAS_NO_ASM for plain C throughout; PNAS_FEW_REGISTERS where
   fourteen registers are not to be had, as with -fno-omit-frame-pointer, -pg or -ffixed-r9.
   Position-independent builds (PIC, ROPI, RWPI), which keep a register back, are known by themselves. */
#if defined(__ARM_FEATURE_DSP) && !defined(PNAS_NO_ASM)
#define PNAS_DSP
#endif
#if defined(__ARM_FEATURE_SAT) && !defined(PNAS_NO_ASM)
#define PNAS_SAT
#endif
#if (defined(__PIC__) || defined(__ARM_ROPI) || defined(__ARM_RWPI)) && !defined(PNAS_FEW_REGISTERS)
#define PNAS_FEW_REGISTERS
#endif
)";

static const char *const api = R"(
#define @NAME@_MAGIC 0x53414E50u

@name@_status @name@_init(@name@_context *context, void *arena, size_t arena_bytes) {
  if (!context)
    return @NAME@_BAD_POINTER;
  context->arena = NULL;
  context->magic = 0;
  if (!arena)
    return @NAME@_BAD_POINTER;
  if (arena_bytes < @NAME@_ARENA_BYTES)
    return @NAME@_ARENA_TOO_SMALL;
  if ((uintptr_t)arena % @NAME@_ARENA_ALIGN != 0)
    return @NAME@_ARENA_UNALIGNED;
  context->arena = arena;
  context->magic = @NAME@_MAGIC;
  return @NAME@_OK;
}

int8_t *@name@_input(@name@_context *context) {
  return context && context->magic == @NAME@_MAGIC ? context->arena + @input@ : NULL;
}

@outputs@@name@_status @name@_run(@name@_context *context, const int8_t *in, int8_t *out) {
  if (!in || !out)
    return @NAME@_BAD_POINTER;
  if (!context || context->magic != @NAME@_MAGIC)
    return @NAME@_NOT_INITIALISED;
  memcpy(context->arena + @input@, in, @NAME@_INPUT_BYTES);
  const @name@_status status = @name@_invoke(context);
@copies@  return status;
}

/* Adding and subtracting 1.5 * 2^23 rounds half to even; volatile keeps it from being folded away. */
void @name@_quantize_input(const float *in, int8_t *out, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    const float scaled = in[i] / @NAME@_INPUT_SCALE;
    int32_t value = @NAME@_INPUT_ZERO_POINT;
    if (scaled >= 512.0f)
      value = 127;
    else if (scaled <= -512.0f)
      value = -128;
    else if (scaled == scaled) {
      volatile float rounded = scaled + 12582912.0f;
      value += (int32_t)(rounded - 12582912.0f);
    }
    out[i] = (int8_t)(value < -128 ? -128 : value > 127 ? 127 : value);
  }
}
)";

static void replace(std::string &text, const std::string &from, const std::string &to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

/// Kernels in use, each once, sorted by name.
static std::vector<const kernels::Kernel *> used(const Model &model) {
  std::vector<const kernels::Kernel *> found;
  for (const kernels::Kernel *kernel : kernels::all())
    if (llvm::any_of(model.layers, [&](const PlacedLayer &l) { return l.kernel == kernel; }))
      found.push_back(kernel);
  return found;
}

static std::string kernelsText(const std::vector<const kernels::Kernel *> &used) {
  std::string types, bodies;
  std::vector<std::string> helpers, seen;
  for (const kernels::Kernel *kernel : used) {
    if (!llvm::is_contained(seen, kernel->parameterType)) {
      seen.push_back(kernel->parameterType);
      types += "\n" + kernel->parameterText;
    }
    helpers.insert(helpers.end(), kernel->helpers.begin(), kernel->helpers.end());
    bodies += kernel->text;
  }
  return types + kernels::helperText(helpers) + bodies;
}

static std::string layerName(const PlacedLayer &layer, size_t call) {
  return "layer_" + std::to_string(layer.node) +
         (layer.layer.parameters.size() > 1 ? "_" + std::to_string(call) : "");
}

static std::string comment(const Model &model, const PlacedLayer &layer) {
  const ir::DeployNode &node = model.network.graph.nodes[layer.node];
  constexpr size_t longest = 200; // of what may be the path of a module, or anything
  std::string name;
  for (char c : support::printable(llvm::StringRef(node.name).take_front(longest)))
    name += c == '*' || c == '/' || c == '\\' ? '_' : c;
  std::string shapes;
  for (uint32_t input : node.inputs)
    shapes += (shapes.empty() ? "" : ", ") + model.network.graph.tensors[input].shape.text();
  return "/* " + name + ": " + node.op + " " + shapes + " -> " +
         model.network.graph.tensors[node.output].shape.text() + " */\n";
}

static std::string layersText(const Model &model) {
  std::string text = "\n/* Tables in " + model.name + "_weights.c. */\n", parameters;
  for (const PlacedLayer &layer : model.layers) {
    parameters += "\n" + comment(model, layer);
    for (size_t i = 0; i < layer.layer.parameters.size(); ++i) {
      std::string fields = layer.layer.parameters[i];
      for (const kernels::Table &table : layer.layer.tables)
        replace(fields, "@" + table.suffix + "@", model.table(layer, table));
      parameters += "static const " + layer.kernel->parameterType + " " + layerName(layer, i) +
                    " = " + fields + ";\n";
    }
    for (const kernels::Table &table : layer.layer.tables)
      text += "extern const " + table.type + " " + model.table(layer, table) + "[" +
              std::to_string(table.values.size()) + "];\n";
  }
  return text + parameters;
}

static std::string invokeText(const Model &model) {
  std::string text = named(model, R"(
@name@_status @name@_invoke(@name@_context *context) {
  if (!context || context->magic != @NAME@_MAGIC)
    return @NAME@_NOT_INITIALISED;
)");
  if (!model.layers.empty()) // what comes in may be what goes out
    text += "  int8_t *const arena = context->arena;\n";
  for (const PlacedLayer &layer : model.layers)
    for (size_t i = 0; i < layer.layer.parameters.size(); ++i)
      text += "  " + layer.kernel->function + "(arena, &" + layerName(layer, i) + ");\n";
  return text + named(model, "  return @NAME@_OK;\n}\n");
}

static std::string offsetText(const Model &model, uint32_t tensor) {
  return std::to_string(model.plan.tensors[tensor].offset) + "u";
}

/// m_output and those of further outputs.
static std::string outputsText(const Model &model) {
  std::string text;
  for (size_t i = 0; i < model.outputs(); ++i)
    text += "const int8_t *@name@_output" + outputSuffix(i) +
            "(const @name@_context *context) {\n  return context && context->magic == "
            "@NAME@_MAGIC ? context->arena + " +
            offsetText(model, model.network.graph.outputs[i]) + " : NULL;\n}\n\n";
  return text;
}

/// What m_run copies out.
static std::string copiesText(const Model &model) {
  std::string text, to = "out";
  for (size_t i = 0; i < model.outputs(); ++i) {
    const std::string bytes = "@NAME@_OUTPUT" + outputSuffix(i) + "_BYTES";
    text += "  memcpy(" + to + ", context->arena + " +
            offsetText(model, model.network.graph.outputs[i]) + ", " + bytes + ");\n";
    to += " + " + bytes;
  }
  return text;
}

std::string sourceText(const Model &model) {
  std::string calls = api;
  replace(calls, "@outputs@", outputsText(model));
  replace(calls, "@copies@", copiesText(model));
  replace(calls, "@input@", offsetText(model, 0));
  calls = named(model, calls);
  // A macro of the same text for the kernels and the names they use: nothing of it leaves this
  // file.
  return bannerText(model, "kernels, layers and calls") + "#include \"" + model.name + ".h\"\n" +
         preamble + kernelsText(used(model)) + layersText(model) + calls + invokeText(model);
}

} // namespace pnasc::emit
