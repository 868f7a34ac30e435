// SPDX-License-Identifier: Apache-2.0
// How networks are scored, searched and selected: `method`, score, select.
#include "check/Checker.h"

namespace pnasc::check {

void readMethod(Job &job, const Settings &given) {
  ir::SearchSpec &search = job.spec.search;
  search.method = given.callee("method");
  const Settings &method = given.arguments("method");
  method.store("seed", search.seed);
  method.store("population", search.population);
  method.store("crossover", search.crossover);
  method.store("mutation", search.mutation);
}

void readScore(Job &job, const ast::Section &section) {
  ir::ScoreSpec &score = job.spec.score;
  const Settings given = job.reader.settings(section, language::section("score"));
  given.store("repeats", score.repeats);
  for (auto &[name, entry] : score.forms)
    given.store(name, entry);
  given.store("terms", score.terms);
}

void readSelect(Job &job, const ast::Section &section) {
  ir::SelectSpec &select = job.spec.select;
  const Settings given = job.reader.settings(section, language::section("select"));
  given.store("keep", select.keep);
  const Settings &method = given.arguments("method");
  method.store("population", select.population);
  method.store("generations", select.generations);
}

} // namespace pnasc::check
