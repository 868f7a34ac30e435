// SPDX-License-Identifier: Apache-2.0
// Scores by other processes of an mpirun: networks go out as text, scores come back.
#include "driver/Spread.h"
#include "ranks/Ranks.h"
#include "support/Error.h"
#include <cstring>
#include <semaphore>
#include <tuple>

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

/// A line `name` before the value and the spread of each score, then an empty line and the terms;
/// or the text of a failure behind a '!'.
std::string packed(llvm::Expected<ir::Scores> scores) {
  if (!scores)
    return "!" + llvm::toString(scores.takeError());
  std::string bytes = "=";
  for (const ir::Scores::One &one : scores->list) {
    const double numbers[] = {one.value, one.spread};
    bytes += one.name + '\n';
    bytes.append(reinterpret_cast<const char *>(numbers), sizeof numbers);
  }
  return bytes + '\n' + scores->terms;
}

llvm::Expected<ir::Scores> unpacked(llvm::StringRef bytes) {
  if (!bytes.consume_front("=")) {
    bytes.consume_front("!");
    return support::failure(support::Exit::Internal,
                            "another process failed to score: " + bytes.str());
  }
  ir::Scores scores;
  for (llvm::StringRef name; std::tie(name, bytes) = bytes.split('\n'), !name.empty();) {
    double numbers[2] = {};
    if (bytes.size() < sizeof numbers)
      return support::failure(support::Exit::Internal, "another process sent half an answer");
    std::memcpy(numbers, bytes.data(), sizeof numbers);
    bytes = bytes.drop_front(sizeof numbers);
    scores.set(name, numbers[0], numbers[1]);
  }
  scores.terms = bytes.str();
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
