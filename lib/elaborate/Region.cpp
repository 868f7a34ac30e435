// SPDX-License-Identifier: Apache-2.0
// One region as a network of its own, and a group's setting with its numbers spelled out.
#include "elaborate/Interpreter.h"

namespace pnasc::elaborate {

/// The number that a position gives for a parameter of its block, by itself or by the block's
/// default; nothing where it is no plain number.
static std::optional<int64_t> written(const Plan &plan, const ast::Position &position,
                                      llvm::StringRef name) {
  const ast::Block &block = *plan.program.blockNames.lookup(position.block.text);
  for (const ast::Parameter &parameter : block.parameters) {
    if (parameter.name.text != name || parameter.type.text != "Int")
      continue;
    const ast::Expr *given = position.given(block, parameter);
    if (!given)
      given = parameter.fallback.get();
    const auto *number = given ? given->as<ast::Number>() : nullptr;
    if (number && number->integer)
      return int64_t(number->value);
  }
  return std::nullopt;
}

GroupSetting spelledOut(const Plan &plan, int group, GroupSetting setting) {
  const auto &positions = plan.architecture.groups[size_t(group)].positions;
  const size_t all = positions.size();
  const size_t depth = setting.depth ? std::min(all, size_t(*setting.depth)) : all;
  if (depth == 0)
    return setting;
  if (!setting.stride) // only the first position takes it
    setting.stride = written(plan, positions.front(), "stride");
  if (setting.kernel)
    return setting;
  const std::optional<int64_t> kernel = written(plan, positions.front(), "kernel");
  const auto same = [&](const ast::Position &one) {
    return written(plan, one, "kernel") == kernel;
  };
  if (std::all_of(positions.begin(), positions.begin() + ptrdiff_t(depth), same))
    setting.kernel = kernel;
  return setting;
}

llvm::Expected<ir::Network> regionNetwork(const Plan &plan, ir::Region region,
                                          const GroupSetting &setting, const ir::Shape &in) {
  try {
    Interpreter run(plan, in, false);
    if (region == ir::Region::Head)
      run.head(0);
    else if (region == ir::Region::Stem)
      run.network.outputs = {run.stem(0)};
    else
      run.network.outputs = {run.group(ir::groupOf(region), setting, 0).back()};
    return swept(std::move(run.network));
  } catch (Stop &stop) {
    return llvm::make_error<support::Failure>(std::move(stop.failure));
  }
}

} // namespace pnasc::elaborate
