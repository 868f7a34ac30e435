// SPDX-License-Identifier: Apache-2.0
// What the schema says of lines that are left out is what the compiler does without them: written
// out, each changes nothing. Its bounds are those that are enforced.
// LINK: pnasc_check pnasc_parse pnasc_language
#include "../Program.h"
#include "language/Schema.h"
#include <functional>

using namespace pnasc;

static const std::string text = std::string(test::images) +
                                "block B(x: Tensor, channels: Channels, kernel: Int = 3, "
                                "stride: Int = 1) -> Tensor {\n"
                                "  conv(x, channels, kernel, stride) |> relu\n}\n"
                                "architecture A : image {\n"
                                "  group { B: 8, 8 }\n"
                                "  head { global_average_pool |> linear(classes) }\n}\n"
                                "search s { on images  architecture = A  minimize flops }\n";

static std::string with(const std::string &path, const std::string &value) {
  const test::Program program(text, {{path, value}});
  return program.spec ? program.spec->text() : "";
}

/// All settings that the command line can set, with the path that names each.
static void each(const std::string &owner, const std::vector<language::Setting> &settings,
                 const std::function<void(const std::string &, const language::Setting &)> &visit) {
  for (const language::Setting &setting : settings) {
    visit(owner + setting.name, setting);
    for (const language::Call &call : setting.calls)
      if (&call == &setting.calls.front()) // the one that is meant without a line
        each((setting.owner.empty() ? setting.name : setting.owner) + ".", call.arguments, visit);
  }
}

int main() {
  const test::Program plain(text);
  CHECK(plain.spec != nullptr);
  size_t tried = 0;
  const auto visit = [&](const std::string &path, const language::Setting &setting) {
    // Some are told in words, `the window`.
    if (setting.usual.empty() ||
        (setting.usual[0] != '{' && setting.usual.find(' ') < setting.usual.find('%')))
      return;
    ++tried;
    const bool same = CHECK(with(path, setting.usual) == plain.spec->text());
    if (!same)
      std::cerr << "  " << path << " = " << setting.usual << "\n";
    if (setting.type != language::Type::Whole || setting.most > 0x1p52)
      return;
    CHECK(!with(path, std::to_string(int64_t(setting.least))).empty());
    CHECK(with(path, std::to_string(int64_t(setting.least) - 1)).empty());
    CHECK(with(path, std::to_string(int64_t(setting.most) + 1)).empty());
  };
  for (const language::Section &section : language::sections()) {
    const std::string owner = section.name == "dataset" ? "images."
                              : section.name == "board" ? "small."
                                                        : section.name + ".";
    each(owner, section.settings, visit);
    for (const language::Call &call : section.calls)
      if (&call == &section.calls.front())
        each(section.name + ".", call.arguments, visit);
  }
  each("", language::group().settings, visit);
  CHECK(tried > 20);
  return report();
}
