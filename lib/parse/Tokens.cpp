// SPDX-License-Identifier: Apache-2.0
#include "parse/Tokens.h"
#include "parse/Load.h"
#include "parse/Tree.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::parse {
namespace {

using Grammar = grammar::PnasParser;
using Role = Token::Role;
using antlr4::tree::ParseTree;

template <class... Contexts> bool isOneOf(const ParseTree *tree) {
  return (dynamic_cast<const Contexts *>(tree) || ...);
}

/// `,` behind a whole setting: it only separates.
bool separates(ParseTree *comma, ParseTree *parent) {
  if (isOneOf<Grammar::SectionContext, Grammar::GroupEntryContext>(parent))
    return true;
  return parent->children.back() == comma &&
         isOneOf<Grammar::LineContext, Grammar::GoalEntryContext>(parent);
}

Role bracket(const std::string &text, ParseTree *parent) {
  const bool opens = text == "{" || text == "(";
  if (isOneOf<Grammar::ParenthesesContext>(parent))
    return opens ? Role::ParenOpen : Role::ParenClose;
  if (text == "(")
    return Role::CallOpen;
  if (text == ")")
    return Role::ListClose;
  if (isOneOf<Grammar::SetContext, Grammar::WordTypeContext>(parent))
    return opens ? Role::ListOpen : Role::ListClose;
  return opens ? Role::BodyOpen : Role::BodyClose;
}

Role roleOf(antlr4::tree::TerminalNode *node) {
  ParseTree *parent = node->parent;
  const std::string text = node->getText();
  if (text == "{" || text == "}" || text == "(" || text == ")")
    return bracket(text, parent);
  if (text == ",")
    return separates(node, parent) ? Role::Separator : Role::Plain;
  const bool setting =
      isOneOf<Grammar::FixedEntryContext, Grammar::ChoiceEntryContext, Grammar::AssignmentContext>(
          parent);
  if ((text == "=" || text == "in") && setting)
    return Role::Link;
  if (text == "on" && isOneOf<Grammar::OnEntryContext>(parent))
    return Role::On;
  if (text == ":" && isOneOf<Grammar::RequireEntryContext, Grammar::LineContext>(parent))
    return Role::Colon;
  if (text == ":" && isOneOf<Grammar::ArchitectureContext>(parent))
    return Role::Spaced;
  if (text == "-" && isOneOf<Grammar::UnaryContext>(parent))
    return Role::Prefix;
  return Role::Plain;
}

/// The parts of the tokens, by their index.
class Parts {
public:
  explicit Parts(size_t count) : roles(count, Role::Plain), starts(count, false) {}

  void read(ParseTree *tree) {
    std::vector<ParseTree *> left{tree};
    while (!left.empty()) {
      ParseTree *here = left.back();
      left.pop_back();
      if (auto *terminal = dynamic_cast<antlr4::tree::TerminalNode *>(here))
        roles[terminal->getSymbol()->getTokenIndex()] = roleOf(terminal);
      else if (isOneOf<Grammar::ItemContext, Grammar::EntryContext, Grammar::StatementContext,
                       Grammar::RegionContext, Grammar::LineContext, Grammar::VersionContext>(here))
        starts[dynamic_cast<antlr4::ParserRuleContext *>(here)->getStart()->getTokenIndex()] = true;
      llvm::append_range(left, here->children);
    }
  }

  std::vector<Role> roles;
  std::vector<bool> starts;
};

} // namespace

std::optional<std::vector<Token>> tokens(support::Sources &sources,
                                         support::DiagnosticEngine &diagnostics,
                                         std::unique_ptr<llvm::MemoryBuffer> given) {
  const unsigned before = diagnostics.errors();
  if (!isText(*given, {}, sources, diagnostics))
    return std::nullopt;
  const uint32_t id = sources.add(std::move(given));
  Tree tree(id, sources.text(id), diagnostics);
  Grammar::ProgramContext *root = tree.program();
  if (!root || diagnostics.errors() != before)
    return std::nullopt;
  const std::vector<antlr4::Token *> all = tree.allTokens();
  Parts parts(all.size());
  parts.read(root);
  std::vector<Token> result;
  size_t line = 1;
  for (size_t i = 0; i < all.size() && all[i]->getType() != antlr4::Token::EOF; ++i) {
    Token token{all[i]->getText(), parts.roles[i], unsigned(all[i]->getLine() - line),
                parts.starts[i]};
    if (all[i]->getChannel() != antlr4::Token::DEFAULT_CHANNEL)
      token.role = Role::Comment;
    line = all[i]->getLine();
    result.push_back(std::move(token));
  }
  return result;
}

} // namespace pnasc::parse
