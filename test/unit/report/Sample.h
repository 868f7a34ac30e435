// SPDX-License-Identifier: Apache-2.0
// A made-up run with everything that a report can show.
#pragma once

#include "report/Report.h"
#include "support/Random.h"
#include <cmath>

struct Sample {
  std::shared_ptr<pnasc::ir::Spec> spec = std::make_shared<pnasc::ir::Spec>();
  pnasc::ir::SearchSpace space;
  pnasc::ir::Study study;
  pnasc::ir::Dataset data;
  pnasc::report::Input input;

  explicit Sample(size_t trials = 500) {
    fillSpec();
    fillData();
    fillStudy(trials);
    for (size_t id : {size_t(1), trials / 3, trials / 2, trials - 1})
      addModel(id);
    input.source = spec->path;
    input.title = spec->search.name;
    input.digest = spec->digest;
    input.board = spec->board;
    input.requirements = spec->requirements;
    input.search = {spec.get(), &space, &study};
    input.dataset = &data;
    input.version = "0.1.0";
    input.stageSeconds = {{"narrow", 0.81}, {"search", 181.2}, {"train", 240.7}, {"measure", 21.4}};
    input.notes = {"energy: no source gives the energy of a cycle of teensy41"};
  }

private:
  using Metric = pnasc::ir::Metric;

  static pnasc::ir::Choice choice(pnasc::ir::Hyperparameter what, std::vector<std::string> labels) {
    pnasc::ir::Choice result;
    result.name = pnasc::ir::hyperparameterName(what);
    result.decides = what;
    for (std::string &label : labels)
      result.domain.push_back({label, 0});
    return result;
  }

  void require(const char *name, Metric metric, double limit, bool board) {
    pnasc::ir::Requirement requirement;
    requirement.name = name;
    requirement.terms = {{1, metric}};
    requirement.limit = limit;
    requirement.fromBoard = board;
    spec->requirements.push_back(requirement);
  }

  void fillSpec() {
    spec->path = "specs/mafaulda.pnas";
    spec->digest = "5f2d9a7b6c1e40338b2f5f2d9a7b6c1e";
    spec->search.name = "motor_faults";
    spec->board.name = "teensy41";
    spec->board.title = "Teensy 4.1";
    spec->board.core = "cortex-m7";
    spec->board.clockHz = 600e6;
    require("board_ram", Metric::Ram, 512 * 1024, true);
    require("fits_ram", Metric::Ram, 64 * 1024, false);
    require("fits_rom", Metric::Rom, 512 * 1024, false);
    require("quick", Metric::Latency, 0.06, false);
    spec->score.scores = {
        {"meco", "MeCo"}, {"zico", "ZiCo"}, {"naswot", "NASWOT"}, {"snip", "SNIP"}};
    spec->score.forms = {{"meco", "meco"}, {"zico", "zico"}};
    spec->objectives = spec->score.scores;
    spec->objectives.insert(spec->objectives.begin(), pnasc::ir::Objective::of(Metric::Flops));
    spec->choices = {
        choice(pnasc::ir::Hyperparameter::Architecture, {"MbedNet1d", "InceptionTime"}),
        choice(pnasc::ir::Hyperparameter::Depth, {"1", "2", "3"})};
    space = pnasc::ir::whole(spec);
    space.raw = 1.34e17, space.legal = 8.1e16, space.remaining = 9.4e15;
    space.remainingLow = 8.9e15, space.remainingHigh = 9.9e15;
    space.removed = {
        {"group1.depth", {"3", 0}, "ram is at least 300 KiB ('fits_ram', line 29) <here>"}};
  }

  void fillData() {
    data.name = "mafaulda";
    data.shape = {8, 1, 1024};
    data.series = data.simulated = true;
    data.labels = {"normal", "imbalance"};
    data.origin = "simulated rotor: 600 recordings; 6,720 training, 1,440 validation, 1,440 test "
                  "windows of 8x1x1024";
    data.digest = "0123456789abcdef0123456789abcdef";
  }

