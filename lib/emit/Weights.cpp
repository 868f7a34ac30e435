// SPDX-License-Identifier: Apache-2.0
// <name>_weights.c: the constant tables, and the labels.
#include "emit/Model.h"

namespace pnasc::emit {

/// Words of weights are loaded at once: all tables begin on words.
static const char *const preamble = R"(#include "@name@.h"

/* Where the tables lie: define it to put them elsewhere, as in
   -D'@NAME@_CONST=__attribute__((section(".qspi")))'. */
#ifndef @NAME@_CONST
#define @NAME@_CONST
#endif

#if defined(__GNUC__)
#define @NAME@_WORDS __attribute__((aligned(4)))
#else
#define @NAME@_WORDS
#endif
)";

std::string weightsText(const Model &model) {
  std::string text = bannerText(model, "weights, biases and multipliers") + named(model, preamble);
  for (const PlacedLayer &layer : model.layers) {
    if (!layer.layer.tables.empty())
      text += "\n/* " + std::to_string(layer.node) + " */\n";
    for (const kernels::Table &table : layer.layer.tables) {
      const std::string head = table.type + " " + model.table(layer, table) + "[" +
                               std::to_string(table.values.size()) + "]";
      text += "extern const " + head + ";\n" + model.upper + "_CONST " + model.upper +
              "_WORDS const " + head + " = {\n" + numbersText(llvm::makeArrayRef(table.values)) +
              "};\n";
    }
  }
  text += named(model, "\nconst char *const @name@_labels[] = {\n");
  for (const std::string &label : model.network.labels)
    text += "  " + quotedText(label) + ",\n";
  if (model.network.labels.empty())
    text += "  NULL\n";
  return text + "};\n";
}

} // namespace pnasc::emit
