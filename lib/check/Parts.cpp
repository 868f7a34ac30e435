// SPDX-License-Identifier: Apache-2.0
// Requirements of parts, `group2.block1.conv1.ram`: a name that no network has is a slip. Looked
// for in the usual network of each architecture and in those that differ from it in one choice.
#include "check/Checker.h"
#include "elaborate/Elaborate.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {
namespace {

/// Names of all nodes, and of what they lie in.
void collectNames(const ir::SearchSpace &space, const ir::Genome &genome,
                  std::vector<std::string> &names) {
  auto network = elaborate::uncut(space, genome);
  if (!network) { // one of those that a rule excludes
    llvm::consumeError(network.takeError());
    return;
  }
  for (const ir::Node &node : network->nodes)
    for (size_t at = node.name.find('.');; at = node.name.find('.', at + 1)) {
      const std::string name = node.name.substr(0, at);
      if (!llvm::is_contained(names, name))
        names.push_back(name);
      if (at == std::string::npos)
        break;
    }
}

std::vector<std::string> partNames(const ir::SearchSpace &space) {
  std::vector<std::string> names;
  const ir::Genome usual = llvm::cantFail(space.parseGenome("{}"));
  const auto architecture = size_t(space.indexOf(ir::Hyperparameter::Architecture));
  for (size_t a = 0; a < space.choices[architecture].domain.size(); ++a)
    for (size_t i = 0; i < usual.size(); ++i)
      for (size_t v = 0; v < space.choices[i].domain.size(); ++v) {
        ir::Genome genome = usual;
        genome[architecture] = int32_t(a);
        if (i == architecture && v != a)
          continue;
        genome[i] = int32_t(v);
        collectNames(space, genome, names);
      }
  return names;
}

} // namespace

void checkRequirementParts(Job &job) {
  const std::vector<std::string> parts = job.spec.parts();
  if (llvm::none_of(parts, [](const std::string &p) { return llvm::StringRef(p).contains('.'); }))
    return; // regions are known already
  const std::shared_ptr<const ir::Spec> spec(std::shared_ptr<void>(), &job.spec);
  const std::vector<std::string> names = partNames(ir::whole(spec));
  for (const ir::Requirement &requirement : job.spec.requirements)
    for (const auto &term : requirement.terms)
      if (!term.part.empty() && !llvm::is_contained(names, term.part))
        job.reader.unknown(Diag::UnknownWord, {term.part, requirement.range}, names, "part");
}

} // namespace pnasc::check