  void fillStudy(size_t trials) {
    pnasc::support::CounterRandom random(1, "sample");
    for (size_t i = 0; i < trials; ++i) {
      pnasc::ir::Trial trial;
      trial.id = i;
      trial.genome = {int32_t(i % 2), int32_t(i % 3)};
      const double size = std::pow(10.0, 5.6 + 1.7 * random.uniform(5 * i));
      trial.costs.flops = uint64_t(size);
      trial.costs.macs = trial.costs.flops / 2;
      trial.costs.parameters = uint64_t(size / 40);
      trial.costs.romBytes = uint64_t(20000 + size / 80);
      trial.costs.arenaBytes = uint64_t(9000 + size / 1000);
      trial.costs.contextBytes = 8, trial.costs.stackBytes = 160;
      const double quality = std::log10(size) - 5;
      trial.scores.set("meco", quality * (1 + 0.4 * random.normal(10 * i)));
      trial.scores.set("zico", 20 * quality + 8 * random.normal(10 * i + 1));
      trial.scores.set("naswot", 900 + 90 * quality + 40 * random.normal(10 * i + 2));
      trial.scores.set("snip", std::exp(3 * quality + random.normal(10 * i + 3)));
      trial.onFront = i % 11 == 1;
      if (trial.onFront)
        study.front.push_back(i);
      study.trials.push_back(trial);
    }
    study.trials[2].scores.set("snip", INFINITY);
    study.hypervolume = 0.8312345678;
  }

  void addModel(size_t id) {
    pnasc::ir::Trial &trial = study.trials[id];
    trial.selected = true;
    pnasc::ir::ModelResult model;
    model.architecture = id % 2 ? "InceptionTime" : "MbedNet1d";
    model.name = "mbednet1d_" + std::to_string(id);
    model.trial = id;
    model.genome = space.genomeText(trial.genome);
    model.predicted = trial.costs;
    addMemory(model, int(6 + id % 9));
    model.predicted.arenaBytes = model.plan.arenaBytes;
    model.metrics = {{"accuracy", 0.942, 0.938 - 1e-5 * double(id), 0.191}};
    model.latencySeconds = 0.0042;
    model.energyReason = "no source gives the energy of a cycle of teensy41";
    model.measured.core = "cortex-m7", model.measured.machine = "mps2-an500";
    model.measured.romBytes = model.predicted.romBytes - 312;
    model.measured.arenaBytes = model.plan.arenaBytes;
    model.measured.contextBytes = 8, model.measured.stackBytes = 152;
    model.measured.instructions = 2123456 + id, model.measured.vectors = 64;
    model.measured.arenaExact = model.measured.fitsBoard = true;
    if (id == study.trials.size() / 2) {
      model.measured = {};
      model.measured.skipped = "qemu-system-arm is not installed";
    }
    input.models.push_back(model);
  }

  /// A chain with a residual every other step, placed at alternating ends.
  static void addMemory(pnasc::ir::ModelResult &model, int steps) {
    using namespace pnasc::ir;
    uint64_t size = 16384;
    model.graph.tensors.push_back({"input", {8, 1, 1024}});
    model.plan.tensors.push_back({0, 8192, 0, 0});
    for (int s = 0; s < steps; ++s) {
      DeployNode node;
      node.op = "conv";
      node.name =
          "group" + std::to_string(1 + s / 3) + ".block" + std::to_string(s % 3 + 1) + ".conv1";
      node.output = uint32_t(s + 1);
      model.graph.nodes.push_back(node);
      const Shape shape{16, 1, int64_t(size / 16)};
      model.graph.tensors.push_back({node.name, shape});
      const uint32_t last = uint32_t(std::min(steps - 1, s + (s % 3 == 1 ? 2 : 1)));
      model.plan.tensors.push_back({s % 3 == 0   ? 8192u
                                    : s % 3 == 1 ? 24576u
                                                 : 0u,
                                    std::min<uint64_t>(size, 16384), uint32_t(s), last});
      model.plan.scratch.push_back({40960, s % 2 ? 1024u : 0u, uint32_t(s), uint32_t(s)});
      model.plan.steps.push_back({uint32_t(s), {0, shape.rows()}});
      if (s % 2)
        size = size * 2 / 3 / 16 * 16;
    }
    model.plan.arenaBytes = 41984;
  }
};
