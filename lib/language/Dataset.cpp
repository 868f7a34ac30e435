// SPDX-License-Identifier: Apache-2.0
// dataset NAME: what the samples are.
#include "catalogue/datasets/Format.h"
#include "catalogue/readers/Reader.h"
#include "language/Sections.h"

namespace pnasc::language {

using ir::Hyperparameter;
namespace dimension = ir::dimension;

static Setting format() {
  std::vector<std::string> names;
  for (const datasets::Format *one : datasets::all())
    if (one->name != ir::ReadSpec::Format) // that is what 'read' means
      names.push_back(one->name);
  Setting setting = word("format", std::move(names), "format", "how the files are laid out");
  setting.unknown = support::Diag::UnknownFormat;
  return setting;
}

static Setting argumentOf(const readers::Argument &argument) {
  using Kind = readers::Argument;
  switch (argument.type) {
  case Kind::Whole:
    return whole(argument.name, int64_t(argument.least), int64_t(argument.most), argument.help)
        .without(argument.usual);
  case Kind::Number:
    return number(argument.name, argument.least, argument.most, argument.help)
        .without(argument.usual);
  case Kind::Truth:
    return other(argument.name, Type::Truth, argument.help).without(argument.usual);
  case Kind::Text:
    return other(argument.name, Type::Text, argument.help).without(argument.usual);
  case Kind::Columns:
    return other(argument.name, Type::Intervals, argument.help).without(argument.usual);
  }
  return {};
}

/// One call for each reader.
static Setting readSetting() {
  std::vector<Call> calls;
  for (const readers::Reader *reader : readers::all()) {
    Call one{reader->name, reader->help, {}, "files"};
    one.arguments.push_back(other("files", Type::Text, "which, `*` within a folder, `**/` any"));
    for (const readers::Argument &argument : reader->arguments)
      one.arguments.push_back(argumentOf(argument));
    calls.push_back(std::move(one));
  }
  Setting setting = call("read", std::move(calls), "the files of the folder, in place of a format");
  setting.optional = true;
  return setting;
}

Section datasetSection() {
  constexpr int64_t longest = 1 << 24, widest = 4096;
  const auto grid = [](Hyperparameter decides) {
    return Grid{decides, ir::Value::Unit, false, {}};
  };
  Section section{"dataset", "what to learn from", true, true, {}, {}, {}};
  section.settings = {
      format(),
      readSetting(),
      other("root", Type::Form, "the folder of the files")
          .like("root = \"DIR\", env(\"NAME\"), env(\"NAME\") else simulated, simulated")
          .followed({"else", {}, {}}),
      other("label", Type::Form, "of each file: `inside` it, its innermost `folder`, its name")
          .like("label = folder, file, inside, match(\"...\") else NAME")
          .followed({"else", {}, {}}),
      other("labels", Type::Texts, "the classes, where not all that there are"),
      other("group", Type::Form, "files that may not be on both sides of a split")
          .like("group = file, folder, match(\"...\"), none"),
      quantity("rate", dimension::frequency, "of series, where their files do not say"),
      whole("window", 1, longest, "cut of series; without 'stride' windows do not overlap")
          .in(dimension::samples)
          .like("window = 1024 samples stride 512 samples")
          .followed({"stride", {}, {}})
          .chosen(grid(Hyperparameter::Window)),
      whole("stride", 1, longest, "from one window to the next")
          .in(dimension::samples)
          .without("the window")
          .chosen(grid(Hyperparameter::WindowStride)),
      whole("windows", 0, most, "at most so many of each recording; 0: all").without("0"),
      whole("decimate", 1, 1 << 20, "rows averaged into one sample of a window")
          .without("1")
          .chosen(grid(Hyperparameter::Decimate)),
      other("split", Type::Form, "training, validation, test")
          .like("split = 70% / 15% / 15% by recording")
          .without("70% / 15% / 15%")
          .followed({"by", {"recording", "group", "sample", "name"}, "way to split"}),
      whole("limit", 0, most, "at most so many training samples; 0: all")
          .in(dimension::samples)
          .without("0"),
      whole("channels", 1, widest, "of a sample").chosen(grid(Hyperparameter::Channels)),
      whole("height", 1, widest,
            "of images, which are resampled: bilinear where larger, means where smaller")
          .chosen(grid(Hyperparameter::Height)),
      whole("width", 1, widest, "likewise").chosen(grid(Hyperparameter::InputWidth)),
      whole("classes", 2, 100000, "that a sample may belong to"),
  };
  return section;
}

} // namespace pnasc::language
