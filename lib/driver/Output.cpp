// SPDX-License-Identifier: Apache-2.0
#include "driver/Output.h"
#include "driver/Demands.h"
#include "driver/Folder.h"
#include "support/Files.h"
#include "support/Leftovers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <unistd.h>

namespace pnasc::driver {

using support::Exit;

namespace {

std::string inOutput(const Session &session, llvm::StringRef name) {
  return session.options.output + "/" + name.str();
}

/// Our report of this very search, if one lies there that tells of models.
bool tellsOfModels(const std::string &path, const Aim &aim) {
  auto text = support::readFile(path);
  if (!text)
    return llvm::consumeError(text.takeError()), false;
  auto json = llvm::json::parse(*text);
  if (!json)
    return llvm::consumeError(json.takeError()), false;
  const llvm::json::Object *report = json->getAsObject();
  const llvm::json::Array *models = report ? report->getArray("models") : nullptr;
  return models && !models->empty() &&
         report->getString("spec_digest").getValueOr("") == aim.digest &&
         report->getInteger("seed") == int64_t(aim.seed);
}

/// Other models that lie there, in a run's own words.
void tellOfOthers(const Run &run) {
  for (const std::string &name : modelsIn(run.session.options.output))
    if (llvm::none_of(run.models, [&](const Making &one) { return one.result.name == name; }))
      run.session.console.say("report: " + inOutput(run.session, "models/" + name) +
                              " is of another run and not told of");
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
  if (llvm::Error error = demandOurs(folder))
    return error;
  if (llvm::Error error = support::makeFolder(folder))
    return error;
  if (::access(folder.c_str(), W_OK) != 0)
    return support::environment("cannot write into '" + folder + "'");
  // Where another program's study lies, the study will say so before anything is written.
  return isOurs(folder) || !support::exists(inOutput(session, "study.db")) ? claim(folder)
                                                                           : llvm::Error::success();
}

void removeLeftovers(const Session &session) {
  if (!session.writes())
    return;
  support::removeParts(session.options.output);
  support::Scratch::removeOrphans(session.options.output);
}

void leaveOutput(Session &session) {
  if (session.writes())
    leave(session.options.output);
}

llvm::Error discardBefore(const Session &session) {
  if (!session.writes())
    return llvm::Error::success();
  for (const std::string &name : modelsIn(session.options.output))
    if (std::error_code code = llvm::sys::fs::remove_directories(modelFolder(session, name)))
      return support::environment("cannot remove '" + modelFolder(session, name) +
                                  "': " + code.message());
  for (const char *name : {"report.json", "report.html"})
    llvm::sys::fs::remove(inOutput(session, name));
  return study::Store::remove(inOutput(session, "study.db"));
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
    session.console.say("study: nothing is stored in " + session.options.output + " yet");
  llvm::Expected<study::Store> store = study::Store::open(path, identity, space);
  if (!store)
    return store;
  if (llvm::Error error = claim(session.options.output))
    return error;
  if (store->count() > 0)
    session.console.say("study: going on from " + std::to_string(store->count()) + " trials in " +
                        path);
  return store;
}

llvm::Expected<std::string> writeReport(const Run &run, const report::Input &input) {
  const Session &session = run.session;
  std::string json = report::json(input);
  if (!session.writes() || !run.aim.deploy.report)
    return json;
  if (llvm::Error error = support::writeFile(inOutput(session, "report.json"), json))
    return error;
  if (llvm::Error error = support::writeFile(inOutput(session, "report.html"), report::html(input)))
    return error;
  session.console.say("report: " + inOutput(session, "report.html"));
  return json;
}

llvm::Error demandExact(llvm::ArrayRef<Making> models) {
  for (const Making &model : models)
    if (const ir::Measured &figures = model.result.measured;
        figures.mismatches != 0 || figures.hostMismatches != 0)
      return support::failure(
          support::Exit::Internal,
          "the firmware of '" + model.result.name + "' differs from the reference in " +
              std::to_string(std::max(figures.mismatches, figures.hostMismatches)) + " bytes of " +
              std::to_string(figures.vectors) +
              " samples; this is a bug of pnasc, please report it with the command line");
  return llvm::Error::success();
}

llvm::Error stage::report(Run &run) {
  const Session &session = run.session;
  report::Input input;
  const ir::Spec &spec = *run.spec;
  input.source = spec.path;
  input.title = spec.search.name.empty() ? spec.path : spec.search.name;
  input.digest = spec.digest;
  input.seed = spec.search.seed;
  input.board = spec.board;
  input.requirements = spec.requirements;
  input.search = {run.spec.get(), &*run.space, &run.study};
  input.dataset = run.data;
  for (const Making &making : run.models)
    input.models.push_back(making.result);
  input.stageSeconds = run.session.seconds;
  input.version = versionText();
  // A run that ends early must not make the report forget what a longer one made.
  const std::string path = inOutput(session, "report.json");
  if (session.writes() && session.options.stopAfter < Stage::Measure &&
      tellsOfModels(path, run.aim)) {
    session.console.say("report: " + path +
                        " stays, since it tells of models that this run leaves out");
    run.report = report::json(input);
    return llvm::Error::success();
  }
  llvm::Expected<std::string> json = writeReport(run, input);
  if (!json)
    return json.takeError();
  run.report = std::move(*json);
  if (session.writes())
    tellOfOthers(run);
  if (llvm::Error error = demandExact(run.models))
    return error;
  for (const Making &making : run.models)
    if (llvm::Error error = demandFits(making.result, run.aim.board, run.spec->requirements))
      return error;
  return llvm::Error::success();
}

} // namespace pnasc::driver
