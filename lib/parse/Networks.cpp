// SPDX-License-Identifier: Apache-2.0
// Blocks and architectures of the parse tree, made into Ast.
#include "parse/Builder.h"

namespace pnasc::parse {

std::unique_ptr<ast::Block> Builder::block(Grammar::BlockContext *tree) {
  auto result = std::make_unique<ast::Block>();
  result->name = name(tree->word(0));
  result->result = name(tree->word(1));
  for (auto *one : tree->parameter())
    result->parameters.push_back(parameter(one));
  result->body = body(tree->body());
  result->doc = docAbove(tree);
  result->range = range(tree);
  return result;
}

ast::Parameter Builder::parameter(Grammar::ParameterContext *tree) {
  ast::Parameter result;
  result.name = name(tree->word(0));
  result.type = name(tree->word(1));
  if (tree->expr())
    result.fallback = expr(tree->expr());
  result.range = range(tree);
  return result;
}

ast::Body Builder::body(Grammar::BodyContext *tree) {
  ast::Body result;
  for (auto *one : tree->statement()) {
    result.statements.push_back(isSound(one) ? statement(one) : unreadStatement(one));
    result.whole &= isSound(one);
  }
  result.whole &= isSound(tree);
  result.range = range(tree);
  return result;
}

ast::Statement Builder::unreadStatement(Grammar::StatementContext *tree) {
  ast::Statement result;
  result.range = range(tree);
  result.value = make(ast::Unread{}, result.range);
  const auto *assignment = dynamic_cast<Grammar::AssignmentContext *>(tree);
  if (assignment && tree->children.size() > 1 && tree->children[1]->getText() == "=")
    if (auto *word = dynamic_cast<Grammar::WordContext *>(tree->children[0]); word && isSound(word))
      result.target = name(word);
  return result;
}

ast::Statement Builder::statement(Grammar::StatementContext *tree) {
  ast::Statement result;
  result.range = range(tree);
  if (auto *assignment = dynamic_cast<Grammar::AssignmentContext *>(tree)) {
    result.target = name(assignment->word());
    result.value = expr(assignment->expr());
  } else if (auto *returning = dynamic_cast<Grammar::ReturningContext *>(tree)) {
    result.returns = true;
    result.value = expr(returning->expr(0));
    for (size_t i = 1; i < returning->expr().size(); ++i)
      result.further.push_back(expr(returning->expr(i)));
  } else if (auto *loop = dynamic_cast<Grammar::RepetitionContext *>(tree))
    return repetition(loop);
  else
    result.value = expr(dynamic_cast<Grammar::PlainContext *>(tree)->expr());
  return result;
}

ast::Statement Builder::repetition(Grammar::RepetitionContext *tree) {
  ast::Statement result;
  result.loop = std::make_unique<ast::Loop>();
  result.loop->variable = name(tree->word());
  result.loop->low = expr(tree->expr(0));
  result.loop->high = expr(tree->expr(1));
  result.loop->body = body(tree->body());
  result.range = range(tree);
  return result;
}

std::unique_ptr<ast::Architecture> Builder::architecture(Grammar::ArchitectureContext *tree) {
  auto result = std::make_unique<ast::Architecture>();
  result->name = name(tree->word(0));
  result->kind = name(tree->word(1));
  result->doc = docAbove(tree);
  result->whole = isSound(tree) && isWritten(tree->getStop());
  for (auto *one : tree->parameter())
    if (isSound(one))
      result->parameters.push_back(parameter(one));
    else
      result->whole = false;
  for (auto *one : tree->region())
    region(one, *result);
  result->range = range(tree);
  return result;
}

void Builder::region(Grammar::RegionContext *tree, ast::Architecture &owner) {
  owner.whole &= isSound(tree);
  auto *stem = dynamic_cast<Grammar::StemContext *>(tree);
  auto *head = dynamic_cast<Grammar::HeadContext *>(tree);
  auto *positions = dynamic_cast<Grammar::GroupRegionContext *>(tree);
  if (stem && stem->body())
    owner.stems.push_back(body(stem->body()));
  else if (head && head->body())
    owner.heads.push_back(body(head->body()));
  else if (positions)
    owner.groups.push_back(group(positions, owner.whole));
  else
    owner.whole = false;
  for (const auto *bodies : {&owner.stems, &owner.heads})
    for (const ast::Body &one : *bodies)
      owner.whole &= one.whole;
}

ast::Group Builder::group(Grammar::GroupRegionContext *tree, bool &whole) {
  ast::Group result;
  for (auto *line : tree->line()) {
    whole &= isSound(line);
    if (!isSound(line))
      continue;
    if (auto *listed = dynamic_cast<Grammar::PositionsContext *>(line)) {
      for (auto *one : listed->position())
        result.positions.push_back(position(name(listed->word()), one));
      continue;
    }
    auto *written = dynamic_cast<Grammar::CallLineContext *>(line);
    ast::Call made = call(written->word(), written->arguments(), nullptr);
    result.positions.push_back({made.callee, nullptr, std::move(made.arguments), range(written)});
  }
  result.range = range(tree);
  return result;
}

ast::Position Builder::position(const ast::Name &block, Grammar::PositionContext *tree) {
  ast::Position result;
  result.block = block;
  if (auto *channels = tree->NUMBER())
    result.channels = number(channels->getSymbol(), {}, range(channels->getSymbol()));
  for (auto *modifier : tree->modifier()) {
    ast::ExprPtr value;
    if (auto *given = modifier->NUMBER())
      value = number(given->getSymbol(), {}, range(given->getSymbol()));
    else if (auto *truth = modifier->truth())
      value = make(ast::Truth{truth->getText() == "true"}, range(truth));
    else
      value = make(ast::Reference{modifier->word(1)->getText()}, range(modifier->word(1)));
    result.arguments.push_back({name(modifier->word(0)), std::move(value)});
  }
  result.range = range(tree);
  return result;
}

} // namespace pnasc::parse
