// SPDX-License-Identifier: Apache-2.0
// report.json, key by key (docs/report.schema.json).
#include "support/Json.h"
#include "report/Correlation.h"
#include "report/Figures.h"
#include "support/Printable.h"
#include <cmath>

namespace pnasc::report {

namespace {

using support::jsonNumber;
using Stream = llvm::json::OStream;

/// Counts of configurations: text beyond what a double counts one by one.
void count(Stream &out, llvm::StringRef key, double value) {
  char digits[512];
  std::snprintf(digits, sizeof digits, "%.0f", value);
  out.attributeBegin(key);
  if (std::fabs(value) <= 0x1p53)
    out.rawValue(digits);
  else
    out.value(digits);
  out.attributeEnd();
}

void whole(Stream &out, llvm::StringRef key, uint64_t value) {
  out.attributeBegin(key);
  out.rawValue(std::to_string(value));
  out.attributeEnd();
}

void text(Stream &out, llvm::StringRef key, llvm::StringRef value) {
  out.attribute(key, support::printable(value));
}

/// A JSON text that is already there.
void raw(Stream &out, llvm::StringRef key, llvm::StringRef value) {
  out.attributeBegin(key);
  out.rawValue(value.empty() ? llvm::StringRef("null") : value);
  out.attributeEnd();
}

void writeDataset(Stream &out, const ir::Dataset &data) {
  out.attributeObject("dataset", [&] {
    text(out, "name", data.name);
    out.attribute("simulated", data.simulated);
    text(out, "origin", data.origin);
    text(out, "digest", data.digest);
    text(out, "shape", data.shape.text());
    out.attributeArray("labels", [&] {
      for (const std::string &label : data.labels)
        out.value(support::printable(label));
    });
    whole(out, "training", data.train.count());
    whole(out, "validation", data.validation.count());
    whole(out, "test", data.test.count());
  });
}

void writeSpace(Stream &out, const ir::SearchSpace &space) {
  out.attributeObject("space", [&] {
    count(out, "raw", space.raw);
    count(out, "legal", space.legal);
    count(out, "remaining", space.remaining);
    out.attribute("remaining_exact", space.remainingExact);
    count(out, "remaining_low", space.remainingExact ? space.remaining : space.remainingLow);
    count(out, "remaining_high", space.remainingExact ? space.remaining : space.remainingHigh);
    out.attributeArray("removed", [&] {
      for (const ir::Removed &removed : space.removed)
        out.object([&] {
          text(out, "choice", removed.choice);
          text(out, "value", removed.value.text());
          text(out, "reason", removed.reason);
        });
    });
  });
}

void writeRequirements(Stream &out, const Input &input) {
  out.attributeArray("requirements", [&] {
    for (const ir::Requirement &requirement : input.requirements)
      out.object([&] {
        text(out, "name", requirement.name);
        text(out, "of", termsText(requirement));
        jsonNumber(out, "limit", requirement.limit);
        out.attribute("from_board", requirement.fromBoard);
      });
  });
}

void writeSearch(Stream &out, const Search &search) {
  const ir::Study &study = *search.study;
  out.attributeObject("search", [&] {
    text(out, "method", search.spec->search.method);
    whole(out, "trials", study.trials.size());
    whole(out, "feasible", feasibleCount(study));
    whole(out, "evaluations", study.trials.size());
    whole(out, "front", study.front.size());
    whole(out, "selected", selectedCount(study));
    jsonNumber(out, "hypervolume", study.hypervolume);
    const ir::ScoreSpec &score = search.spec->score;
    out.attributeObject("scores", [&] {
      for (const auto &[name, entry] : score.forms)
        text(out, name, entry);
      whole(out, "repeats", uint64_t(score.repeats));
    });
    out.attributeArray("objectives", [&] {
      for (const ir::Objective &objective : search.spec->objectives)
        out.value(objective.name);
    });
  });
}

void writeCorrelation(Stream &out, const Search &search, const Input &input) {
  out.attributeObject("correlation", [&] {
    out.attributeArray("names", [&] {
      for (const ir::Objective &measure : measures(*search.spec))
        out.value(measure.name);
    });
    out.attributeArray("trials", [&] {
      for (const auto &row : trialCorrelation(search))
        out.array([&] {
          for (double tau : row)
            jsonNumber(out, tau);
        });
    });
    out.attributeArray(tasks::named(input.dataset->task).decisive().name, [&] {
      for (double tau : metricCorrelation(search, input.models))
        jsonNumber(out, tau);
    });
  });
}

void writeTrial(Stream &out, const Search &search, const ir::Trial &trial) {
  out.object([&] {
    whole(out, "id", trial.id);
    text(out, "architecture", architectureOf(search, trial));
    raw(out, "genome", search.space->genomeText(trial.genome));
    whole(out, "flops", trial.costs.flops);
    whole(out, "macs", trial.costs.macs);
    whole(out, "params", trial.costs.parameters);
    whole(out, "rom_bytes", trial.costs.romBytes);
    whole(out, "ram_bytes", trial.costs.ramBytes());
    const ir::ScoreSpec &spec = search.spec->score;
    for (const ir::Objective &score : spec.scores)
      jsonNumber(out, score.name, trial.scores.of(score.name));
    if (spec.repeats > 1)
      out.attributeObject("spread", [&] {
        for (const ir::Objective &score : spec.scores)
          jsonNumber(out, score.name, trial.scores.spreadOf(score.name));
      });
    out.attribute("feasible", trial.feasible);
    out.attribute("on_front", isOnFront(search, trial));
    out.attribute("selected", trial.selected);
  });
}

template <class Bytes> void writeRam(Stream &out, llvm::StringRef key, const Bytes &bytes) {
  out.attributeObject(key, [&] {
    whole(out, "arena", bytes.arenaBytes);
    whole(out, "context", bytes.contextBytes);
    whole(out, "stack", bytes.stackBytes);
    whole(out, "total", bytes.ramBytes());
  });
}

void writeBytes(Stream &out, const ir::ModelResult &model) {
  const bool measured = isMeasured(model);
  out.attributeObject("rom_bytes", [&] {
    whole(out, "predicted", model.predicted.romBytes);
    if (measured)
      whole(out, "linked", model.measured.romBytes);
    else
      out.attribute("linked", nullptr);
  });
  out.attributeObject("ram_bytes", [&] {
    writeRam(out, "predicted", model.predicted);
    if (measured)
      writeRam(out, "linked", model.measured);
    else
      out.attribute("linked", nullptr);
  });
}

void writeEmulator(Stream &out, const ir::ModelResult &model) {
  if (!isMeasured(model)) {
    out.attribute("emulator", nullptr);
    text(out, "emulator_skipped", model.measured.skipped);
    return;
  }
  const ir::Measured &measured = model.measured;
  out.attributeObject("emulator", [&] {
    text(out, "core", measured.core);
    text(out, "machine", measured.machine);
    whole(out, "instructions", measured.instructions);
    whole(out, "vectors", measured.vectors);
    whole(out, "mismatches", measured.mismatches);
    whole(out, "host_mismatches", measured.hostMismatches);
    out.attribute("arena_exact", measured.arenaExact);
    out.attribute("fits_board", measured.fitsBoard);
    if (!measured.boardMessage.empty())
      text(out, "board_message", measured.boardMessage);
  });
}

/// Of one metric: float, int8, baseline.
void writeValues(Stream &out, const ir::MetricResult &metric) {
  jsonNumber(out, "float", metric.ofFloat);
  jsonNumber(out, "int8", metric.ofInt8);
  jsonNumber(out, "baseline", metric.ofBaseline);
}

void writeMetrics(Stream &out, const ir::ModelResult &model) {
  text(out, "task", model.task);
  out.attributeObject("metrics", [&] {
    for (const ir::MetricResult &metric : model.metrics)
      out.attributeObject(metric.name, [&] {
        const tasks::Metric &row = metricOf(model, metric);
        writeValues(out, metric);
        text(out, "unit", row.unit);
        text(out, "better", row.better == tasks::Metric::Higher ? "higher" : "lower");
      });
  });
  if (model.task == "classification") // as it was before there were tasks
    out.attributeObject("accuracy", [&] {
      writeValues(out, decisiveOf(model));
      if (model.agreement)
        jsonNumber(out, "agreement", *model.agreement);
    });
}

void writeModel(Stream &out, const Input &input, const ir::ModelResult &model) {
  out.object([&] {
    text(out, "name", model.name);
    text(out, "architecture", model.architecture);
    if (input.search) {
      whole(out, "trial", model.trial);
      raw(out, "genome", model.genome);
    }
    whole(out, "flops", model.predicted.flops);
    whole(out, "macs", model.predicted.macs);
    whole(out, "params", model.predicted.parameters);
    writeBytes(out, model);
    writeMetrics(out, model);
    writeEmulator(out, model);
    jsonNumber(out, "latency_ms_estimate", model.latencySeconds * 1e3);
    if (model.energyMillijoule) {
      jsonNumber(out, "energy_mj_estimate", *model.energyMillijoule);
      text(out, "energy_source", input.board.energySource);
    } else {
      out.attribute("energy_mj_estimate", nullptr);
      text(out, "energy_reason", model.energyReason);
    }
    out.attributeArray("requirements", [&] {
      for (const ir::Requirement &requirement : input.requirements)
        out.object([&] {
          const double value = valueOf(requirement, model);
          text(out, "name", requirement.name);
          jsonNumber(out, "value", value);
          jsonNumber(out, "limit", requirement.limit);
          out.attribute("met", value <= requirement.limit);
        });
    });
  });
}

void writeLists(Stream &out, const Input &input) {
  if (input.search)
    out.attributeArray("trials", [&] {
      for (const ir::Trial &trial : input.search->study->trials)
        writeTrial(out, *input.search, trial);
    });
  out.attributeArray("models", [&] {
    for (const ir::ModelResult &model : input.models)
      writeModel(out, input, model);
  });
  out.attributeArray("notes", [&] {
    for (const std::string &note : input.notes)
      out.value(llvm::json::fixUTF8(note));
  });
  out.attributeObject("timing", [&] {
    for (const auto &[stage, seconds] : input.stageSeconds)
      jsonNumber(out, stage, seconds);
  });
}

} // namespace

std::string json(const Input &input) {
  std::string result;
  llvm::raw_string_ostream os(result);
  Stream out(os, 2);
  out.object([&] {
    text(out, "spec", input.source);
    text(out, "spec_digest", input.digest);
    whole(out, "seed", input.seed);
    text(out, "version", input.version);
    text(out, "target", input.board.name);
    writeDataset(out, *input.dataset);
    if (input.search)
      writeSpace(out, *input.search->space);
    writeRequirements(out, input);
    if (input.search) {
      writeSearch(out, *input.search);
      writeCorrelation(out, *input.search, input);
    }
    writeLists(out, input);
  });
  os << '\n';
  return os.str();
}

} // namespace pnasc::report
