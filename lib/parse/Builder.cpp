// SPDX-License-Identifier: Apache-2.0
// Files and sections of the parse tree, made into Ast.
#include "parse/Builder.h"
#include "parse/Repair.h"

namespace pnasc::parse {

support::Span Builder::range(antlr4::ParserRuleContext *tree) const {
  if (!tree->getStart() || !tree->getStop()) // of a rule that failed at once
    return tree->getStart() ? range(tree->getStart()) : support::Span();
  return places.between(tree->getStart()->getStartIndex(), tree->getStop()->getStopIndex());
}

support::Span Builder::range(antlr4::Token *token) const {
  return places.between(token->getStartIndex(), token->getStopIndex());
}

ast::Name Builder::name(Grammar::WordContext *tree) const {
  return {tree->getStart()->getText(), range(tree)};
}

ast::Name Builder::name(antlr4::Token *token) const { return {token->getText(), range(token)}; }

namespace {

/// Parts that are looked at by themselves: an error in one of them is not one of what they lie in.
bool standsAlone(antlr4::tree::ParseTree *tree) {
  return dynamic_cast<Grammar::EntryContext *>(tree) ||
         dynamic_cast<Grammar::StatementContext *>(tree) ||
         dynamic_cast<Grammar::BodyContext *>(tree) ||
         dynamic_cast<Grammar::RegionContext *>(tree) || dynamic_cast<Grammar::LineContext *>(tree);
}

bool isBroken(antlr4::tree::ParseTree *tree) {
  if (dynamic_cast<antlr4::tree::ErrorNode *>(tree))
    return true;
  if (auto *token = dynamic_cast<antlr4::tree::TerminalNode *>(tree);
      token && token->getSymbol()->getType() == Grammar::STRING) {
    const std::string text = token->getText();
    return text.size() < 2 || text.back() != '"'; // Repair: it never ends
  }
  auto *rule = dynamic_cast<antlr4::ParserRuleContext *>(tree);
  return rule && (rule->exception || !rule->getStart() || !rule->getStop());
}

} // namespace

bool Builder::isSound(antlr4::tree::ParseTree *tree) const {
  if (sound)
    return true;
  std::vector<antlr4::tree::ParseTree *> left{tree};
  while (!left.empty()) {
    antlr4::tree::ParseTree *here = left.back();
    left.pop_back();
    if (isBroken(here))
      return false;
    for (antlr4::tree::ParseTree *child : here->children)
      if (!standsAlone(child))
        left.push_back(child);
  }
  return true;
}

/// Whether the first `names` words of a declaration are there.
bool Builder::hasHead(antlr4::ParserRuleContext *tree, size_t names) const {
  if (sound)
    return true;
  size_t found = 0;
  for (antlr4::tree::ParseTree *child : tree->children) {
    if (dynamic_cast<antlr4::tree::ErrorNode *>(child))
      return found >= names;
    found += dynamic_cast<Grammar::WordContext *>(child) && isSound(child);
  }
  return found >= names;
}

bool Builder::isWritten(antlr4::Token *token) {
  return token && !dynamic_cast<const InsertedToken *>(token);
}

static std::string unquoted(const std::string &text) { return text.substr(1, text.size() - 2); }

File Builder::file(Grammar::ProgramContext *tree) {
  File file;
  file.start = range(tree->getStart()).front();
  file.empty = !tree->version() && tree->item().empty();
  file.whole = sound || !tree->exception;
  for (antlr4::tree::ParseTree *child : tree->children)
    file.whole &= !dynamic_cast<antlr4::tree::ErrorNode *>(child);
  if (auto *version = tree->version())
    file.version = {version->NUMBER() ? version->NUMBER()->getText() : "1.0", range(version)};
  for (auto *one : tree->item())
    item(one, file);
  return file;
}

void Builder::item(Grammar::ItemContext *tree, File &file) {
  // After an error the parser may take the lines of a section for items; those start at the left.
  const bool strayed = !sound && tree->getStart() && tree->getStart()->getCharPositionInLine() > 0;
  const auto *import = tree->importItem();
  if (strayed)
    file.whole = false;
  else if (import && isSound(tree))
    file.imports.push_back(
        {unquoted(tree->importItem()->STRING()->getText()), range(tree->importItem())});
  else if (auto *one = tree->block(); one && isSound(one))
    file.blocks.push_back(block(one));
  else if (auto *one = tree->architecture(); one && hasHead(one, 2))
    file.architectures.push_back(architecture(one));
  else if (auto *one = tree->wordType(); one && isSound(one))
    file.types.push_back(wordType(one));
  else if (auto *one = tree->section(); one && hasHead(one, 1))
    file.sections.push_back(section(one));
  else
    file.whole = false;
}

std::unique_ptr<ast::WordType> Builder::wordType(Grammar::WordTypeContext *tree) {
  auto result = std::make_unique<ast::WordType>();
  result->name = name(tree->word(0));
  for (size_t i = 1; i < tree->word().size(); ++i)
    result->words.push_back(name(tree->word(i)));
  result->doc = docAbove(tree);
  result->range = range(tree);
  return result;
}

ast::Section Builder::section(Grammar::SectionContext *tree) {
  ast::Section result;
  result.doc = docAbove(tree);
  result.kind = name(tree->word(0));
  if (tree->word().size() > 1)
    result.name = name(tree->word(1));
  result.whole = isSound(tree) && isWritten(tree->getStop());
  for (auto *one : tree->entry()) {
    result.entries.push_back(entry(one));
    result.whole &= isSound(one);
  }
  result.range = range(tree);
  return result;
}

void Builder::fill(ast::Entry &entry, Grammar::ValueContext *given,
                   const std::vector<Grammar::ClauseContext *> &clauses) {
  entry.value = value(given);
  for (antlr4::tree::ParseTree *child : given->parent->children)
    if (const std::string text = child->getText(); text == "=" || text == "in")
      entry.link = range(dynamic_cast<antlr4::tree::TerminalNode *>(child)->getSymbol());
  for (auto *one : clauses)
    entry.clauses.push_back(clause(one));
}

ast::Entry Builder::groupEntry(Grammar::GroupEntryContext *tree) {
  ast::Entry result;
  result.kind = ast::Entry::Kind::Group;
  if (auto *number = tree->NUMBER())
    result.group = this->number(number->getSymbol(), {}, range(number->getSymbol()));
  for (auto *one : tree->entry())
    result.entries.push_back(entry(one));
  return result;
}

ast::Entry Builder::unreadEntry(Grammar::EntryContext *tree) {
  ast::Entry result;
  result.kind = ast::Entry::Kind::Unread;
  for (antlr4::tree::ParseTree *child : tree->children)
    if (auto *word = dynamic_cast<Grammar::WordContext *>(child); word && isSound(word)) {
      result.key = name(word);
      break;
    }
  result.range = range(tree);
  return result;
}

ast::Entry Builder::entry(Grammar::EntryContext *tree) {
  using Kind = ast::Entry::Kind;
  if (!isSound(tree))
    return unreadEntry(tree);
  ast::Entry result;
  if (auto *require = dynamic_cast<Grammar::RequireEntryContext *>(tree)) {
    result.kind = Kind::Require;
    result.key = name(require->getStart());
    result.name = name(require->word());
    result.value = expr(require->expr());
  } else if (auto *goal = dynamic_cast<Grammar::GoalEntryContext *>(tree)) {
    result.key = name(goal->goal);
    result.kind = result.key.text == "minimize" ? Kind::Minimize : Kind::Maximize;
    for (auto *word : goal->word())
      result.names.push_back(name(word));
  } else if (auto *let = dynamic_cast<Grammar::LetEntryContext *>(tree)) {
    result.kind = Kind::Let;
    result.key = name(let->getStart());
    result.name = name(let->word());
    result.chosen = let->children[2]->getText() == "in";
    fill(result, let->value(), let->clause());
  } else if (auto *on = dynamic_cast<Grammar::OnEntryContext *>(tree)) {
    result.kind = Kind::On;
    result.key = name(on->getStart());
    result.name = name(on->word());
  } else if (auto *group = dynamic_cast<Grammar::GroupEntryContext *>(tree)) {
    result = groupEntry(group);
  } else if (auto *fixed = dynamic_cast<Grammar::FixedEntryContext *>(tree)) {
    result.key = name(fixed->word(0));
    if (fixed->word().size() > 1)
      result.name = name(fixed->word(1));
    fill(result, fixed->value(), fixed->clause());
  } else if (auto *choice = dynamic_cast<Grammar::ChoiceEntryContext *>(tree)) {
    result.kind = Kind::Choice;
    result.key = name(choice->word());
    fill(result, choice->value(), choice->clause());
  } else {
    auto *bare = dynamic_cast<Grammar::BareEntryContext *>(tree);
    result.kind = Kind::Bare;
    result.key = name(bare->word());
    result.value = make(call(bare->word(), bare->arguments(), nullptr), range(bare));
  }
  result.doc = docAbove(tree);
  result.range = range(tree);
  return result;
}

ast::Clause Builder::clause(Grammar::ClauseContext *tree) {
  ast::Clause result;
  result.word = name(tree->clauseWord);
  if (auto *word = tree->word())
    result.value = make(ast::Reference{word->getStart()->getText()}, range(word));
  else if (auto *text = tree->STRING())
    result.value = make(ast::Text{unquoted(text->getText())}, range(text->getSymbol()));
  else if (auto *value = tree->expr())
    result.value = expr(value);
  return result;
}

ast::ExprPtr Builder::value(Grammar::ValueContext *tree) {
  if (auto *set = tree->set()) {
    ast::Set result;
    for (auto *member : set->expr())
      result.members.push_back(expr(member));
    return make(std::move(result), range(set));
  }
  if (tree->expr().size() == 1)
    return expr(tree->expr(0));
  return make(ast::Range{expr(tree->expr(0)), expr(tree->expr(1))}, range(tree));
}

ast::Entry Builder::overriding(Grammar::OverrideContext *tree, std::vector<ast::Name> &path) {
  for (auto *word : tree->word())
    path.push_back(name(word));
  ast::Entry result;
  result.key = path.back();
  fill(result, tree->value(), tree->clause());
  if (result.value->as<ast::Set>() || result.value->as<ast::Range>())
    result.kind = ast::Entry::Kind::Choice; // the command line writes '=' for both
  result.range = range(tree->value());
  return result;
}

} // namespace pnasc::parse
