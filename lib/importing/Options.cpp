// SPDX-License-Identifier: Apache-2.0
#include "importing/Options.h"
#include "support/Error.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <functional>

namespace pnasc::importing {

using support::Exit;

namespace {

llvm::Error usage(const std::string &message) {
  return support::failure(Exit::Usage, message + "; see 'pnas-import --help'");
}

struct Option {
  std::string name, argument, help;
  std::function<llvm::Error(Options &, llvm::StringRef)> take;
};

llvm::Error wants(llvm::StringRef option, llvm::StringRef what, llvm::StringRef found) {
  return usage(option.str() + " wants " + what.str() + ", not '" + found.str() + "'");
}

/// x=1,3,128,128
llvm::Error takeShape(Options &options, llvm::StringRef text) {
  const auto [name, list] = text.rsplit('=');
  std::vector<int64_t> sizes;
  llvm::SmallVector<llvm::StringRef, 4> parts;
  list.split(parts, ',');
  for (llvm::StringRef part : parts) {
    int64_t size = 0;
    if (part.getAsInteger(10, size) || size < 1)
      return wants("--shape", "INPUT=N,C,H,W", text);
    sizes.push_back(size);
  }
  if (name.empty() || !options.sizes.emplace(name.str(), sizes).second)
    return wants("--shape", "INPUT=N,C,H,W, once for an input", text);
  return llvm::Error::success();
}

/// -1..1
llvm::Error takePixels(Options &options, llvm::StringRef text) {
  const auto [low, high] = text.split("..");
  if (low.getAsDouble(options.pixelLow) || high.getAsDouble(options.pixelHigh) ||
      !(options.pixelLow < options.pixelHigh))
    return wants("--pixels", "LOW..HIGH", text);
  return llvm::Error::success();
}

llvm::Error takeName(Options &options, llvm::StringRef text) {
  const bool fine = !text.empty() && !llvm::isDigit(text.front()) && llvm::all_of(text, [](char c) {
    return llvm::isDigit(c) || c == '_' || (c >= 'a' && c <= 'z');
  });
  if (!fine)
    return wants("--name", "lower-case letters, digits and '_'", text);
  options.name = text.str();
  return llvm::Error::success();
}

llvm::Error takeProgress(Options &options, llvm::StringRef text) {
  using support::ProgressStyle;
  const std::pair<const char *, ProgressStyle> styles[] = {{"auto", ProgressStyle::Auto},
                                                           {"bar", ProgressStyle::Bar},
                                                           {"plain", ProgressStyle::Plain},
                                                           {"none", ProgressStyle::None}};
  for (const auto &[word, style] : styles)
    if (text == word) {
      options.progress = style;
      return llvm::Error::success();
    }
  return wants("--progress", "auto, bar, plain or none", text);
}

template <class Number> auto takeNumber(const char *option, Number Options::*into, Number least) {
  return [=](Options &options, llvm::StringRef text) -> llvm::Error {
    Number value{};
    if (text.getAsInteger(10, value) || value < least)
      return wants(option, "a whole number from " + std::to_string(least), text);
    options.*into = value;
    return llvm::Error::success();
  };
}

auto takeText(std::string Options::*into) {
  return [=](Options &options, llvm::StringRef text) -> llvm::Error {
    options.*into = text.str();
    return llvm::Error::success();
  };
}

auto takePath(Source Options::*into) {
  return [=](Options &options, llvm::StringRef text) -> llvm::Error {
    (options.*into).paths.push_back(text.str());
    return llvm::Error::success();
  };
}

auto takeLabels(Source Options::*into) {
  return [=](Options &options, llvm::StringRef text) -> llvm::Error {
    (options.*into).labels = text.str();
    return llvm::Error::success();
  };
}

const std::vector<Option> &table() {
  static const std::vector<Option> options = {
      {"--calibrate", "DATA", "inputs that show the range of every value",
       takePath(&Options::calibrate)},
      {"--labels", "Y.npy", "their classes, whole numbers from 0", takeLabels(&Options::calibrate)},
      {"--test", "DATA", "inputs to compare float and int8 on (those that calibrate)",
       takePath(&Options::test)},
      {"--test-labels", "Y.npy", "their classes", takeLabels(&Options::test)},
      {"-o", "DIR", "the folder for everything that is made", takeText(&Options::output)},
      {"--pixels", "LOW..HIGH", "what the model takes for pixels of 0 and 255 (0..1)", takePixels},
      {"--shape", "INPUT=N,C,H,W", "sizes that the file leaves open", takeShape},
      {"--board", "NAME", "a board of targets/, or a .pnas file with one (teensy41)",
       takeText(&Options::board)},
      {"--name", "NAME", "of the C library (made from the file's)", takeName},
      {"--samples", "N", "inputs to calibrate on (256)",
       takeNumber<int64_t>("--samples", &Options::samples, 1)},
      {"--limit", "N", "inputs to compare on (1000)",
       takeNumber<int64_t>("--limit", &Options::limit, 1)},
      {"--seed", "N", "of the choice of samples (1)",
       takeNumber<uint64_t>("--seed", &Options::seed, 0)},
      {"--jobs", "N", "threads (as many as there are cores)",
       takeNumber<unsigned>("--jobs", &Options::jobs, 1)},
      {"--progress", "HOW", "auto, bar, plain or none", takeProgress},
  };
  return options;
}

const Option *findOption(llvm::StringRef name) {
  const auto at = llvm::find_if(table(), [&](const Option &option) { return name == option.name; });
  return at == table().end() ? nullptr : &*at;
}

llvm::Error check(const Options &options) {
  if (options.model.empty())
    return usage("no model given");
  if (!options.calibrate.given())
    return usage("--calibrate is missing: quantising needs inputs");
  if (options.output.empty())
    return usage("-o is missing");
  if (!options.test.given() && !options.test.labels.empty())
    return usage("--test-labels belong to --test");
  return llvm::Error::success();
}

} // namespace

llvm::Expected<Options> parseOptions(const std::vector<std::string> &arguments) {
  Options options;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const auto [name, joined] = llvm::StringRef(arguments[i]).split('=');
    if (name == "--help" || name == "-h" || name == "--version") {
      options.command = name == "--version" ? Options::Command::Version : Options::Command::Help;
      return options;
    }
    if (const Option *option = findOption(name)) {
      const bool apart = !llvm::StringRef(arguments[i]).contains('=');
      if (apart && ++i == arguments.size())
        return usage("'" + name.str() + "' wants " + option->argument);
      if (llvm::Error error = option->take(options, apart ? llvm::StringRef(arguments[i]) : joined))
        return error;
    } else if (name.startswith("-") && name.size() > 1)
      return usage("unknown option '" + name.str() + "'");
    else if (!options.model.empty())
      return usage("unexpected argument '" + arguments[i] + "'");
    else
      options.model = arguments[i];
  }
  if (llvm::Error error = check(options))
    return error;
  return options;
}

std::string helpText() {
  std::string text =
      R"(pnas-import MODEL.onnx --calibrate DATA -o DIR

From a float ONNX classifier to firmware: folded, quantised to int8 after training, planned,
written as C, linked for the board and run on an emulator of its core, every output byte compared.

DATA is a .npy file of float32 (N x the model's own sizes, or N x C x H x W; several are joined), a
folder of ONNX test tensors (input_0.pb), of the four IDX files of MNIST and its like, or of CIFAR-10
batches.

)";
  for (const Option &option : table()) {
    const std::string left = "  " + option.name + " " + option.argument;
    text += left + std::string(left.size() < 26 ? 26 - left.size() : 1, ' ') + option.help + "\n";
  }
  return text + R"(  --version, --help

Exit status: 0 done, 1 the model cannot be used, 2 wrong usage, 3 it does not fit the board, 4 the
environment (missing or broken data, a missing tool, a full disk), 70 a bug, 130 interrupted.
)";
}

} // namespace pnasc::importing
