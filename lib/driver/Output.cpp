// SPDX-License-Identifier: Apache-2.0
#include "driver/Output.h"
#include "report/Report.h"
#include "support/Files.h"
#include "support/Leftovers.h"
#include "support/Progress.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <unistd.h>

namespace pnasc::driver {

using support::Exit;

namespace {

std::string inOutput(const Session &session, llvm::StringRef name) {
  return session.options.output + "/" + name.str();
}

bool isForeign(const std::string &folder) {
  std::error_code code;
  llvm::sys::fs::directory_iterator it(folder, code), end;
  return !code && it != end && !support::exists(folder + "/study.db") &&
         !support::exists(folder + "/models");
}

} // namespace

llvm::Error prepareOutput(Session &session) {
  if (!session.writes())
    return llvm::Error::success();
  const std::string &folder = session.options.output;
  if (support::exists(folder) && !llvm::sys::fs::is_directory(folder))
    return support::environment("'" + folder + "' is not a folder");
  if (session.options.resume && !support::exists(folder))
    return support::environment("nothing to resume: there is no folder '" + folder + "'");
  if (isForeign(folder))
    return support::environment("'" + folder +
                                "' holds files that are not pnasc's; choose another folder for -o");
  if (llvm::Error error = support::makeFolder(folder))
    return error;
  if (::access(folder.c_str(), W_OK) != 0)
    return support::environment("cannot write into '" + folder + "'");
  return llvm::Error::success();
}

void removeLeftovers(const Session &session) {
  if (!session.writes())
    return;
  support::removeParts(session.options.output);
  support::Scratch::removeOrphans(session.options.output);
}

void leaveOutput(Session &session) {
  if (session.writes())
    ::rmdir(session.options.output.c_str()); // fails where anything lies in it
}

std::string modelFolder(const Session &session, const std::string &name) {
  return inOutput(session, "models/" + name);
}

llvm::Expected<study::Store> openStudy(Session &session, const ir::SearchSpace &space,
                                       const ir::Dataset &data) {
  const ir::Spec &spec = *space.spec;
  const study::Identity identity{spec.digest, spec.search.seed, versionText(), data.digest};
  if (!session.writes())
    return study::Store::inMemory(identity, space);
  const std::string path = inOutput(session, "study.db");
  const bool present = support::exists(path);
  // A kill may come before anything is stored: then the folder is all there is.
  if (session.options.resume && !present)
    support::say("study: nothing is stored in " + session.options.output + " yet");
  if (session.options.fresh && present)
    if (llvm::Error error = study::Store::remove(path))
      return error;
  llvm::Expected<study::Store> store = study::Store::open(path, identity, space);
  if (store && store->count() > 0)
    support::say("study: going on from " + std::to_string(store->count()) + " trials in " + path);
  return store;
}

llvm::Error writeReport(Session &session, const ir::SearchSpace &space, const ir::Dataset &data,
                        const ir::Study &study, const std::vector<ir::ModelResult> &models) {
  report::Input input;
  input.spec = space.spec.get();
  input.space = &space;
  input.study = &study;
  input.dataset = &data;
  input.models = models;
  input.stageSeconds = session.seconds;
  input.version = versionText();
  const std::string json = report::json(input);
  if (session.wants("report"))
    llvm::outs() << json;
  if (!session.writes())
    return llvm::Error::success();
  if (llvm::Error error = support::writeFile(inOutput(session, "report.json"), json))
    return error;
  if (llvm::Error error = support::writeFile(inOutput(session, "report.html"), report::html(input)))
    return error;
  support::say("report: " + inOutput(session, "report.html"));
  return llvm::Error::success();
}

} // namespace pnasc::driver
