// SPDX-License-Identifier: Apache-2.0
// How networks are scored, searched and selected: `method`, score, select.
#include "catalogue/proxies/Catalogue.h"
#include "check/Checker.h"

namespace pnasc::check {

namespace {

void readMethod(Job &job, const ast::Name &key, const ast::Call &call) {
  ir::SearchSpec &search = job.spec.search;
  Reader &reader = job.reader;
  search.method = call.callee.text;
  std::vector<Key> keys = {{"seed", [&](const Item &i) {
                              if (const auto seed = reader.whole(i, 0, int64_t{1} << 53))
                                search.seed = uint64_t(*seed);
                            }}};
  if (search.method != "random")
    keys.push_back({"population",
                    [&](const Item &i) { store(search.population, reader.whole(i, 4, 100000)); }});
  if (search.method == "nsga2") {
    keys.push_back(
        {"crossover", [&](const Item &i) { store(search.crossover, reader.number(i, 0, 1)); }});
    keys.push_back(
        {"mutation", [&](const Item &i) { store(search.mutation, reader.number(i, 0, 1)); }});
  }
  reader.arguments(key, call, keys);
}

void readEvolution(Job &job, const ast::Name &key, const ast::Call &call) {
  ir::SelectSpec &select = job.spec.select;
  Reader &reader = job.reader;
  reader.arguments(
      key, call,
      {
          {"population",
           [&](const Item &i) { store(select.population, reader.whole(i, 2, 10000)); }},
          {"generations",
           [&](const Item &i) { store(select.generations, reader.whole(i, 0, 100000)); }},
      });
}

} // namespace

Key methodKey(Job &job) {
  return {
      "method",
      [&job](const Item &item) {
        if (const ast::Call *call = job.reader.call(item, {"nsga2", "moead", "nspso", "random"}))
          readMethod(job, item.key, *call);
      },
      {},
      [&job] {
        readMethod(job, {"method", {}}, callOf("nsga2"));
      }};
}

void readScore(Job &job, const ast::Section &section) {
  ir::ScoreSpec &score = job.spec.score;
  Reader &reader = job.reader;
  std::vector<Key> keys = {
      {"repeats", [&](const Item &i) { store(score.repeats, reader.whole(i, 1, 1000)); }}};
  for (auto &[name, entry] : score.forms)
    keys.push_back({name, [&reader, &entry = entry, name = name](const Item &i) {
                      const std::string what = "form of " + proxies::find(name)->title;
                      store(entry, reader.word(i, proxies::formsOf(name), what.c_str()));
                    }});
  keys.push_back({"terms", [&](const Item &i) {
                    if (const auto *truth = i.value.as<ast::Truth>())
                      score.terms = truth->value;
                    else
                      reader.diagnostics.report(Diag::WrongForm, i.value.range, i.key.text,
                                                "'true' or 'false'");
                  }});
  reader.entries(section, keys);
}

void readSelect(Job &job, const ast::Section &section) {
  job.reader.entries(
      section, {{"keep",
                 [&](const Item &item) {
                   store(job.spec.select.keep, job.reader.whole(item, 1, 1000));
                   if (const ast::Clause *by = item.entry ? item.entry->clause("by") : nullptr)
                     job.reader.word(*by->value, by->word, {"hypervolume"}, "way to select");
                 },
                 "by"},
                {"method",
                 [&](const Item &item) {
                   if (const ast::Call *call = job.reader.call(item, {"evolution"}))
                     readEvolution(job, {"evolution", item.key.range}, *call);
                 },
                 {},
                 [&] {
                   readEvolution(job, {"evolution", {}}, callOf("evolution"));
                 }}});
}

} // namespace pnasc::check
