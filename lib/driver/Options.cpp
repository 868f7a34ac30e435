// SPDX-License-Identifier: Apache-2.0
#include "driver/Options.h"
#include "support/Error.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <functional>
#include <map>

namespace pnasc::driver {

using support::Exit;

namespace {

llvm::Error usage(std::string message) {
  return support::failure(Exit::Usage, std::move(message) + "; see 'pnasc --help'");
}

std::string suggestion(llvm::StringRef word, const std::vector<std::string> &known) {
  const std::string best = support::nearest(word, known);
  return best.empty() ? "" : ", did you mean '" + best + "'?";
}

struct Option {
  std::string name;
  std::string argument; ///< shown in the help; empty: a switch
  std::string help;
  std::function<llvm::Error(Options &, llvm::StringRef)> take;
};

llvm::Error takeStage(Options &options, llvm::StringRef text) {
  if (auto stage = findStage(text)) {
    options.stopAfter = *stage;
    return llvm::Error::success();
  }
  std::vector<std::string> names;
  for (const StageInfo &info : stages())
    names.push_back(info.name.str());
  return usage("unknown stage '" + text.str() + "'" + suggestion(text, names));
}

llvm::Error takeEmit(Options &options, llvm::StringRef text) {
  std::vector<std::string> names;
  for (const auto &[kind, help] : emitKinds())
    names.push_back(kind);
  llvm::SmallVector<llvm::StringRef> parts;
  text.split(parts, ',', -1, false);
  for (llvm::StringRef part : parts) {
    if (!llvm::is_contained(names, part.str()))
      return usage("unknown kind '" + part.str() + "' for --emit" + suggestion(part, names));
    options.emit.push_back(part.str());
  }
  return llvm::Error::success();
}

llvm::Error takeOverride(Options &options, llvm::StringRef text) {
  auto [name, value] = text.split('=');
  if (name.trim().empty() || !text.contains('=')) // the spec's own grammar judges the value
    return usage("--set wants NAME=VALUE, not '" + text.str() + "'");
  options.overrides.emplace_back(name.trim().str(), value.trim().str());
  return llvm::Error::success();
}

template <class T>
llvm::Error takeNumber(T &place, const char *option, llvm::StringRef text, uint64_t least) {
  uint64_t number = 0;
  if (text.getAsInteger(10, number) || number < least)
    return usage(std::string(option) + " wants a whole number of at least " +
                 std::to_string(least) + ", not '" + text.str() + "'");
  place = T(number);
  return llvm::Error::success();
}

template <class T>
llvm::Error takeWord(T &place, const char *option, llvm::StringRef text,
                     const std::vector<std::pair<std::string, T>> &words) {
  std::vector<std::string> names;
  for (const auto &[name, value] : words) {
    if (text == name) {
      place = value;
      return llvm::Error::success();
    }
    names.push_back(name);
  }
  return usage(std::string(option) + " wants " + llvm::join(names, "|") + ", not '" + text.str() +
               "'");
}

llvm::Error takeSwitch(bool &place) {
  place = true;
  return llvm::Error::success();
}

const std::vector<Option> &table() {
  using S = support::ProgressStyle;
  using C = support::DiagnosticColor;
  using D = support::DiagnosticFormat;
  static const std::vector<Option> options = {
      {"-o", "DIR", "output folder; stages up to select and --genome can do without",
       [](Options &o, llvm::StringRef t) {
         o.output = t.str();
         return llvm::Error::success();
       }},
      {"-I", "DIR", "folder to look for imports in, before the library; may be given again",
       [](Options &o, llvm::StringRef t) {
         o.importPaths.push_back(t.str());
         return llvm::Error::success();
       }},
      {"--stop-after", "STAGE", "end after this stage (below)", takeStage},
      {"--emit", "KIND[,KIND]", "print to stdout (below)", takeEmit},
      {"--genome", "JSON", "this configuration, no search",
       [](Options &o, llvm::StringRef t) {
         o.genome = t.str();
         return llvm::Error::success();
       }},
      {"--set", "NAME=VALUE", "override a value of the spec, checked like the spec itself",
       takeOverride},
      {"--seed", "N", "instead of the spec's seed",
       [](Options &o, llvm::StringRef t) { return takeNumber(o.seed, "--seed", t, 0); }},
      {"--jobs", "N", "threads across candidates and networks (all cores)",
       [](Options &o, llvm::StringRef t) { return takeNumber(o.jobs, "--jobs", t, 1); }},
      {"--resume", "", "go on with the study in DIR; an error if there is none",
       [](Options &o, llvm::StringRef) { return takeSwitch(o.resume); }},
      {"--fresh", "", "discard the study in DIR and start anew",
       [](Options &o, llvm::StringRef) { return takeSwitch(o.fresh); }},
      {"--diagnostics", "text|json|sarif", "form of errors; the last two end the progress lines",
       [](Options &o, llvm::StringRef t) {
         return takeWord<D>(o.diagnostics, "--diagnostics", t,
                            {{"text", D::Text}, {"json", D::Json}, {"sarif", D::Sarif}});
       }},
      {"--color", "auto|always|never", "colour of errors",
       [](Options &o, llvm::StringRef t) {
         return takeWord<C>(o.color, "--color", t,
                            {{"auto", C::Auto}, {"always", C::Always}, {"never", C::Never}});
       }},
      {"--progress", "auto|bar|plain|none", "what is shown while it runs",
       [](Options &o, llvm::StringRef t) {
         return takeWord<S>(
             o.progress, "--progress", t,
             {{"auto", S::Auto}, {"bar", S::Bar}, {"plain", S::Plain}, {"none", S::None}});
       }},
      {"--verify-diagnostics", "", "check errors against expected-error comments",
       [](Options &o, llvm::StringRef) { return takeSwitch(o.verifyDiagnostics); }},
  };
  return options;
}

const Option *findOption(llvm::StringRef name) {
  for (const Option &option : table())
    if (option.name == name)
      return &option;
  return nullptr;
}

llvm::Error unknownOption(llvm::StringRef name) {
  std::vector<std::string> names = {"--help", "--version"};
  for (const Option &option : table())
    names.push_back(option.name);
  return usage("unknown option '" + name.str() + "'" + suggestion(name, names));
}

/// Takes the option at `position`, which moves behind what it used up.
llvm::Error takeOption(Options &options, const std::vector<std::string> &arguments,
                       size_t &position) {
  auto [name, value] = llvm::StringRef(arguments[position]).split('=');
  const bool joined = llvm::StringRef(arguments[position]).contains('=');
  ++position;
  const Option *option = findOption(name);
  if (!option)
    return unknownOption(name);
  if (option->argument.empty())
    return joined ? usage("option '" + name.str() + "' takes no value") : option->take(options, "");
  if (!joined) {
    if (position == arguments.size())
      return usage("option '" + name.str() + "' wants a value (" + option->argument + ")");
    value = arguments[position++];
  }
  return option->take(options, value);
}

llvm::Error takeWordArgument(Options &options, const std::string &word) {
  if (options.command == Options::Command::Explain && options.explained.empty())
    options.explained = word;
  else if (options.command == Options::Command::Compile && options.spec.empty()) {
    if (word == "doctor")
      options.command = Options::Command::Doctor;
    else if (word == "explain")
      options.command = Options::Command::Explain;
    else if (word == "simulate-rotor")
      options.command = Options::Command::SimulateRotor;
    else
      options.spec = word;
  } else
    return usage("unexpected argument '" + word + "'");
  return llvm::Error::success();
}

llvm::Error checkCombination(const Options &options) {
  using Command = Options::Command;
  if (options.command == Command::Compile && options.spec.empty())
    return usage("no spec given");
  if (options.command == Command::Explain && options.explained.empty())
    return usage("explain wants the id of a diagnostic, such as PN2001");
  if (options.command == Command::SimulateRotor && options.output.empty())
    return usage("simulate-rotor wants a folder: -o DIR");
  const bool compiles = options.command == Command::Compile && !options.genome &&
                        !llvm::StringRef(options.spec).endswith(".onnx") &&
                        !llvm::StringRef(options.spec).endswith(".deploy");
  if (compiles && options.stopAfter >= Stage::Train && options.output.empty())
    return usage("trained models need a folder: give one with -o DIR, or stop before with "
                 "--stop-after=select");
  if (options.resume && options.fresh)
    return usage("--resume and --fresh exclude each other");
  if ((options.resume || options.fresh) && options.output.empty())
    return usage("--resume and --fresh want the folder: -o DIR");
  return llvm::Error::success();
}

} // namespace

const std::vector<std::pair<std::string, std::string>> &emitKinds() {
  static const std::vector<std::pair<std::string, std::string>> kinds = {
      {"ast", "the syntax tree"},
      {"spec", "the checked spec, names resolved, base units"},
      {"space", "the narrowed search space"},
      {"smt2", "whether anything can fit, as a problem for any SMT solver"},
      {"network", "the network of --genome, cut"},
      {"graph", "what will run on the target"},
      {"plan", "the memory plan"},
      {"costs", "FLOPs, MACs, parameters, ROM, RAM, latency"},
      {"onnx", "QDQ int8 model of --genome (untrained weights unless -o is given)"},
      {"c", "the C library of --genome (likewise)"},
      {"report", "report.json"},
  };
  return kinds;
}

std::string helpText() {
  std::string text =
      "pnasc SPEC -o DIR            from a spec to firmware\n"
      "pnasc MODEL.int8.onnx -o DIR the C of a QDQ model\n"
      "pnasc FILE.deploy            lower, plan, emit on text forms (docs/text-forms.md)\n"
      "pnasc doctor                 optional tools: what is missing, what for\n"
      "pnasc explain PN2001         the long form of a diagnostic\n"
      "pnasc simulate-rotor -o DIR  write simulated recordings in MAFAULDA's layout\n\n"
      "Options\n";
  auto row = [&text](const std::string &left, const std::string &right) {
    text += "  " + left + std::string(left.size() < 30 ? 30 - left.size() : 1, ' ') + right + "\n";
  };
  for (const Option &option : table())
    row(option.name + (option.argument.empty()
                           ? ""
                           : (option.name.size() == 2 ? " " : "=") + option.argument),
        option.help);
  row("--version, --help", "");
  text += "\nStages\n";
  for (const StageInfo &info : stages())
    row(info.name.str(), info.help.str());
  text += "\nKinds for --emit\n";
  for (const auto &[kind, help] : emitKinds())
    row(kind, help);
  text += "\nExit status: 0 done, 1 the spec is wrong, 2 wrong usage, 3 no architecture meets the\n"
          "requirements, 4 the environment, 70 a bug of pnasc, 130 interrupted.\n";
  return text;
}

llvm::Expected<Options> parseOptions(const std::vector<std::string> &arguments) {
  Options options;
  for (size_t i = 0; i < arguments.size();) {
    const std::string &argument = arguments[i];
    if (argument == "--help" || argument == "-h") {
      options.command = Options::Command::Help;
      return options;
    }
    if (argument == "--version") {
      options.command = Options::Command::Version;
      return options;
    }
    const bool isOption = llvm::StringRef(argument).startswith("-");
    if (llvm::Error error = isOption ? takeOption(options, arguments, i)
                                     : takeWordArgument(options, arguments[i++]))
      return error;
  }
  if (llvm::Error error = checkCombination(options))
    return error;
  return options;
}

} // namespace pnasc::driver
