// SPDX-License-Identifier: Apache-2.0
// <name>_selftest.c: golden vectors and the function that runs them.
#include "emit/Model.h"

namespace pnasc::emit {

static const char *const function = R"(
static int differ(const int8_t *found, const int8_t *expected, size_t count) {
  for (size_t i = 0; i < count; ++i)
    if (found[i] != expected[i])
      return 1;
  return 0;
}

int @name@_selftest(void *arena, size_t arena_bytes) {
  @name@_context context;
  if (@name@_init(&context, arena, arena_bytes) != @NAME@_OK)
    return -1;
  for (size_t v = 0; v < VECTORS; ++v) {
    int8_t *const input = @name@_input(&context);
    const int8_t *expected = outputs[v];
    for (size_t i = 0; i < @NAME@_INPUT_BYTES; ++i)
      input[i] = inputs[v][i];
    if (@name@_invoke(&context) != @NAME@_OK)
      return (int)v + 1;
@compare@  }
  return 0;
}
)";

static std::string comparison(const Model &model) {
  std::string text;
  for (size_t i = 0; i < model.outputs(); ++i) {
    const std::string suffix = outputSuffix(i), bytes = "@NAME@_OUTPUT" + suffix + "_BYTES";
    text += "    if (differ(@name@_output" + suffix + "(&context), expected, " + bytes +
            "))\n      return (int)v + 1;\n";
    if (i + 1 < model.outputs())
      text += "    expected += " + bytes + ";\n";
  }
  return text;
}

static std::string functionText(const Model &model) {
  std::string text = function;
  const std::string place = "@compare@";
  text.replace(text.find(place), place.size(), comparison(model));
  return named(model, text);
}

static std::string arrays(const char *name, const std::string &bytes,
                          const std::vector<std::vector<int8_t>> &vectors) {
  std::string text =
      "\nstatic const int8_t " + std::string(name) + "[VECTORS][" + bytes + "] = {\n";
  for (size_t v = 0; v < vectors.size(); ++v)
    text += "  {\n" + numbersText(llvm::makeArrayRef(vectors[v])) + "  },\n";
  return text + "};\n";
}

std::string selftestText(const Model &model) {
  const Vectors &vectors = model.selftest;
  std::string text = bannerText(model, "golden vectors") + "#include \"" + model.name + ".h\"\n";
  if (vectors.inputs.empty())
    return text + named(model, "\nint @name@_selftest(void *arena, size_t arena_bytes) {\n"
                               "  @name@_context context;\n  return @name@_init(&context, arena, "
                               "arena_bytes) == @NAME@_OK ? 0 : -1;\n}\n");
  text += "\nenum { VECTORS = " + std::to_string(vectors.inputs.size()) + " };\n";
  text += arrays("inputs", model.upper + "_INPUT_BYTES", vectors.inputs);
  text += arrays("outputs", model.upper + "_OUTPUTS_BYTES", vectors.outputs);
  return text + functionText(model);
}

} // namespace pnasc::emit
