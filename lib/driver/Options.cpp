// SPDX-License-Identifier: Apache-2.0
#include "driver/Options.h"
#include "support/CommandLine.h"
#include "support/Error.h"
#include "support/Files.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::driver {

namespace {

support::CommandOption::Take takeStage(Stage &into) {
  return [&into](llvm::StringRef, llvm::StringRef value) -> std::string {
    if (const StageEntry *entry = findStage(value)) {
      into = entry->stage;
      return "";
    }
    std::vector<std::string> names;
    for (const StageEntry &entry : stages())
      names.push_back(entry.name);
    return "unknown stage '" + value.str() + "'" + support::suggestion(value, names);
  };
}

support::CommandOption::Take takeEmit(std::vector<std::string> &into) {
  return [&into](llvm::StringRef, llvm::StringRef value) -> std::string {
    std::vector<std::string> names;
    for (const auto &[entry, print] : prints())
      names.push_back(print->kind);
    llvm::SmallVector<llvm::StringRef> parts;
    value.split(parts, ',', -1, false);
    for (llvm::StringRef part : parts) {
      if (!findPrint(part))
        return "unknown kind '" + part.str() + "' for --emit" + support::suggestion(part, names);
      into.push_back(part.str());
    }
    return "";
  };
}

/// The spec's own grammar judges the value.
support::CommandOption::Take takeOverride(std::vector<std::pair<std::string, std::string>> &into) {
  return [&into](llvm::StringRef option, llvm::StringRef text) -> std::string {
    const auto [name, value] = text.split('=');
    if (name.trim().empty() || !text.contains('='))
      return support::take::wants(option, "NAME=VALUE", text);
    into.emplace_back(name.trim().str(), value.trim().str());
    return "";
  };
}

std::vector<support::OptionGroup> groups(Options &o) {
  using namespace support;
  using S = ProgressStyle;
  using C = DiagnosticColor;
  using D = DiagnosticFormat;
  const auto command = [&o](Options::Command command) {
    return [&o, command](llvm::StringRef, llvm::StringRef) {
      o.command = command;
      return std::string();
    };
  };
  return {
      {"The spec",
       {{"-I", "DIR", "folder to look for imports in, before the library; may be given again",
         take::texts(o.importPaths)},
        {"--set", "NAME=VALUE", "override a value of the spec, checked like the spec itself",
         takeOverride(o.overrides)},
        {"--seed", "N", "instead of the spec's seed", take::number(o.seed)},
        {"--genome", "JSON", "this configuration, no search", take::maybe(o.genome)}}},
      {"What is made",
       {{"-o", "DIR", "output folder; stages up to select and --genome can do without",
         take::text(o.output)},
        {"--stop-after", "STAGE", "end after this stage (below)", takeStage(o.stopAfter)},
        {"--emit", "KIND[,KIND]", "print to stdout (below)", takeEmit(o.emit)},
        {"--without", "measure", "neither link nor emulate; the report says what was not checked",
         take::word<bool>(o.withoutMeasure, {{"measure", true}})},
        {"--resume", "", "go on with the study in DIR; an error if there is none",
         take::flag(o.resume)},
        {"--fresh", "", "discard the study in DIR and start anew", take::flag(o.fresh)},
        {"--jobs", "N", "threads across candidates and networks (all cores)",
         take::number(o.jobs, 1)}}},
      {"What is said",
       {{"--diagnostics", "text|json|sarif", "form of errors; the last two end the progress lines",
         take::word<D>(o.diagnostics, {{"text", D::Text}, {"json", D::Json}, {"sarif", D::Sarif}})},
        {"--color", "auto|always|never", "colour of errors",
         take::word<C>(o.color, {{"auto", C::Auto}, {"always", C::Always}, {"never", C::Never}})},
        {"--progress", "auto|bar|plain|none", "what is shown while it runs",
         take::word<S>(
             o.progress,
             {{"auto", S::Auto}, {"bar", S::Bar}, {"plain", S::Plain}, {"none", S::None}})},
        {"--verify-diagnostics", "", "check errors against expected-error comments",
         take::flag(o.verifyDiagnostics)},
        {"--spec-file", "FD", "", take::number(o.specFile)}, // for Handover.cpp
        {"--help", "", "this text", command(Options::Command::Help), true},
        {"-h", "", "", command(Options::Command::Help), true},
        {"--version", "", "the version", command(Options::Command::Version), true}}},
  };
}

constexpr std::pair<const char *, Options::Command> Commands[] = {
    {"data", Options::Command::Data},
    {"doctor", Options::Command::Doctor},
    {"explain", Options::Command::Explain},
    {"simulate-rotor", Options::Command::SimulateRotor},
};

std::string takeWord(Options &options, llvm::StringRef word) {
  if (options.command == Options::Command::Explain && options.explained.empty())
    options.explained = word.str();
  else if (options.command == Options::Command::Data && options.spec.empty())
    options.spec = word.str();
  else if (options.command == Options::Command::Compile && options.spec.empty()) {
    options.spec = word.str();
    for (const auto &[name, command] : Commands)
      if (word == name) {
        options.command = command;
        options.spec.clear();
      }
  } else
    return "unexpected argument '" + word.str() + "'";
  return "";
}

/// Not a file, but nearly a command.
std::string commandMeant(const Options &options) {
  std::vector<std::string> names;
  for (const auto &[name, command] : Commands)
    names.push_back(name);
  const std::string meant = support::nearest(options.spec, names);
  if (meant.empty() || support::exists(options.spec))
    return "";
  return "there is no file '" + options.spec + "', did you mean the command '" + meant + "'?";
}

/// What is printed must be made on the way, of one network where it is one network's.
std::string checkPrints(const Options &options) {
  const bool model = llvm::StringRef(options.spec).endswith(".onnx");
  const bool text = llvm::StringRef(options.spec).endswith(".deploy"); // FromText.cpp says
  for (const auto &[entry, print] : prints()) {
    const std::string option = std::string("--emit=") + print->kind;
    if (text || !llvm::is_contained(options.emit, print->kind))
      continue;
    if (model && !print->file)
      return option + " is for specs; of a QDQ model there are graph, plan and c";
    if (!model && print->ofNetwork && !options.genome)
      return option + " is of one network: give its configuration with --genome=JSON";
    const bool told = entry->stage == Stage::Report && options.stopAfter > Stage::Narrow;
    if (entry->stage > options.stopAfter && !told)
      return option + " is of " + entry->name +
             ", which --stop-after=" + entryOf(options.stopAfter).name + " leaves out";
  }
  return "";
}

std::string checkCombination(const Options &options) {
  using Command = Options::Command;
  if (options.command == Command::Compile && options.spec.empty())
    return "no spec given";
  if (options.command == Command::Data && options.spec.empty())
    return "data wants a spec, whose data set is looked at";
  if (options.command == Command::Explain && options.explained.empty())
    return "explain wants the id of a diagnostic, such as PN2001";
  if (options.command == Command::SimulateRotor && options.output.empty())
    return "simulate-rotor wants a folder: -o DIR";
  if (const std::string meant = commandMeant(options); !meant.empty())
    return meant;
  const bool compiles = options.command == Command::Compile && !options.genome &&
                        !llvm::StringRef(options.spec).endswith(".onnx") &&
                        !llvm::StringRef(options.spec).endswith(".deploy");
  if (compiles && options.stopAfter >= Stage::Train && options.output.empty())
    return "trained models need a folder: give one with -o DIR, or stop before with "
           "--stop-after=select";
  if (options.resume && options.fresh)
    return "--resume and --fresh exclude each other";
  if ((options.resume || options.fresh) && options.output.empty())
    return "--resume and --fresh want the folder: -o DIR";
  return checkPrints(options);
}

} // namespace

