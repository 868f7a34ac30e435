// SPDX-License-Identifier: Apache-2.0
// What a checked .pnas program says: names resolved, quantities in base units, defaults filled in.
// Every value knows the range it was written at. Made by check, read by narrow and the driver.
#pragma once

#include "ir/Artefacts.h"
#include "ir/Metric.h"
#include "ir/ReadSpec.h"
#include "ir/Shape.h"
#include "support/Span.h"
#include "llvm/ADT/StringRef.h"
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pnasc::ast {
struct Program;
struct Architecture;
} // namespace pnasc::ast

namespace pnasc::ir {

/// One value of a choice. Numbers are exact: millionths, so 0.35 is 350000 and 40 % is 400000.
/// `baseline` (the value as published) is a label.
struct Value {
  static constexpr int64_t Unit = 1000000;
  std::string label; ///< for architectures and `baseline`; empty for numbers
  int64_t micro = 0; ///< for numbers
  bool isLabel() const { return !label.empty(); }
  double number() const { return double(micro) / Unit; }
  std::string text() const; ///< MbedNet, baseline, 0.35, 3
  bool operator==(const Value &) const = default;
};

/// A condition on choices, `depth > 2 and architecture == MbedNet`.
struct Condition {
  enum class Kind : uint8_t {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    And,
    Or,
    Not
  };
  /// A side of a comparison: the value of a choice, or a constant.
  struct Side {
    int32_t choice = -1; ///< index into Spec::choices; -1: `value`
    Value value;
  };
  Kind kind = Kind::And;
  Side left, right;             ///< of comparisons
  std::vector<Condition> parts; ///< of and, or, not
};

/// How neighbours of a value are found when a genome is varied.
enum class DomainKind : uint8_t {
  Categorical, ///< no order
  Ordered,     ///< order means something: {3, 5, 7}, 1..5
  Grid,        ///< a fine grid standing for a range of reals
};

/// What a choice decides. Never told from its name: a `let bandwidth` is a Let.
enum class Hyperparameter : uint8_t {
  Let, ///< of its own; whoever reads it gets its value
  Architecture,
  Width,
  // of a group of superblocks
  Depth,
  Kernel,
  Stride,
  Sparsity,
  // of the data set
  Channels,
  Height,
  InputWidth,
  Window,
  WindowStride,
  Decimate,
};
constexpr bool isOfGroup(Hyperparameter one) {
  return one >= Hyperparameter::Depth && one <= Hyperparameter::Sparsity;
}
constexpr bool isOfData(Hyperparameter one) { return one >= Hyperparameter::Channels; }
inline constexpr std::array groupHyperparameters{Hyperparameter::Depth, Hyperparameter::Kernel,
                                                 Hyperparameter::Stride, Hyperparameter::Sparsity};
/// How the language calls it: architecture, group2.depth, dataset.height. `group` counts from 0.
std::string hyperparameterName(Hyperparameter one, size_t group = 0);

/// A hyperparameter with what it is chosen from.
struct Choice {
  std::string name; ///< as people write it: that of the hyperparameter, or what `let` names
  DomainKind kind = DomainKind::Categorical;
  std::vector<Value> domain; ///< at least one
  support::Span range;
  std::string written = {}; ///< its line as it reads there, for messages
  /// Where this does not hold, the choice is not drawn and stands at `rest`, one of its domain as
  /// written.
  std::optional<Condition> when = {};
  Value rest = {};
  Hyperparameter decides = Hyperparameter::Let;
  size_t group = 0; ///< of a hyperparameter of a group, from 0

  bool is(Hyperparameter what, size_t of = 0) const { return decides == what && group == of; }
};

/// A hyperparameter that is no choice of its own but reads one, `kernel = k`.
struct Shared {
  Hyperparameter decides = Hyperparameter::Let;
  size_t group = 0;
  int32_t choice = 0; ///< index into Spec::choices

