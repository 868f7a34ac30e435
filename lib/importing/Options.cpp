// SPDX-License-Identifier: Apache-2.0
#include "importing/Options.h"
#include "support/CommandLine.h"
#include "support/ModelName.h"
#include "support/Number.h"
#include "llvm/ADT/StringExtras.h"

namespace pnasc::importing {

namespace {

namespace take = support::take;
using Take = support::CommandOption::Take;

/// x=1,3,128,128
Take takeShape(std::map<std::string, std::vector<int64_t>> &into) {
  return [&into](llvm::StringRef option, llvm::StringRef text) -> std::string {
    const auto [name, list] = text.rsplit('=');
    std::vector<int64_t> sizes;
    llvm::SmallVector<llvm::StringRef, 4> parts;
    list.split(parts, ',');
    for (llvm::StringRef part : parts) {
      int64_t size = 0;
      if (part.getAsInteger(10, size) || size < 1)
        return take::wants(option, "INPUT=N,C,H,W", text);
      sizes.push_back(size);
    }
    if (name.empty() || !into.emplace(name.str(), sizes).second)
      return take::wants(option, "INPUT=N,C,H,W, once for an input", text);
    return "";
  };
}

/// -1..1
Take takePixels(double &low, double &high) {
  return [&low, &high](llvm::StringRef option, llvm::StringRef text) -> std::string {
    const auto [first, last] = text.split("..");
    if (!support::parseNumber(first, low) || !support::parseNumber(last, high) || !(low < high))
      return take::wants(option, "LOW..HIGH", text);
    return "";
  };
}

Take takeName(std::string &into) {
  return [&into](llvm::StringRef option, llvm::StringRef text) -> std::string {
    if (const std::string problem = support::namingProblem(text); !problem.empty())
      return option.str() + " cannot be '" + text.str() + "': " + problem;
    into = text.str();
    return "";
  };
}

std::vector<support::OptionGroup> groups(Options &o) {
  using S = support::ProgressStyle;
  const auto command = [&o](Options::Command command) {
    return [&o, command](llvm::StringRef, llvm::StringRef) {
      o.command = command;
      return std::string();
    };
  };
  return {
      {"The model",
       {{"--shape", "INPUT=N,C,H,W", "sizes that the file leaves open", takeShape(o.sizes)},
        {"--pixels", "LOW..HIGH", "what the model takes for pixels of 0 and 255 (0..1)",
         takePixels(o.pixelLow, o.pixelHigh)},
        {"--name", "NAME", "of the C library (made from the file's)", takeName(o.name)}}},
      {"Inputs",
       {{"--calibrate", "DATA", "inputs that show the range of every value",
         take::texts(o.calibrate.paths)},
        {"--labels", "Y.npy", "their classes, whole numbers from 0",
         take::text(o.calibrate.labels)},
        {"--samples", "N", "inputs to calibrate on (256)", take::number(o.samples, 1)},
        {"--test", "DATA", "inputs to compare float and int8 on (those that calibrate)",
         take::texts(o.test.paths)},
        {"--test-labels", "Y.npy", "their classes", take::text(o.test.labels)},
        {"--limit", "N", "inputs to compare on (1000)", take::number(o.limit, 1)},
        {"--seed", "N", "of the choice of samples (1)", take::number(o.seed)}}},
      {"What is made",
       {{"-o", "DIR", "the folder for everything that is made", take::text(o.output)},
        {"--board", "NAME", "a board of targets/, or a .pnas file with one (teensy41)",
         take::text(o.board)},
        {"--without", "measure", "neither link nor emulate; the report says what was not checked",
         take::word<bool>(o.withoutMeasure, {{"measure", true}})},
        {"--jobs", "N", "threads (as many as there are cores)", take::number(o.jobs, 1)}}},
      {"What is said",
       {{"--progress", "auto|bar|plain|none", "what is shown while it runs",
         take::word<S>(
             o.progress,
             {{"auto", S::Auto}, {"bar", S::Bar}, {"plain", S::Plain}, {"none", S::None}})},
        {"--help", "", "this text", command(Options::Command::Help), true},
        {"-h", "", "", command(Options::Command::Help), true},
        {"--version", "", "the version", command(Options::Command::Version), true}}},
  };
}

std::string takeWord(Options &options, llvm::StringRef word) {
  if (!options.model.empty())
    return "unexpected argument '" + word.str() + "'";
  options.model = word.str();
  return "";
}

std::string check(const Options &options) {
  if (options.model.empty())
    return "no model given";
  if (!options.calibrate.given())
    return "--calibrate is missing: quantising needs inputs";
  if (options.output.empty())
    return "-o is missing";
  if (!options.test.given() && !options.test.labels.empty())
    return "--test-labels belong to --test";
  return "";
}

} // namespace

llvm::Expected<Options> parseOptions(const std::vector<std::string> &arguments) {
  Options options;
  const support::CommandLine line{"pnas-import", groups(options),
                                  [&](llvm::StringRef word) { return takeWord(options, word); }};
  if (llvm::Error error = line.read(arguments))
    return error;
  if (options.command != Options::Command::Import)
    return options;
  if (const std::string wrong = check(options); !wrong.empty())
    return line.misuse(wrong);
  return options;
}

std::string helpText() {
  Options options;
  return R"(pnas-import MODEL.onnx --calibrate DATA -o DIR

From a float ONNX classifier to firmware: folded, quantised to int8 after training, planned,
written as C, linked for the board and run on an emulator of its core, every output byte compared.

DATA is a .npy file of float32 (N x the model's own sizes, or N x C x H x W; several are joined), a
folder of ONNX test tensors (input_0.pb), of the four IDX files of MNIST and its like, or of CIFAR-10
batches.
)" + support::CommandLine{"pnas-import", groups(options), {}}.optionsText() +
         R"(
Exit status: 0 done, 1 the model cannot be used, 2 wrong usage, 3 it does not fit the board, 4 the
environment (missing or broken data, a missing tool, a full disk), 5 it does not fit as it is linked,
70 a bug, 130 interrupted.
)";
}

} // namespace pnasc::importing
