// SPDX-License-Identifier: Apache-2.0
// The command line of pnas-score.
#include "scoring/Score.h"
#include "support/CommandLine.h"
#include "support/Error.h"
#include "support/Program.h"
#include "llvm/Support/raw_ostream.h"

using namespace pnasc;

namespace {

constexpr const char *Head =
    R"(pnas-score MODEL.onnx --inputs X.npy --labels Y.npy [--inputs2 X.npy --labels2 Y.npy]

Prints MeCo, MeCo_opt, NASWOT, SNIP and ZiCo of a classifier, and the terms of each, as JSON.
The weights are those of the file, batch norms use the statistics of the batch, the loss is the
mean cross entropy. docs/pnas-score.md says what is read and what each figure means.
)";
constexpr const char *Tail = R"(
Exit status: 0 done, 2 wrong usage, 4 a file is missing, broken or not supported, 70 a bug.
)";

struct Options {
  scoring::Request request;
  scoring::BatchFiles second;
  bool json = true, help = false, version = false;
};

std::vector<support::OptionGroup> groups(Options &o) {
  namespace take = support::take;
  return {
      {"The first batch",
       {{"--inputs", "X.npy", "float32 N x C x H x W (or N x C x L)",
         take::text(o.request.first.inputs)},
        {"--labels", "Y.npy", "whole numbers, N", take::text(o.request.first.labels)}}},
      {"The second batch, which only ZiCo needs; without it there is no ZiCo",
       {{"--inputs2", "X.npy", "likewise", take::text(o.second.inputs)},
        {"--labels2", "Y.npy", "likewise", take::text(o.second.labels)}}},
      {"How",
       {{"--double", "", "compute in double precision", take::flag(o.request.precise)},
        {"--json", "", "print JSON, as is done without it", take::flag(o.json)},
        {"--help", "", "this text", take::flag(o.help), true},
        {"-h", "", "", take::flag(o.help), true},
        {"--version", "", "the version", take::flag(o.version), true}}},
  };
}

std::string takeWord(Options &options, llvm::StringRef word) {
  if (!options.request.model.empty())
    return "unexpected argument '" + word.str() + "'";
  options.request.model = word.str();
  return "";
}

/// What is missing, and the second batch where it is given.
std::string complete(Options &options) {
  scoring::Request &request = options.request;
  if (request.model.empty())
    return "no model given";
  if (request.first.inputs.empty())
    return "--inputs is missing";
  if (request.first.labels.empty())
    return "--labels is missing";
  if (options.second.inputs.empty() != options.second.labels.empty())
    return "--inputs2 and --labels2 belong together";
  if (!options.second.inputs.empty())
    request.second = options.second;
  return "";
}

llvm::Error scored(const scoring::Request &request) {
  llvm::Expected<std::string> json = scoring::score(request);
  if (!json)
    return json.takeError();
  if (!request.second)
    llvm::errs() << "pnas-score: no ZiCo without a second batch (--inputs2, --labels2)\n";
  llvm::outs() << *json;
  return llvm::Error::success();
}

llvm::Error obeyed(const std::vector<std::string> &arguments) {
  Options options;
  const support::CommandLine line{"pnas-score", groups(options),
                                  [&](llvm::StringRef word) { return takeWord(options, word); }};
  if (llvm::Error error = line.read(arguments))
    return error;
  if (options.help)
    llvm::outs() << Head << line.optionsText() << Tail;
  else if (options.version)
    llvm::outs() << "pnas-score " << PNASC_VERSION << '\n';
  else if (const std::string wrong = complete(options); !wrong.empty())
    return line.misuse(wrong);
  else
    return scored(options.request);
  return llvm::Error::success();
}

int run(const std::vector<std::string> &arguments, const support::StopFlag &) {
  return support::told("pnas-score", obeyed(arguments));
}

} // namespace

int main(int argc, char **argv) {
  return support::runProgram("pnas-score", "report it with the model and the command line", argc,
                             argv, run);
}
