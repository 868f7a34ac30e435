// SPDX-License-Identifier: Apache-2.0
// score, select, train, quantize, deploy: what the stages do with a network.
#include "catalogue/proxies/Catalogue.h"
#include "language/Sections.h"

namespace pnasc::language {

namespace dimension = ir::dimension;

Section scoreSection() {
  Section section{"score", "how training-free scores are taken", false, false, {}, {}, {}};
  section.settings = {
      whole("repeats", 1, 1000, "initialisations that a score is the mean of").without("1")};
  for (const auto &[name, entry] : proxies::usual().forms)
    section.settings.push_back(word(name, proxies::formsOf(name),
                                    "form of " + proxies::find(name)->title,
                                    "which form; 'pnasc explain FORM' says what it is")
                                   .without(entry));
  section.settings.push_back(
      other("terms", Type::Truth, "keep the scores' terms by layer in study.db").without("false"));
  return section;
}

Section selectSection() {
  Call evolution{"evolution", "of subsets", {}};
  evolution.arguments = {
      whole("population", 2, 10000, "subsets at a time").without("64"),
      whole("generations", 0, 100000, "steps").without("100"),
  };
  Section section{"select", "which of the front are trained", false, false, {}, {}, {}};
  Setting method = call("method", {evolution}, "where there are too many subsets to try all");
  method.owner = "evolution"; // 'method' is the search's
  section.settings = {
      whole("keep", 1, 1000, "models to make")
          .without("5")
          .like("keep = 5 by hypervolume")
          .followed({"by", {"hypervolume"}, "way to select"}),
      std::move(method),
  };
  return section;
}

Section trainSection() {
  Call sgd{"sgd", "stochastic gradient descent with a cosine schedule", {}};
  sgd.arguments = {
      number("rate", 1e-9, 100, "the first and largest learning rate").without("0.05"),
      number("momentum", 0, 0.9999, "of Nesterov's form").without("0.9"),
      number("decay", 0, 1, "of weights").without("0.0005"),
  };
  Call iterative{"iterative", "channels leave in steps while training goes on", {}};
  iterative.arguments = {
      number("from", 0, 1, "share of the training at the first step").without("10%"),
      number("until", 0, 1, "at the last").without("60%"),
      whole("steps", 1, 1000, "how many").without("5"),
  };
  Section section{"train", "how chosen networks are trained", false, false, {}, {}, {}};
  section.settings = {
      whole("samples", 1, most, "length in samples seen")
          .in(dimension::samples)
          .without("see epochs"),
      whole("epochs", 1, 1000000, "length in passes over the data").without("100"),
      whole("batch", 1, 65536, "samples of a step").in(dimension::samples).without("64"),
      call("optimizer", {sgd}, "how weights move"),
      call("prune", {iterative}, "how sparsity comes about"),
  };
  return section;
}

Section quantizeSection() {
  const auto calibration = [] {
    return whole("calibration", 1, most, "samples that ranges are taken from")
        .in(dimension::samples)
        .without("256");
  };
  Call ptq{"ptq", "after training", {calibration()}};
  Call qat{"qat", "with a short training on top", {}};
  qat.arguments = {
      whole("epochs", 1, 1000000, "length in passes over the data").without("15"),
      whole("samples", 1, most, "length in samples seen")
          .in(dimension::samples)
          .without("see epochs"),
      number("rate", 1e-9, 100, "the first and largest learning rate").without("0.001"),
      calibration(),
  };
  Section section{"quantize", "how weights and maps become int8", false, false, {}, {}, {}};
  section.lines = {{Line::Bare, "ptq(...), qat(...)", "one of the two ways"}};
  section.calls = {std::move(ptq), std::move(qat)};
  return section;
}

Section deploySection() {
  Section section{"deploy", "what it is built for", false, false, {}, {}, {}};
  Setting emit = other("emit", Type::Words, "what is written")
                     .like("emit = {c, onnx, firmware, report}")
                     .without("{c, onnx, firmware, report}");
  emit.words = {"c", "onnx", "firmware", "report"};
  emit.noun = "output";
  section.settings = {other("target", Type::Name, "the board"), std::move(emit)};
  return section;
}

} // namespace pnasc::language
