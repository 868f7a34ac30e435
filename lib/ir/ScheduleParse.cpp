// SPDX-License-Identifier: Apache-2.0
// Reads the text form of a Schedule back.
#include "ir/Line.h"
#include "ir/Schedule.h"
#include "support/Error.h"

namespace pnasc::ir {
namespace {

class Reader {
public:
  Reader(const DeployGraph &graph, Schedule &schedule)
      : graph(graph), schedule(schedule), placed(graph.tensors.size(), false) {
    schedule.tensors.resize(graph.tensors.size());
    schedule.scratch.resize(graph.nodes.size());
  }

  void line(Line &line) {
    if (!titled)
      title(line);
    else if (line.acceptWord("step"))
      step(line);
    else
      placement(line);
  }
  bool complete() const { return titled; }
  /// The first tensor that has no place; none where all do.
  std::optional<size_t> unplaced() const {
    const auto at = llvm::find(placed, false);
    return at == placed.end() ? std::nullopt : std::optional<size_t>(at - placed.begin());
  }

private:
  void title(Line &line) {
    line.need("schedule");
    line.name();
    line.need(":");
    line.need("arena");
    schedule.arenaBytes = uint64_t(line.number(0, INT64_MAX));
    line.need("B, alignment");
    schedule.alignment = uint64_t(line.number(1, 4096));
    titled = true;
  }

  uint32_t tensor(Line &line) {
    const uint32_t id = line.id();
    if (line.good() && id >= graph.tensors.size())
      line.fail("the graph has no tensor %" + std::to_string(id));
    return line.good() ? id : 0;
  }

  /// A name is there for people; where one stands it must be the right one.
  static void nameOf(Line &line, llvm::StringRef expected) {
    if (!line.atQuote())
      return;
    const std::string name = line.quoted();
    if (line.good() && name != expected)
      line.fail("found the name '" + name + "' of '" + expected.str() + "'");
  }

  void step(Line &line) {
    if (line.number() != int64_t(schedule.steps.size()))
      line.fail("needs step " + std::to_string(schedule.steps.size()));
    line.need(":");
    const uint32_t id = tensor(line);
    const int64_t all = graph.tensors[id].shape.rows();
    Step step{id == 0 ? Step::Feed : id - 1, {0, all}};
    if (line.acceptWord("rows")) {
      step.rows.from = line.number(0, all - 1);
      line.need("..");
      step.rows.to = line.number(step.rows.from + 1, all);
    }
    step.mirrored = line.acceptWord("mirrored");
    nameOf(line, id == 0 ? graph.tensors[0].name : graph.nodes[id - 1].name);
    schedule.steps.push_back(step);
  }

  /// `576 .. 640  steps 1-9  ring 3  top  scratch of %1 "stem.conv"`
  void placement(Line &line) {
    Placement place;
    place.offset = uint64_t(line.number(0, INT64_MAX));
    line.need("..");
    place.bytes = uint64_t(line.number(int64_t(place.offset), INT64_MAX)) - place.offset;
    line.need("steps");
    place.firstStep = uint32_t(line.number(0, UINT32_MAX));
    line.need("-");
    place.lastStep = uint32_t(line.number(place.firstStep, UINT32_MAX));
    if (line.acceptWord("ring"))
      place.ring = line.number(1, INT32_MAX);
    if (line.acceptWord("top") && place.offset + place.bytes != schedule.arenaBytes)
      line.fail("found a 'top' that is not the arena's end");
    const bool scratch = line.acceptWord("scratch");
    if (scratch)
      line.need("of");
    const uint32_t id = tensor(line);
    if (scratch && id == 0)
      line.fail("the input is made by no kernel");
    if (!line.good())
      return;
    nameOf(line, scratch ? graph.nodes[id - 1].name : graph.tensors[id].name);
    (scratch ? schedule.scratch[id - 1] : schedule.tensors[id]) = place;
    if (!scratch)
      placed[id] = true;
  }

  const DeployGraph &graph;
  Schedule &schedule;
  std::vector<bool> placed; ///< by tensor
  bool titled = false;
};

} // namespace

llvm::Expected<Schedule> Schedule::parse(llvm::StringRef text, const DeployGraph &graph) {
  Schedule schedule;
  Reader reader(graph, schedule);
  llvm::Error malformed = readLines("schedule", text, [&](Line &line) { reader.line(line); });
  if (malformed)
    return malformed;
  if (!reader.complete())
    return support::environment("schedule text: needs a line 'schedule NAME: arena ...'");
  if (const auto tensor = reader.unplaced())
    return support::environment("schedule text: %" + std::to_string(*tensor) + " has no place");
  return schedule;
}

} // namespace pnasc::ir
