// SPDX-License-Identifier: Apache-2.0
#include "driver/Spread.h"
#include "ranks/Ranks.h"
#include "support/Error.h"
#include <cstring>
#include <semaphore>

namespace pnasc::driver {

namespace {

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

  llvm::Expected<ir::Scores> operator()(const ir::Network &cut, uint64_t trial) {
    if (!places.try_acquire())
      return unpacked(group->ask(cut.text()));
    llvm::Expected<ir::Scores> scores = score(cut, trial);
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
      [all](const ir::Network &cut, uint64_t trial) { return (*all)(cut, trial); }, all->helpers()};
}

llvm::Error helpWith(const Score &score) {
  llvm::Expected<std::unique_ptr<ranks::Group>> group = ranks::join();
  if (!group)
    return group.takeError();
  if (*group)
    (*group)->serve([&](const std::string &request) {
      llvm::Expected<ir::Network> cut = ir::Network::parse(request);
      return packed(cut ? score(*cut, 0) : llvm::Expected<ir::Scores>(cut.takeError()));
    });
  return llvm::Error::success();
}

} // namespace pnasc::driver
