// SPDX-License-Identifier: Apache-2.0
#include "driver/FromText.h"
#include "catalogue/kernels/Refusal.h"
#include "catalogue/ops/shared/Op.h"
#include "catalogue/tasks/Task.h"
#include "driver/Firmware.h"
#include "driver/Folder.h"
#include "ir/IntegerText.h"
#include "ir/Sections.h"
#include "lower/Lower.h"
#include "onnx/VerifyInteger.h"
#include "plan/Plan.h"
#include "support/Digest.h"
#include "support/Files.h"
#include "support/ModelName.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::driver {

bool isTextForm(const Options &options) {
  return llvm::StringRef(options.spec).endswith(".deploy");
}

namespace {

/// Every error of the file begins with its name.
class Text {
public:
  explicit Text(const Session &session) : session(session), path(session.options.spec) {}

  llvm::Error run();

private:
  llvm::Error wrong(const std::string &what) const {
    return support::environment(path + ": " + what);
  }
  llvm::Error wrong(llvm::Error error) const { return wrong(llvm::toString(std::move(error))); }

  llvm::Error checkPrints() const;
  llvm::Error readGraph();
  llvm::Error chooseKernels();
  llvm::Error readSchedule();
  llvm::Error readIntegers();
  llvm::Error print();
  llvm::Error printCosts() const;
  llvm::Expected<ir::Bundle> library() const;

  const Session &session;
  const std::string path;
  std::map<std::string, std::string> parts;
  ir::DeployGraph graph;
  ir::Schedule schedule;
  std::optional<ir::IntegerNetwork> integers;
};

llvm::Error Text::readGraph() {
  if (parts.count("deploy") == parts.count("network"))
    return wrong("needs either a 'deploy' or a 'network'");
  if (parts.count("deploy")) {
    llvm::Expected<ir::DeployGraph> parsed = ir::DeployGraph::parse(parts["deploy"]);
    if (!parsed)
      return wrong(parsed.takeError());
    graph = std::move(*parsed);
    const std::string why = ops::verify(graph);
    return why.empty() ? llvm::Error::success() : wrong(why);
  }
  llvm::Expected<ir::Network> network = ir::Network::parse(parts["network"]);
  if (!network)
    return wrong(network.takeError());
  for (const std::string &why : {ops::verify(*network), lower::obstacle(*network)})
    if (!why.empty())
      return wrong(why);
  graph = lower::lower(*network, "");
  return llvm::Error::success();
}

/// Where none is named: the one that lower would take.
llvm::Error Text::chooseKernels() {
  for (ir::DeployNode &node : graph.nodes) {
    if (node.kernel.empty())
      if (const kernels::Kernel *kernel = kernels::choose(graph, node))
        node.kernel = kernel->name;
    const bool none = node.kernel.empty();
    if (const std::string why =
            none ? kernels::refusal(graph, node) : kernels::obstacle(graph, node);
        !why.empty())
      return wrong("%" + std::to_string(node.output) + " '" + node.name + "': " + why);
  }
  return llvm::Error::success();
}

llvm::Error Text::readSchedule() {
  if (!parts.count("schedule")) {
    schedule = plan::plan(graph);
    return llvm::Error::success();
  }
  llvm::Expected<ir::Schedule> parsed = ir::Schedule::parse(parts["schedule"], graph);
  if (!parsed)
    return wrong(parsed.takeError());
  schedule = std::move(*parsed);
  const std::string why = plan::verify(graph, schedule);
  return why.empty() ? llvm::Error::success() : wrong("schedule: " + why);
}

llvm::Error Text::readIntegers() {
  if (!parts.count("integers"))
    return llvm::Error::success();
  llvm::Expected<ir::IntegerNetwork> parsed =
      ir::parseIntegers(graph, parts["integers"], [&](llvm::StringRef file) {
        llvm::SmallString<128> beside(llvm::sys::path::parent_path(path));
        llvm::sys::path::append(beside, llvm::sys::path::filename(file));
        return support::readFile(beside);
      });
  if (!parsed)
    return wrong(parsed.takeError());
  if (!tasks::find(parsed->task))
    return wrong("there is no task '" + parsed->task + "'");
  if (const std::string why = ops::verify(*parsed); !why.empty())
    return wrong(why);
  if (llvm::Error error = onnx::verifyInteger(*parsed))
    return wrong(std::move(error));
  integers = std::move(*parsed);
  return llvm::Error::success();
}

llvm::Error Text::printCosts() const {
  const auto measured = kernels::measuredOn(graph.core);
  for (const ir::DeployNode &node : graph.nodes)
    if (!llvm::is_contained(measured, kernels::kernelOf(node)))
      return wrong("costs need a core, on which the kernels were measured");
  using support::bytesText;
  llvm::outs() << "rom          " << bytesText(kernels::romBytes(graph)) << "\narena        "
               << bytesText(schedule.arenaBytes) << "\ncontext      "
               << bytesText(kernels::ContextBytes) << "\nstack        "
               << bytesText(kernels::stackBytes(graph)) << "\ninstructions "
               << support::grouped(uint64_t(kernels::instructions(graph))) << " (estimate)\n";
  return llvm::Error::success();
}

llvm::Expected<ir::Bundle> Text::library() const {
  if (!integers)
    return wrong("C needs the network's 'integers'");
  const std::string name = support::modelName(llvm::sys::path::stem(path));
  return libraryOf(*integers, schedule, name, support::digest(parts.at("integers")));
}

llvm::Error Text::print() {
  if (session.wants("graph"))
    llvm::outs() << graph.text();
  if (session.wants("plan") || session.options.emit.empty())
    llvm::outs() << schedule.text(graph);
  if (session.wants("costs"))
    if (llvm::Error error = printCosts())
      return error;
  if (!session.wants("c") && !session.writes())
    return llvm::Error::success();
  llvm::Expected<ir::Bundle> files = library();
  if (!files)
    return files.takeError();
  if (session.wants("c"))
    llvm::outs() << filesText(*files);
  if (!session.writes())
    return llvm::Error::success();
  if (llvm::Error error = demandOursOrAbsent(session.options.output, *files))
    return error;
  return writeFiles(session.options.output, *files);
}

/// A network that was lowered is for no core yet.
llvm::Error Text::checkPrints() const {
  const bool lowers = parts.count("network");
  for (const std::string &kind : session.options.emit)
    if (kind != "graph" && (lowers || (kind != "plan" && kind != "costs" && kind != "c")))
      return support::failure(support::Exit::Usage,
                              "--emit=" + kind + " is not of this file; there " +
                                  (lowers ? "is graph" : "are graph, plan, costs and c"));
  return llvm::Error::success();
}

llvm::Error Text::run() {
  llvm::Expected<std::string> text = support::readFile(path);
  if (!text)
    return text.takeError();
  auto found = ir::sections(*text);
  if (!found)
    return wrong(found.takeError());
  parts = std::move(*found);
  if (llvm::Error error = checkPrints())
    return error;
  if (llvm::Error error = readGraph())
    return error;
  if (parts.count("network")) {
    llvm::outs() << graph.text();
    return llvm::Error::success();
  }
  for (auto step : {&Text::chooseKernels, &Text::readSchedule, &Text::readIntegers, &Text::print})
    if (llvm::Error error = (this->*step)())
      return error;
  return llvm::Error::success();
}

} // namespace

llvm::Error fromText(Session &session) { return Text(session).run(); }

} // namespace pnasc::driver
