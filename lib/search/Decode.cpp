// SPDX-License-Identifier: Apache-2.0
// Engine's other way in: points of a box, repaired to fit, for methods that know reals only.
#include "search/Engine.h"
#include "support/Error.h"

namespace pnasc::search {

/// Steps of a repair follow from the genome alone: equal points, equal networks.
static Random randomOf(const ir::Genome &genome, uint64_t seed) {
  uint64_t key = support::mix64(seed);
  for (int32_t gene : genome)
    key = support::mix64(key + uint64_t(gene));
  return Random({key, "decode"});
}

void Engine::repair(const std::vector<ir::Genome> &genomes,
                    std::vector<std::optional<Proposal>> &into) {
  into.resize(genomes.size());
  workers.forEach(genomes.size(), [&](size_t i) {
    if (decoded.count(genomes[i]))
      return;
    Random random = randomOf(genomes[i], space.spec->search.seed);
    into[i] = fitting(genomes[i], random, Effort().steps);
  });
  for (size_t i = 0; i < genomes.size(); ++i)
    decoded.emplace(genomes[i], into[i] ? into[i]->digest : "");
}

llvm::Expected<std::vector<std::vector<double>>>
Engine::decode(const std::vector<ir::Genome> &genomes) {
  std::vector<std::optional<Proposal>> proposals;
  repair(genomes, proposals);
  if (stopped())
    return support::failure(support::Exit::Interrupted, "interrupted");
  const size_t room = left();
  size_t answered = 0;
  std::vector<ir::Genome> fresh;
  for (; answered < genomes.size(); ++answered) {
    std::optional<Proposal> &proposal = proposals[answered];
    if (!proposal || digests.count(proposal->digest))
      continue;
    if (fresh.size() == room)
      break;
    fresh.push_back(proposal->genome);
    accept(std::move(*proposal));
  }
  if (auto objectives = evaluate(fresh); !objectives)
    return objectives.takeError();
  std::vector<std::vector<double>> result;
  for (size_t i = 0; i < answered; ++i) {
    const std::string &digest = decoded.at(genomes[i]);
    result.push_back(digest.empty() ? std::vector<double>(space.spec->objectives.size(), Worst)
                                    : objectivesOf(trials[evaluated.at(digest)]));
  }
  return result;
}

} // namespace pnasc::search