std::string helpText() {
  Options options;
  std::string text =
      "pnasc SPEC -o DIR            from a spec to firmware\n"
      "pnasc MODEL.int8.onnx -o DIR the C of a QDQ model\n"
      "pnasc FILE.deploy            lower, plan, emit on text forms (docs/text-forms.md)\n"
      "pnasc data SPEC              what the data set holds: classes, parts, values\n"
      "pnasc doctor                 optional tools: what is missing, what for\n"
      "pnasc explain PN2001         the long form of a diagnostic\n"
      "pnasc explain search         what a stage does and leaves behind\n"
      "pnasc simulate-rotor -o DIR  write simulated recordings in MAFAULDA's layout\n" +
      support::CommandLine{"pnasc", groups(options), {}}.optionsText();
  text += "\nStages\n";
  for (const StageEntry &entry : stages())
    text += support::helpRow(entry.name, entry.help);
  text += "\nKinds for --emit\n";
  for (const auto &[entry, print] : prints())
    text += support::helpRow(print->kind, print->help);
  text += "\nExit status: 0 done, 1 the spec is wrong, 2 wrong usage, 3 no architecture meets the\n"
          "requirements, 4 the environment, 5 a model that was built breaks a limit, 70 a bug of pnasc,\n"
          "130 interrupted.\n";
  return text;
}

llvm::Expected<Options> parseOptions(const std::vector<std::string> &arguments) {
  Options options;
  options.arguments = arguments;
  const support::CommandLine line{"pnasc", groups(options),
                                  [&](llvm::StringRef word) { return takeWord(options, word); }};
  if (llvm::Error error = line.read(arguments))
    return error;
  using Command = Options::Command;
  if (options.command == Command::Help || options.command == Command::Version)
    return options;
  if (const std::string wrong = checkCombination(options); !wrong.empty())
    return line.misuse(wrong);
  if (options.genome && options.output.empty() && options.emit.empty())
    options.emit = {"costs"};
  if (options.command == Command::Data)
    options.stopAfter = Stage::Check; // nothing is searched
  return options;
}

} // namespace pnasc::driver
