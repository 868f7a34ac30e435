// SPDX-License-Identifier: Apache-2.0
#include "driver/Driver.h"
#include "driver/Commands.h"
#include "driver/FromOnnx.h"
#include "driver/FromText.h"
#include "driver/Handover.h"
#include "driver/Session.h"
#include "ranks/Launch.h"
#include "support/CommandLine.h"
#include "support/Files.h"
#include "support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdio>

namespace pnasc::driver {

using support::Exit;

std::string versionText() { return PNASC_VERSION; }

/// What machines read stands alone on stderr.
static support::ProgressStyle progressOf(const Options &options) {
  const bool text = options.diagnostics == support::DiagnosticFormat::Text;
  return text ? options.progress : support::ProgressStyle::None;
}

Session::Session(Options given, const TorchStages *torch, const support::StopFlag &stop)
    : options(std::move(given)), workers(options.jobs ? options.jobs : support::cores(), &stop),
      console(progressOf(options)), torch(torch), diagnostics(sources) {}

bool Session::wants(llvm::StringRef kind) const {
  return llvm::is_contained(options.emit, kind.str());
}

bool Session::handsOver() const { return !torch && needsTorch(options); }

char Told::ID = 0;

namespace {

/// The same command again, for a shell; as --resume where something is there to go on from.
std::string resumeCommand(const Options &options) {
  std::vector<std::string> arguments = {"pnasc"};
  for (const std::string &argument : options.arguments)
    if (argument != "--resume" && argument != "--fresh" &&
        !llvm::StringRef(argument).startswith("--spec-file"))
      arguments.push_back(argument);
  if (support::exists(options.output))
    arguments.push_back("--resume");
  return support::shellText(arguments);
}

int show(Session &session, llvm::Error error) {
  int status = 0;
  llvm::handleAllErrors(
      std::move(error), [&](const Told &told) { status = int(told.status); },
      [&](const support::Failure &failure) {
        status = int(failure.status);
        if (failure.status == Exit::Interrupted) {
          llvm::errs() << "interrupted";
          if (session.writes())
            llvm::errs() << "; continue with: " << resumeCommand(session.options);
          llvm::errs() << '\n';
        } else
          session.diagnostics.render(failure);
      },
      [&](const llvm::ErrorInfoBase &other) {
        status = int(Exit::Internal);
        llvm::errs() << "pnasc: internal error: " << other.message() << '\n';
      });
  return status;
}

int through(Session &session) {
  if (isModelFile(session.options))
    return show(session, fromOnnx(session));
  if (isTextForm(session.options))
    return show(session, fromText(session));
  if (session.options.verifyDiagnostics)
    return verifyFront(session.options);
  if (session.options.command == Options::Command::Data)
    return show(session, inspectData(session));
  return show(session, pipeline(session));
}

int compile(Session &session) {
  session.diagnostics.setColor(session.options.color);
  session.diagnostics.setFormat(session.options.diagnostics);
  const int status = through(session);
  session.diagnostics.close(versionText());
  return status;
}

int dispatch(Options options, const TorchStages *torch, const support::StopFlag &stop) {
  const bool searches =
      options.command == Options::Command::Compile && !isModelFile(options) && !isTextForm(options);
  if (ranks::launched().rank > 0 && !searches)
    return 0; // the first process does it alone
  switch (options.command) {
  case Options::Command::Help:
    llvm::outs() << helpText();
    return 0;
  case Options::Command::Version:
    llvm::outs() << "pnasc " << versionText() << '\n';
    return 0;
  case Options::Command::Doctor:
    return doctor();
  case Options::Command::Explain:
    return explain(options.explained);
  case Options::Command::SimulateRotor: {
    Session session(options, torch, stop);
    return show(session, simulateRotor(options));
  }
  case Options::Command::Data:
  case Options::Command::Compile:
    break;
  }
  Session session(std::move(options), torch, stop);
  return compile(session);
}

int run(const std::vector<std::string> &arguments, const TorchStages *torch,
        const support::StopFlag &stop) {
  llvm::Expected<Options> options = parseOptions(arguments);
  if (!options)
    return support::told("pnasc", options.takeError());
  if (ranks::launched().rank > 0) // what it would say, the first process says
    for (std::FILE *stream : {stdout, stderr})
      if (!std::freopen("/dev/null", "w", stream))
        return int(Exit::Environment);
  return dispatch(std::move(*options), torch, stop);
}

} // namespace

int main(int argc, char **argv, const TorchStages *torch) {
  return support::runProgram(
      "pnasc", "report it with the spec and the command line", argc, argv,
      [&](const std::vector<std::string> &arguments, const support::StopFlag &stop) {
        return run(arguments, torch, stop);
      });
}

} // namespace pnasc::driver
