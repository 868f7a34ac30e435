// SPDX-License-Identifier: Apache-2.0
#include "driver/Spread.h"
#include "ranks/Ranks.h"
#include "support/Error.h"
#include <cstring>
#include <semaphore>

namespace pnasc::driver {

namespace {

/// The genome's indices on a line of their own, then the network.
std::string requestOf(const ir::Network &cut, const ir::Genome &genome) {
  std::string text;
  for (int32_t index : genome)
    text += (text.empty() ? "" : " ") + std::to_string(index);
  return text + '\n' + cut.text();
}

ir::Genome genomeOf(llvm::StringRef line) {
  ir::Genome genome;
  for (int32_t index = 0; !line.consumeInteger(10, index); line = line.ltrim())
    genome.push_back(index);
  return genome;
}

/// Scores, or the text of a failure behind a '!'.
std::string packed(llvm::Expected<ir::Scores> scores) {
  if (!scores)
    return "!" + llvm::toString(scores.takeError());
  std::string bytes = "=";
  for (double value : scores->all())
    bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
  for (double value : scores->spread)
    bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
  return bytes + scores->terms;
}

llvm::Expected<ir::Scores> unpacked(const std::string &bytes) {
  constexpr size_t Numbers = 8, Size = 1 + Numbers * sizeof(double);
  if (bytes.empty() || bytes[0] != '=' || bytes.size() < Size)
    return support::failure(support::Exit::Internal, "another process failed to score: " +
                                                         bytes.substr(bytes.empty() ? 0 : 1));
  double values[Numbers];
  std::memcpy(values, bytes.data() + 1, sizeof values);
  ir::Scores scores{values[0], values[1], values[2], values[3], {}, bytes.substr(Size)};
  std::copy(values + 4, values + Numbers, scores.spread.begin());
  return scores;
}

/// Hands out work: here while one of `jobs` places is free, else to another process.
class Spreading {
public:
  Spreading(std::unique_ptr<ranks::Group> group, Score score, unsigned jobs)
      : group(std::move(group)), score(std::move(score)), places(ptrdiff_t(jobs)) {}
  unsigned helpers() const { return unsigned(group->size() - 1); }

  llvm::Expected<ir::Scores> operator()(const ir::Network &cut, const ir::Genome &genome) {
    if (!places.try_acquire())
      return unpacked(group->ask(requestOf(cut, genome)));
    llvm::Expected<ir::Scores> scores = score(cut, genome);
    places.release();
    return scores;
  }

private:
  std::unique_ptr<ranks::Group> group;
  Score score;
  std::counting_semaphore<> places;
};

} // namespace

llvm::Expected<TorchStages::Scoring> spread(Score score, unsigned jobs) {
  llvm::Expected<std::unique_ptr<ranks::Group>> group = ranks::join();
  if (!group)
    return group.takeError();
  if (!*group)
    return TorchStages::Scoring{std::move(score), 0};
  auto all = std::make_shared<Spreading>(std::move(*group), std::move(score), jobs);
  return TorchStages::Scoring{
      [all](const ir::Network &cut, const ir::Genome &genome) { return (*all)(cut, genome); },
      all->helpers()};
}

llvm::Error helpWith(const Score &score) {
  llvm::Expected<std::unique_ptr<ranks::Group>> group = ranks::join();
  if (!group)
    return group.takeError();
  if (*group)
    (*group)->serve([&](const std::string &request) {
      const auto [genome, network] = llvm::StringRef(request).split('\n');
      llvm::Expected<ir::Network> cut = ir::Network::parse(network);
      return packed(cut ? score(*cut, genomeOf(genome))
                        : llvm::Expected<ir::Scores>(cut.takeError()));
    });
  return llvm::Error::success();
}

} // namespace pnasc::driver
