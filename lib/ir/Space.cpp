// SPDX-License-Identifier: Apache-2.0
#include "ir/Space.h"
#include "support/Error.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"
#include <cmath>

namespace pnasc::ir {

int SearchSpace::indexOf(Hyperparameter what, size_t group) const {
  for (size_t i = 0; i < choices.size(); ++i)
    if (choices[i].is(what, group))
      return int(i);
  for (const Shared &one : spec ? spec->shared : std::vector<Shared>{})
    if (one.is(what, group))
      return one.choice;
  return -1;
}

int SearchSpace::indexOf(llvm::StringRef name) const {
  for (size_t i = 0; i < choices.size(); ++i)
    if (choices[i].name == name)
      return int(i);
  for (const Shared &one : spec ? spec->shared : std::vector<Shared>{})
    if (hyperparameterName(one.decides, one.group) == name)
      return one.choice;
  return -1;
}

const Value &SearchSpace::value(const Genome &genome, Hyperparameter what, size_t group) const {
  const int i = indexOf(what, group);
  assert(i >= 0 && "no such choice");
  return value(genome, size_t(i));
}

const Value &SearchSpace::value(const Genome &genome, size_t i) const {
  const Choice &choice = choices[i];
  if (choice.when && !holds(*choice.when, genome))
    return choice.rest;
  return choice.domain[i < genome.size() ? size_t(genome[i]) : 0];
}

/// Labels are equal or not; numbers are also smaller or larger.
static bool compared(Condition::Kind kind, const Value &a, const Value &b) {
  const bool numbers = !a.isLabel() && !b.isLabel();
  switch (kind) {
  case Condition::Kind::Equal:
    return a == b;
  case Condition::Kind::NotEqual:
    return a != b;
  case Condition::Kind::Less:
    return numbers && a.micro < b.micro;
  case Condition::Kind::LessEqual:
    return numbers && a.micro <= b.micro;
  case Condition::Kind::Greater:
    return numbers && a.micro > b.micro;
  default:
    return numbers && a.micro >= b.micro;
  }
}

bool SearchSpace::holds(const Condition &condition, const Genome &genome) const {
  const auto part = [&](const Condition &one) { return holds(one, genome); };
  const auto side = [&](const Condition::Side &one) -> const Value & {
    return one.choice < 0 ? one.value : value(genome, size_t(one.choice));
  };
  switch (condition.kind) {
  case Condition::Kind::And:
    return llvm::all_of(condition.parts, part);
  case Condition::Kind::Or:
    return llvm::any_of(condition.parts, part);
  case Condition::Kind::Not:
    return !part(condition.parts.front());
  default:
    return compared(condition.kind, side(condition.left), side(condition.right));
  }
}

const Rule *SearchSpace::broken(const Genome &genome) const {
  for (const Rule &rule : spec->rules)
    if (!holds(rule.condition, genome))
      return &rule;
  return nullptr;
}

Shape SearchSpace::inputShape(const Genome &genome) const {
  Shape shape = spec->dataset.shape;
  const std::pair<Hyperparameter, int64_t *> chosen[] = {
      {Hyperparameter::Channels, &shape.channels},
      {Hyperparameter::Height, &shape.height},
      {Hyperparameter::InputWidth, &shape.width},
      {Hyperparameter::Window, &shape.width}};
  for (const auto &[what, place] : chosen)
    if (const int i = indexOf(what); i >= 0)
      *place = value(genome, size_t(i)).micro / Value::Unit;
  return shape;
}

DatasetSpec SearchSpace::datasetOf(const Genome &genome) const {
  DatasetSpec data = spec->dataset;
  data.shape = inputShape(genome);
  const std::pair<Hyperparameter, int64_t *> chosen[] = {
      {Hyperparameter::Window, &data.window},
      {Hyperparameter::WindowStride, &data.stride},
      {Hyperparameter::Decimate, &data.decimate}};
  for (const auto &[what, place] : chosen)
    if (const int i = indexOf(what); i >= 0)
      *place = value(genome, size_t(i)).micro / Value::Unit;
  if (data.strideFollows && indexOf(Hyperparameter::WindowStride) < 0)
    data.stride = data.window;
  return data;
}

std::string SearchSpace::genomeText(const Genome &genome) const {
  std::string text = "{";
  for (size_t i = 0; i < choices.size(); ++i) {
    const Value &value = this->value(genome, i);
    const std::string quote = value.isLabel() ? "\"" : "";
    text += (i ? ", \"" : "\"") + choices[i].name + "\": " + quote + value.text() + quote;
  }
  return text + "}";
}

/// What a choice takes where a genome leaves it out: `baseline`, else 1, else its first value.
static int32_t usualIndex(const Choice &choice) {
  const auto at = [&](auto is) {
    return int32_t(llvm::find_if(choice.domain, is) - choice.domain.begin());
  };
  const auto size = int32_t(choice.domain.size());
  if (const int32_t i = at([](const Value &v) { return v.label == "baseline"; }); i < size)
    return i;
  const int32_t one = at([](const Value &v) { return !v.isLabel() && v.micro == Value::Unit; });
  return one < size ? one : 0;
}

static std::string shortDomain(const Choice &choice) {
  std::string text = "{";
  const size_t count = choice.domain.size(), shown = choice.kind == DomainKind::Grid ? 3 : 24;
  for (size_t i = 0; i < count; ++i) {
    if (count > shown + 2 && i == shown) { // a fine grid: first few and last
      text += ", ...";
      i = count - 1;
    }
    text += (i ? ", " : "") + choice.domain[i].text();
  }
  return text + "}";
}

/// The entry of `names` with the smallest edit distance, quoted as a hint; empty if none is near.
static std::string nearest(llvm::StringRef name, const std::vector<std::string> &names) {
  unsigned best = unsigned(name.size()) / 3 + 2;
  std::string hint;
  for (const std::string &candidate : names) {
    const unsigned distance = name.edit_distance(candidate, true, best);
    if (distance < best) {
      best = distance;
      hint = "; did you mean '" + candidate + "'?";
    }
  }
  return hint;
}

/// JSON's value as a Value; false where it is neither text nor a number.
static bool readValue(const llvm::json::Value &json, Value &value) {
  if (auto number = json.getAsNumber()) {
    value.micro = std::llround(*number * Value::Unit);
    return std::fabs(*number) < 1e12;
  }
  auto text = json.getAsString();
  if (!text)
    return false;
  double number;
  const bool percent = text->endswith("%");
  if (!text->rtrim("% ").getAsDouble(number) && std::fabs(number) < 1e12)
    value.micro = std::llround(number * (percent ? Value::Unit / 100 : Value::Unit));
  else
    value.label = text->str();
  return true;
}

static llvm::Expected<int32_t> readGene(const Choice &choice, const llvm::json::Value &json) {
  Value value;
  const bool read = readValue(json, value);
  const auto at = llvm::find(choice.domain, value);
  if (read && at != choice.domain.end())
    return int32_t(at - choice.domain.begin());
  if (read && choice.when && value == choice.rest) // not drawn: any index says so
    return 0;
  std::string found = read ? value.text() : "no text or number", hint;
  if (value.isLabel()) {
    found = '"' + found + '"';
    std::vector<std::string> labels;
    for (const Value &v : choice.domain)
      labels.push_back(v.text());
    hint = nearest(value.label, labels);
  }
  return support::failure(support::Exit::Usage, "genome: '" + choice.name + "' is " + found +
                                                    ", needs to be one of " + shortDomain(choice) +
                                                    hint);
}

llvm::Expected<Genome> SearchSpace::parseGenome(llvm::StringRef json) const {
  auto parsed = llvm::json::parse(json);
  if (!parsed)
    return support::failure(support::Exit::Usage,
                            "genome is no JSON: " + llvm::toString(parsed.takeError()));
  const llvm::json::Object *object = parsed->getAsObject();
  if (!object)
    return support::failure(support::Exit::Usage,
                            "genome needs to be a JSON object of choices and values");
  // A JSON object is not ordered: errors go by the choices' order, then by the unknown keys' names.
  Genome genome;
  std::vector<std::string> names, unknown;
  for (const Choice &choice : choices) {
    genome.push_back(usualIndex(choice));
    names.push_back(choice.name);
    const llvm::json::Value *value = object->get(choice.name);
    if (!value)
      continue;
    auto gene = readGene(choice, *value);
    if (!gene)
      return gene.takeError();
    genome.back() = *gene;
  }
  for (const auto &entry : *object)
    if (!llvm::is_contained(names, entry.first.str()))
      unknown.push_back(entry.first.str());
  if (unknown.empty())
    return genome;
  llvm::sort(unknown);
  return support::failure(support::Exit::Usage, "genome: there is no choice '" + unknown.front() +
                                                    "'" + nearest(unknown.front(), names));
}

static std::string countOf(double count) {
  return count < 9007199254740992.0 ? support::grouped(uint64_t(count)) : support::exactText(count);
}

std::string SearchSpace::text() const {
  std::string text = "space " + (spec ? spec->search.name : std::string()) + "\n";
  text += "raw " + countOf(raw) + "\nlegal " + countOf(legal) + "\nremaining ";
  text += (remainingExact ? "" : "about ") + countOf(remaining);
  if (!remainingExact)
    text += " (95 % sure: " + countOf(remainingLow) + " .. " + countOf(remainingHigh) + ")";
  text += '\n';
  for (const Choice &choice : choices) {
    text += choice.name + " in {";
    for (size_t i = 0; i < choice.domain.size(); ++i)
      text += (i ? ", " : "") + choice.domain[i].text();
    text += "}\n";
  }
  for (const Removed &gone : removed)
    text += "removed " + gone.choice + " = " + gone.value.text() + ": " + gone.reason + '\n';
  if (!example.empty())
    text += "example " + genomeText(example) + '\n';
  return text;
}

SearchSpace whole(std::shared_ptr<const Spec> spec) {
  SearchSpace space;
  space.choices = spec->choices;
  space.raw = 1;
  for (const Choice &choice : space.choices)
    space.raw *= double(choice.domain.size());
  space.spec = std::move(spec);
  return space;
}

} // namespace pnasc::ir
