// SPDX-License-Identifier: Apache-2.0
#include "elaborate/Elaborate.h"
#include "elaborate/Interpreter.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::elaborate {

int64_t scaledChannels(int64_t channels, int64_t width) {
  constexpr int64_t unit = ir::Value::Unit;
  const bool sane = channels >= 1 && channels <= 1 << 20; // others are refused where they are used
  if (width == unit || !sane)
    return channels;
  return std::max<int64_t>(4, 4 * ((width * channels + 2 * unit) / (4 * unit)));
}

/// Turns what leaves the interpreter into an error.
template <class Work> static auto guarded(Work work) -> llvm::Expected<decltype(work())> {
  try {
    return work();
  } catch (Stop &stop) {
    return llvm::make_error<support::Failure>(std::move(stop.failure));
  }
}

llvm::Expected<ir::Shape> stemShape(const Plan &plan, const ir::Shape &in) {
  return guarded([&] {
    Interpreter run(plan, in, false);
    const ir::NodeId end = run.stem(0);
    return run.network.nodes[end].shape;
  });
}

llvm::Expected<std::vector<ir::Shape>>
groupShapes(const Plan &plan, int group, const GroupSetting &setting, const ir::Shape &in) {
  return guarded([&] {
    Interpreter run(plan, in, false);
    std::vector<ir::Shape> shapes;
    for (ir::NodeId end : run.group(group, setting, 0))
      shapes.push_back(run.network.nodes[end].shape);
    return shapes;
  });
}

llvm::Expected<ir::Shape> headShape(const Plan &plan, const ir::Shape &in) {
  return guarded([&] {
    Interpreter run(plan, in, false);
    const ir::NodeId end = run.head(0);
    return run.network.nodes[end].shape;
  });
}

/// Nothing for `baseline`.
static std::optional<int64_t> numberOf(const ir::Value &value) {
  return value.isLabel() ? std::nullopt : std::optional(value.micro / ir::Value::Unit);
}

int64_t argumentOf(const ast::Program &program, const ast::Parameter &parameter,
                   const ir::Value &value) {
  if (!value.isLabel())
    return parameter.type.text == "Float" ? value.micro : value.micro / ir::Value::Unit;
  if (parameter.type.text == "Padding")
    return *ops::paddingOf(value.label);
  return parameter.type.text == "Bool" ? value.label == "true" : program.words.lookup(value.label);
}

Plan planOf(const ir::SearchSpace &space, const ir::Genome &genome) {
  const ir::Spec &spec = *space.spec;
  const std::string &name = space.value(genome, ir::Hyperparameter::Architecture).label;
  const auto at = llvm::find_if(spec.architectures, [&](const auto &a) { return a.name == name; });
  assert(at != spec.architectures.end() && "the choice lists the spec's architectures");
  Plan plan{*spec.program, *at->declaration, spec.dataset.classes,
            space.value(genome, ir::Hyperparameter::Width).micro};
  for (size_t i = 0; i < at->arguments.size(); ++i) {
    const auto &[choice, constant] = at->arguments[i];
    const ir::Value *value = choice >= 0 ? &space.value(genome, size_t(choice))
                             : constant  ? &*constant
                                         : nullptr;
    plan.arguments.emplace_back();
    if (value)
      plan.arguments.back() = argumentOf(*spec.program, at->declaration->parameters[i], *value);
  }
  return plan;
}

llvm::Expected<ir::Network> uncut(const ir::SearchSpace &space, const ir::Genome &genome) {
  if (const ir::Rule *rule = space.broken(genome))
    return support::failure(support::Exit::Spec, "this configuration breaks '" + rule->name + "'",
                            rule->range);
  const Plan plan = planOf(space, genome);
  return guarded([&] {
    Interpreter run(plan, space.inputShape(genome), true);
    ir::NodeId x = run.stem(0);
    for (int group = 0; group < int(plan.architecture.groups.size()); ++group) {
      const auto chosen = [&](ir::Hyperparameter what) {
        return numberOf(space.value(genome, what, size_t(group)));
      };
      const GroupSetting setting{chosen(ir::Hyperparameter::Depth),
                                 chosen(ir::Hyperparameter::Kernel),
                                 chosen(ir::Hyperparameter::Stride)};
      x = run.group(group, setting, x).back();
    }
    run.head(x);
    return swept(std::move(run.network));
  });
}

} // namespace pnasc::elaborate
