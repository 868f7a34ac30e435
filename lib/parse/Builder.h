// SPDX-License-Identifier: Apache-2.0
// ANTLR's parse tree of one file, made into Ast. Internal to parse.
#pragma once

#include "grammar/PnasParser.h"
#include "ir/Ast.h"
#include "parse/SourceLocations.h"

namespace pnasc::parse {

using Grammar = grammar::PnasParser;

/// Everything one file says.
struct File {
  std::vector<std::unique_ptr<ast::WordType>> types;
  std::vector<std::unique_ptr<ast::Block>> blocks;
  std::vector<std::unique_ptr<ast::Architecture>> architectures;
  std::vector<ast::Section> sections;
  std::vector<ast::Import> imports;
  ast::Name version;   ///< text 1.0; empty where the line is missing
  support::Span start; ///< the first word
  bool empty = false;  ///< no word at all
  bool whole = true;   ///< every item could be read
};

/// What has a syntax error in it becomes an error node: a statement, a line of a section or of a
/// group, a part of an architecture, a whole declaration where its head is wrong.
class Builder {
public:
  /// `sound`: the tree has no syntax errors at all.
  Builder(const SourceLocations &places, bool sound) : places(places), sound(sound) {}

  File file(Grammar::ProgramContext *tree);
  ast::Entry overriding(Grammar::OverrideContext *tree, std::vector<ast::Name> &path);

private:
  support::Span range(antlr4::ParserRuleContext *tree) const;
  support::Span range(antlr4::Token *token) const;
  ast::Name name(Grammar::WordContext *tree) const;
  ast::Name name(antlr4::Token *token) const;
  std::string docAbove(antlr4::ParserRuleContext *tree) const {
    return places.docAbove(range(tree));
  }

  /// Whether a part can be read, apart from parts of it that are looked at by themselves.
  bool isSound(antlr4::tree::ParseTree *tree) const;
  bool hasHead(antlr4::ParserRuleContext *tree, size_t names) const;
  /// False of a bracket that Repair put in: where it belongs is a guess.
  static bool isWritten(antlr4::Token *token);
  void item(Grammar::ItemContext *tree, File &file);
  ast::Entry unreadEntry(Grammar::EntryContext *tree);
  ast::Statement unreadStatement(Grammar::StatementContext *tree);
  void region(Grammar::RegionContext *tree, ast::Architecture &owner);

  ast::Section section(Grammar::SectionContext *tree);
  ast::Entry entry(Grammar::EntryContext *tree);
  void fill(ast::Entry &entry, Grammar::ValueContext *value,
            const std::vector<Grammar::ClauseContext *> &clauses);
  ast::Entry groupEntry(Grammar::GroupEntryContext *tree);
  ast::Clause clause(Grammar::ClauseContext *tree);
  ast::ExprPtr value(Grammar::ValueContext *tree);

  std::unique_ptr<ast::Block> block(Grammar::BlockContext *tree);
  ast::Parameter parameter(Grammar::ParameterContext *tree);
  ast::Body body(Grammar::BodyContext *tree);
  ast::Statement statement(Grammar::StatementContext *tree);
  std::unique_ptr<ast::Architecture> architecture(Grammar::ArchitectureContext *tree);
  std::unique_ptr<ast::WordType> wordType(Grammar::WordTypeContext *tree);
  ast::Statement repetition(Grammar::RepetitionContext *tree);
  ast::Group group(Grammar::GroupRegionContext *tree, bool &whole);
  ast::Position position(const ast::Name &block, Grammar::PositionContext *tree);

  ast::ExprPtr expr(Grammar::ExprContext *tree);
  ast::ExprPtr number(antlr4::Token *token, const std::vector<Grammar::UnitContext *> &units,
                      support::Span place);
  ast::ExprPtr conditional(Grammar::ConditionalContext *tree);
  ast::Call call(Grammar::WordContext *callee, Grammar::ArgumentsContext *arguments,
                 ast::ExprPtr first);
  template <class Node> static ast::ExprPtr make(Node node, support::Span range) {
    auto result = std::make_unique<ast::Expr>();
    result->node = std::move(node);
    result->range = range;
    return result;
  }

  const SourceLocations &places;
  const bool sound;
};

} // namespace pnasc::parse
