// SPDX-License-Identifier: Apache-2.0
// The training-free scores of any ONNX classifier that we read, with the weights of its file.
#include "catalogue/datasets/Npy.h"
#include "catalogue/ops/shared/Op.h"
#include "catalogue/proxies/Json.h"
#include "foreign/Read.h"
#include "support/Error.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace pnasc;
using support::Exit;

namespace {

const char *const Help =
    R"(pnas-score MODEL.onnx --inputs X.npy --labels Y.npy [--inputs2 X.npy --labels2 Y.npy]

Prints MeCo, MeCo_opt, NASWOT, SNIP and ZiCo of a classifier, and the terms of each, as JSON.
The weights are those of the file, batch norms use the statistics of the batch, the loss is the
mean cross entropy. docs/pnas-score.md says what is read and what each figure means.

  --inputs, --labels    float32 N x C x H x W (or N x C x L), whole numbers N: the first batch
  --inputs2, --labels2  the second batch, which only ZiCo needs; without it there is no ZiCo
  --double              compute in double precision
  --json                print JSON, as is done without it
  --version, --help

Exit status: 0 done, 2 wrong usage, 4 a file is missing, broken or not supported, 70 a bug.
)";

struct Options {
  std::string model;
  std::map<std::string, std::string> files; ///< by option
  bool precise = false;
};

llvm::Error usage(const std::string &message) {
  return support::failure(Exit::Usage, message + "; see 'pnas-score --help'");
}

llvm::Expected<Options> parse(llvm::ArrayRef<std::string> arguments) {
  Options options;
  const std::vector<std::string> named = {"--inputs", "--labels", "--inputs2", "--labels2"};
  for (size_t i = 0; i < arguments.size(); ++i) {
    const auto [name, joined] = llvm::StringRef(arguments[i]).split('=');
    if (llvm::is_contained(named, name.str())) {
      const bool apart = !llvm::StringRef(arguments[i]).contains('=');
      if (apart && ++i == arguments.size())
        return usage("'" + name.str() + "' wants a file");
      if (!options.files.emplace(name.str(), apart ? arguments[i] : joined.str()).second)
        return usage("'" + name.str() + "' is given twice");
    } else if (name == "--double")
      options.precise = true;
    else if (name.startswith("-") && name != "--json")
      return usage("unknown option '" + name.str() + "'");
    else if (name != "--json" && !options.model.empty())
      return usage("unexpected argument '" + arguments[i] + "'");
    else if (name != "--json")
      options.model = arguments[i];
  }
  if (options.model.empty())
    return usage("no model given");
  for (const char *needed : {"--inputs", "--labels"})
    if (!options.files.count(needed))
      return usage(std::string(needed) + " is missing");
  if (options.files.count("--inputs2") != options.files.count("--labels2"))
    return usage("--inputs2 and --labels2 belong together");
  return options;
}

std::string sizesText(llvm::ArrayRef<int64_t> sizes) {
  std::string text;
  for (int64_t size : sizes)
    text += (text.empty() ? "" : " x ") + std::to_string(size);
  return text.empty() ? "one value" : text;
}

/// Whether `sizes` is a batch of `shape`, trailing and series' sizes of 1 left out or not.
bool isBatch(llvm::ArrayRef<int64_t> sizes, const ir::Shape &shape) {
  if (sizes.empty() || sizes[0] < 1)
    return false;
  const llvm::ArrayRef<int64_t> rest = sizes.drop_front();
  return rest == llvm::makeArrayRef({shape.channels, shape.height, shape.width}) ||
         (shape.height == 1 && rest == llvm::makeArrayRef({shape.channels, shape.width})) ||
         (shape.positions() == 1 && rest == llvm::makeArrayRef(shape.channels));
}

llvm::Expected<proxies::Batch> readBatch(const std::string &inputs, const std::string &labels,
                                         const ir::Network &network) {
  llvm::Expected<ir::FloatArray> x = datasets::readNpyFloats(inputs);
  if (!x)
    return x.takeError();
  llvm::Expected<ir::Array<int32_t>> y = datasets::readNpyIntegers(labels);
  if (!y)
    return y.takeError();
  const ir::Shape &shape = network.inputShape();
  if (!isBatch(x->shape, shape))
    return support::environment("'" + inputs + "' holds " + sizesText(x->shape) +
                                ", the model reads batches of " + shape.text());
  const int64_t count = x->shape[0];
  if (y->shape != std::vector<int64_t>{count})
    return support::environment("'" + labels + "' holds " + sizesText(y->shape) + ", needs " +
                                std::to_string(count) + ", one label for each input");
  for (size_t i = 0; i < y->data.size(); ++i)
    if (y->data[i] < 0 || y->data[i] >= network.classes)
      return support::environment("'" + labels + "': label " + std::to_string(i) + " is " +
                                  std::to_string(y->data[i]) + ", the model has " +
                                  std::to_string(network.classes) + " classes");
  const bool lonely = llvm::any_of(network.nodes, [&](const ir::Node &node) {
    return node.op == "batch_norm" && count * node.shape.positions() < 2;
  });
  if (lonely)
    return support::environment("'" + inputs +
                                "' holds one sample, of which a batch norm behind "
                                "a map of one position has no statistics");
  return proxies::Batch{{{count, shape.channels, shape.height, shape.width}, std::move(x->data)},
                        std::move(y->data)};
}

llvm::Error score(const Options &options) {
  llvm::Expected<ir::TrainedNetwork> model = foreign::readFloatFile(options.model);
  if (!model)
    return model.takeError();
  std::vector<proxies::Batch> batches;
  for (const char *which : {"", "2"}) {
    const auto inputs = options.files.find(std::string("--inputs") + which);
    if (inputs == options.files.end())
      continue;
    auto batch = readBatch(inputs->second, options.files.at(std::string("--labels") + which),
                           model->network);
    if (!batch)
      return batch.takeError();
    batches.push_back(std::move(*batch));
  }
  proxies::Names names = {"meco", "meco_opt", "naswot", "snip"};
  if (batches.size() > 1)
    names.push_back("zico");
  else
    llvm::errs() << "pnas-score: no ZiCo without a second batch (--inputs2, --labels2)\n";
  auto evaluations =
      proxies::evaluate(model->network, model->parameters, batches, options.precise, names);
  if (!evaluations)
    return evaluations.takeError();
  llvm::outs() << proxies::json(model->network, *evaluations);
  return llvm::Error::success();
}

int show(llvm::Error error) { return support::told("pnas-score", std::move(error)); }

int run(const std::vector<std::string> &arguments) {
  if (llvm::is_contained(arguments, "--help") || llvm::is_contained(arguments, "-h")) {
    llvm::outs() << Help;
    return 0;
  }
  if (llvm::is_contained(arguments, "--version")) {
    llvm::outs() << "pnas-score " << PNASC_VERSION << '\n';
    return 0;
  }
  llvm::Expected<Options> options = parse(arguments);
  return show(options ? score(*options) : options.takeError());
}

} // namespace

int main(int argc, char **argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception &error) {
    llvm::errs() << "pnas-score: internal error: " << error.what() << '\n';
    return int(Exit::Internal);
  }
}