  bool is(Hyperparameter what, size_t of = 0) const { return decides == what && group == of; }
};

/// `require same: group1.kernel == group2.kernel`: genomes that break it are no configurations.
struct Rule {
  std::string name;
  Condition condition;
  support::Span range;
};

/// sum of coefficient * metric  <=  limit. Units: bytes, operations, parameters, seconds.
struct Requirement {
  std::string name;
  struct Term {
    double coefficient;
    Metric metric;
    /// Of a part only: stem, group2, head, or a superblock or layer, group2.block1.conv1. Empty:
    /// of all.
    std::string part = {};
  };
  static std::string text(const Term &term); ///< ram, group2.flops
  std::vector<Term> terms;
  double limit = 0;
  support::Span range; ///< of the requirement, or of the line of the board that implies it
  bool fromBoard = false;
};

/// What a search can optimise: a figure of the network downwards, or a training-free score, an
/// entry of lib/catalogue/proxies, in its own direction.
struct Objective {
  std::string name;                  ///< as goals, tables and files call it: flops, meco
  std::string title;                 ///< for people: FLOPs, MeCo
  bool minimised = false;            ///< lower is better
  std::optional<Metric> metric = {}; ///< the figure; unset: a score
  static Objective of(Metric metric);
};

struct DatasetSpec {
  std::string name, format;            ///< format: an entry of lib/catalogue/datasets
  ReadSpec read;                       ///< of format `files`, what and how
  std::string task = "classification"; ///< an entry of lib/catalogue/tasks
  std::string root; ///< folder; empty: use the simulated stand-in (`simulated` is then true)
  /// `$NAME` where env("NAME") gave the root: a variable may hold what no message, report or
  /// listing should show.
  std::string rootVariable;
  bool simulated = false;
  bool series = false; ///< series (a window is given) or images
  Shape shape;         ///< of one sample, as the networks take it
  int64_t classes = 0;
  int64_t window = 0, stride = 0;  ///< samples, for series
  bool strideFollows = false;      ///< the spec names no stride: it is the window, whatever that is
  int64_t windowsPerRecording = 0; ///< 0: as many as there are
  int64_t decimate = 1;            ///< rows averaged into one sample of a window
  int64_t limit = 0;               ///< at most so many training samples; 0: all
  double train = 0.7, validation = 0.15, test = 0.15;
  std::string splitBy; ///< "recording", "sample"
  support::Span range; ///< of the data set's declaration
  support::Span rootRange;
  struct Line {
    support::Span range;
    std::string text; ///< as it reads there
  };
  std::map<Hyperparameter, Line> lines; ///< of Height, InputWidth, Window where they are fixed
};

struct SearchSpec {
  std::string name;
  int64_t trials = 500, population = 24;
  std::string method = "nsga2";
  uint64_t seed = 1;
  double crossover = 0.9, mutation = 0; ///< 0: one over the number of active choices
  int64_t batch = 16;                   ///< samples a proxy sees
};

struct ScoreSpec {
  int64_t repeats = 1; ///< initialisations that a score is the mean of
  /// The scores that trials carry, in this order: the usual ones, then what goals name besides.
  std::vector<Objective> scores = {};
  /// Of scores that have several forms: the entry that computes each, meco -> meco_opt.
  std::map<std::string, std::string> forms = {};
  bool terms = false; ///< terms by layer are kept with each trial

  const std::string &entryOf(const Objective &score) const;
};

struct SelectSpec {
  int64_t keep = 5, population = 64, generations = 100;
};

struct TrainSpec {
  int64_t samples = 0; ///< training length in samples seen; 0: use epochs
  int64_t epochs = 100;
  int64_t batch = 64;
  double rate = 0.05, momentum = 0.9, weightDecay = 5e-4;
  double pruneFrom = 0.1, pruneUntil = 0.6; ///< share of the training in which channels leave
  int64_t pruneSteps = 5;
};

struct QuantizeSpec {
  bool qat = false;
  int64_t qatSamples = 0, qatEpochs = 15;
  double qatRate = 0.001;
  int64_t calibration = 256; ///< samples
};

struct Bank {
  std::string name;
  uint64_t origin = 0, bytes = 0; ///< address in the memory map
  support::Span range;
};

struct Board {
  std::string name, title, core; ///< core: an entry of lib/catalogue/targets
  double clockHz = 0;
  std::vector<Bank> ram,
      flash; ///< the arena goes into the largest RAM bank, code into the first flash
  uint64_t reservedRam = 0,
           reservedFlash = 0;   ///< taken by firmware and the application's own stack
  double picojoulePerCycle = 0; ///< 0: no source gives one
  std::string energySource;
  support::Span range;
  uint64_t usableRam() const; ///< largest bank less the reserve
  uint64_t usableFlash() const;
};

struct ArchitectureRef {
  std::string name;
  const ast::Architecture *declaration = nullptr;
  support::Span range;
  /// What its parameters get, in their order: a choice, else a constant, else their default.
  struct Argument {
    int32_t choice = -1;
    std::optional<Value> value;
  };
  std::vector<Argument> arguments = {};
  /// By choice: whether networks of this architecture depend on it. Empty: on all.
  std::vector<bool> reads = {};
};

struct Spec {
  std::shared_ptr<const ast::Program> program; ///< owns all declarations
  std::string path;
  std::string digest; ///< of everything that decides results
  DatasetSpec dataset;
  std::vector<ArchitectureRef> architectures; ///< in the order of the architecture choice's domain
  std::vector<Choice> choices;
  std::vector<Shared> shared;
  std::vector<Rule> rules;
  std::vector<Requirement> requirements; ///< the board's own limits first
  std::vector<Objective> objectives;
  SearchSpec search;
  ScoreSpec score;
  SelectSpec select;
  TrainSpec train;
  QuantizeSpec quantize;
  Artefacts deploy;
  Board board;

  /// Also where the hyperparameter reads a shared choice; null where there is none.
  const Choice *find(Hyperparameter what, size_t group = 0) const;
  /// By the name that people write.
  const Choice *find(llvm::StringRef name) const;
  /// Parts that requirements speak of, each once.
  std::vector<std::string> parts() const;
  std::string text() const; ///< for --emit=spec
};

} // namespace pnasc::ir
