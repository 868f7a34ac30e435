// SPDX-License-Identifier: Apache-2.0
#include "catalogue/targets/Target.h"
#include "catalogue/kernels/Kernel.h"
#include "catalogue/tasks/Task.h"
#include "emit/Model.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace pnasc::emit {

std::string cmakeText(const Model &model) {
  std::string options;
  for (const std::string &flag : targets::sizeFlags())
    if (!llvm::StringRef(flag).startswith("-std="))
      options += " " + flag;
  return named(model, R"(# SPDX-License-Identifier: Apache-2.0
# add_subdirectory() this folder, or configure it by itself with a toolchain file for your core.
cmake_minimum_required(VERSION 3.13)
project(@name@ C)

add_library(@name@ STATIC @name@.c @name@_weights.c @name@_selftest.c)
set_target_properties(@name@ PROPERTIES C_STANDARD 99 C_EXTENSIONS OFF)
target_include_directories(@name@ PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
# The sizes in README.md hold under these; link with -Wl,--gc-sections.
target_compile_options(@name@ PRIVATE)") +
         options + ")\n";
}

static std::string row(const std::string &name, const std::string &value) {
  return "| " + name + " | " + value + " |\n";
}

static std::string sizes(const Model &model) {
  const ir::DeployGraph &graph = model.network.graph;
  std::string text = "| | |\n|---|---|\n";
  text += row("arena", support::bytesText(model.plan.arenaBytes) + ", aligned to " +
                           std::to_string(model.plan.alignment));
  if (kernels::measured(graph.core)) {
    text += row("ROM on " + graph.core, "at most " + support::bytesText(kernels::romBytes(graph)));
    text += row("stack of " + model.name + "_invoke",
                "at most " + support::bytesText(kernels::stackBytes(graph)));
  }
  text += row("input", model.input().shape.text() + " (C x H x W), int8 in H-W-C order");
  for (size_t i = 0; i < model.outputs(); ++i)
    text += row("output" + (i ? " " + outputSuffix(i) : ""), model.output(i).shape.text());
  return text + row("digest", model.digest);
}

std::string readmeText(const Model &model) {
  return named(model, "# @name@\n\nA neural network as a C99 library: no heap, no files, no "
                      "libm, no writable statics.\n\n") +
         sizes(model) + named(model, R"(
```c
#include "@name@.h"

static union { uint32_t align; int8_t bytes[@NAME@_ARENA_BYTES]; } arena;

int classify(const float *samples) { /* normalised, in H-W-C order */
  @name@_context context;
  if (@name@_init(&context, arena.bytes, sizeof arena.bytes) != @NAME@_OK)
    return -1;
  @name@_quantize_input(samples, @name@_input(&context), @NAME@_INPUT_BYTES);
  if (@name@_invoke(&context) != @NAME@_OK)
    return -1;
  const int8_t *scores = @name@_output(&context);
)") + named(model, tasks::named(model.network.task).decision(model.network)) +
         named(model, R"(}
```

`@name@_selftest` runs golden vectors and returns 0 where all come out bit for bit; call it once on
new hardware. `@NAME@_CONST` puts the tables of `@name@_weights.c` into a section of your choice.
ROM counts everything of this folder but the self-test and the labels, which a linker drops where
they are not used.

Kernels for cores with the DSP extension hold inline assembly; one statement needs fourteen registers.
Compile with `-DPNAS_FEW_REGISTERS` where `-fno-omit-frame-pointer`, `-pg` or `-ffixed-r9` leaves fewer
(position-independent builds do so by themselves), with `-DPNAS_NO_ASM` for plain C throughout. Outputs
are the same, the sizes above are not.
)");
}

} // namespace pnasc::emit
