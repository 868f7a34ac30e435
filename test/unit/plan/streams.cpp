// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_plan pnasc_emit
// The check of schedules and a simulator that knows nothing of it, on random networks that run
// whole or by rows: what the check lets through never reads a dead byte, right schedules pass both,
// and of schedules broken at random the check only refuses more where kernels promise less than
// they do.
#include "plan/Streams.h"
#include "Check.h"
#include "emit/Nets.h"
#include "plan/Plan.h"
#include "plan/Simulator.h"

using namespace pnasc;

namespace {

/// Chains with shortcuts: each window reaches every byte, so that what is dead is dead for all.
ir::DeployGraph network(uint64_t seed) {
  support::SequentialRandom random(support::CounterRandom(seed, "streams"));
  const auto below = [&](int64_t n) { return int64_t(random.below(uint64_t(n))); };
  const bool series = random.coin(0.3);
  const ir::Shape input{4 + 4 * below(2), series ? 1 : 6 + below(6), 6 + below(6)};
  nets::Builder b(seed, input, random.coin(0.8) ? "cortex-m7" : "");
  const auto window = [&](int64_t size) { return std::vector<int64_t>{series ? 1 : size, size}; };
  const auto sides = [&](int64_t pad) {
    return std::vector<int64_t>{series ? 0 : pad, pad, series ? 0 : pad, pad};
  };
  uint32_t x = 0;
  for (int64_t layers = 2 + below(4); layers > 0; --layers) {
    const int64_t channels = b.shape(x).channels, kernel = 1 + 2 * below(3), pad = kernel / 2;
    switch (below(6)) {
    case 0:
      x = b.conv(x, 4 + 4 * below(3), window(kernel), window(1), sides(pad));
      break;
    case 1:
      x = b.conv(x, channels, window(kernel), window(1), sides(pad), {1, 1}, channels);
      break;
    case 2:
      x = b.pool(x, random.coin(0.5), window(3), window(2), sides(1));
      break;
    case 3:
      x = b.add(x, b.conv(x, channels, window(3), window(1), sides(1)));
      break;
    case 4:
      x = b.concat({x, b.conv(x, 4, window(1), window(1), sides(0))});
      break;
    default:
      x = b.relu(x, random.coin(0.5));
    }
  }
  const bool classifies = random.coin(0.4);
  return b.finish(classifies ? b.linear(b.globalAverage(x), 3) : b.relu(x, false)).graph;
}

void agree(const ir::DeployGraph &graph, const ir::Schedule &schedule) {
  CHECK_EQ(plan::verify(graph, schedule), "");
  CHECK_EQ(simulator::run(graph, schedule), "");
  CHECK(plan::lowerBound(graph, schedule) <= schedule.arenaBytes);
  auto again = ir::Schedule::parse(schedule.text(graph), graph);
  if (CHECK(bool(again)))
    CHECK(*again == schedule);
}

/// A ring of one row less is one too few.
void shrunk(const ir::DeployGraph &graph, const ir::Schedule &schedule) {
  for (size_t t = 0; t < schedule.tensors.size(); ++t) {
    if (schedule.tensors[t].ring < 2)
      continue;
    ir::Schedule less = schedule;
    --less.tensors[t].ring;
    less.tensors[t].bytes -= graph.tensors[t].rowBytes();
    const bool top = schedule.tensors[t].offset + schedule.tensors[t].bytes == less.arenaBytes;
    less.arenaBytes -= top ? graph.tensors[t].rowBytes() : 0;
    CHECK(plan::verify(graph, less).find(" over row") != std::string::npos);
    CHECK(!simulator::run(graph, less).empty());
  }
}

ir::Schedule broken(ir::Schedule schedule, support::SequentialRandom &random) {
  ir::Placement &place = schedule.tensors[random.below(schedule.tensors.size())];
  const size_t step = random.below(schedule.steps.size());
  switch (random.below(5)) {
  case 0: // a tensor elsewhere
    place.offset = random.below(schedule.arenaBytes / 4 + 1) * 4;
    break;
  case 1: // a little
    place.offset += random.coin(0.5) || place.offset < 4 ? 4 : -4;
    break;
  case 2: // two steps the wrong way round
    std::swap(schedule.steps[step], schedule.steps[random.below(schedule.steps.size())]);
    break;
  case 3:
    schedule.steps[step].mirrored = true;
    break;
  default: // scratch memory elsewhere
    schedule.scratch[random.below(schedule.scratch.size())].offset =
        random.below(schedule.arenaBytes / 4 + 1) * 4;
  }
  schedule.arenaBytes = 0;
  for (auto *places : {&schedule.tensors, &schedule.scratch})
    for (ir::Placement &one : *places) {
      one.firstStep = 0;
      one.lastStep = uint32_t(schedule.steps.size() - 1);
      if (one.bytes)
        schedule.arenaBytes = std::max(schedule.arenaBytes, one.offset + one.bytes);
    }
  return schedule;
}

struct Tally {
  int right = 0, wrong = 0, stricter = 0;
} tally;

void judge(const ir::DeployGraph &graph, const ir::Schedule &schedule) {
  const std::string why = plan::verify(graph, schedule), seen = simulator::run(graph, schedule);
  if (why.empty() == seen.empty()) {
    ++(why.empty() ? tally.right : tally.wrong);
    return;
  }
  ++tally.stricter;
  // The one rule that speaks for all shapes of a kind: how an input may lie over what is made of
  // it.
  if (!CHECK(seen.empty() && why.find("which it reads itself") != std::string::npos))
    std::cerr << "check: " << why << "\nsimulator: " << seen << "\n"
              << graph.text() << schedule.text(graph);
}

} // namespace

int main() {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const ir::DeployGraph graph = network(seed);
    support::SequentialRandom random(support::CounterRandom(seed, "broken"));
    const ir::Schedule whole = plan::plan(graph);
    const ir::Schedule rows = streams::Streamer(graph, seed % 2).run();
    agree(graph, whole);
    CHECK(plan::lowerBound(graph) <= whole.arenaBytes);
    agree(graph, rows);
    shrunk(graph, rows);
    for (int i = 0; i < 6; ++i) {
      judge(graph, broken(whole, random));
      judge(graph, broken(rows, random));
    }
  }
  std::cerr << tally.right << " right, " << tally.wrong << " wrong, " << tally.stricter
            << " refused that happen to work\n";
  CHECK(tally.right > 100 && tally.wrong > 1000);
  CHECK(tally.stricter * 50 < tally.right + tally.wrong);
  return report();
}
