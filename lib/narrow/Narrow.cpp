// SPDX-License-Identifier: Apache-2.0
#include "narrow/Narrow.h"
#include "narrow/Bounds.h"
#include "narrow/Evidence.h"
#include "narrow/Explain.h"
#include "support/Parallel.h"
#include "llvm/ADT/STLExtras.h"
#include <thread>

namespace pnasc::narrow {

namespace {

class Narrowing {
public:
  explicit Narrowing(std::shared_ptr<const ir::Spec> spec)
      : whole(ir::whole(std::move(spec))), grid(whole), evidence(grid), bounds(grid),
        result(whole) {}

  llvm::Expected<ir::SearchSpace> run() {
    result.legal = grid.legal();
    evidence.sample(result);
    evidence.tryCorners();
    if (!evidence.example())
      if (llvm::Error error = searchOrRefute())
        return error;
    removeValues();
    if (evidence.example())
      setExample();
    return std::move(result);
  }

private:
  /// The pairs of architecture and width that a held value leaves, small widths first: where a
  /// value is possible at all, that shows soonest.
  std::vector<std::pair<size_t, int32_t>> units(Held held) const {
    std::vector<int32_t> widths;
    for (size_t w = 0; w < whole.choices[size_t(grid.width)].domain.size(); ++w)
      widths.push_back(int32_t(w));
    llvm::stable_sort(widths, [&](int32_t a, int32_t b) {
      const auto &domain = whole.choices[size_t(grid.width)].domain;
      return domain[size_t(a)].micro < domain[size_t(b)].micro;
    });
    std::vector<std::pair<size_t, int32_t>> all;
    for (int32_t w : widths)
      for (size_t a = 0; a < grid.architectures(); ++a)
        if ((held.choice != grid.width || w == held.value) &&
            (held.choice != grid.architecture || int32_t(a) == held.value))
          all.push_back({a, w});
    return all;
  }

  /// The paths of all configurations with the held value, if all are excluded. One that is not is
  /// tried: it may be a witness, for this value and others.
  std::optional<std::vector<Path>> refuted(Held held) {
    if (!grid.complete)
      return std::nullopt;
    std::vector<Path> all;
    for (const auto &[a, w] : units(held)) {
      const auto paths = bounds.paths(a, w, held);
      if (!paths)
        return std::nullopt;
      for (const Path &path : *paths)
        if (!bounds.excluded(path.weight)) {
          evidence.fits(path.genome);
          return std::nullopt;
        }
      llvm::append_range(all, *paths);
    }
    return all;
  }

  /// Nothing has been found that fits: either it is shown that nothing does, or the bounds point to
  /// where something might.
  llvm::Error searchOrRefute() {
    if (!grid.complete)
      return llvm::Error::success();
    const auto all = units({});
    std::vector<std::optional<std::vector<Path>>> fronts(all.size());
    support::parallelFor(
        std::max(1u, std::thread::hardware_concurrency()), all.size(),
        [&](size_t i) { fronts[i] = bounds.paths(all[i].first, all[i].second, {}); });
    std::vector<Path> excluded, possible;
    bool known = true;
    for (const auto &front : fronts) {
      known &= front.has_value();
      for (const Path &path : front ? *front : std::vector<Path>{})
        (bounds.excluded(path.weight) ? excluded : possible).push_back(path);
    }
    if (known && possible.empty())
      return conflict(whole.spec->requirements, excluded);
    for (const Path &path : possible)
      if (evidence.fits(path.genome))
        return llvm::Error::success();
    for (size_t i = 0; i < possible.size() && i < 3; ++i)
      if (evidence.descend(possible[i * (possible.size() - 1) / 2 % possible.size()].genome))
        break;
    return llvm::Error::success();
  }

  void removeValues() {
    for (size_t i = 0; i < whole.choices.size(); ++i) {
      std::vector<ir::Value> kept;
      for (size_t v = 0; v < whole.choices[i].domain.size(); ++v) {
        const ir::Value &value = whole.choices[i].domain[v];
        std::optional<std::vector<Path>> paths;
        if (evidence.example() && !evidence.witnessed(i, v))
          paths = refuted({int(i), int32_t(v)});
        if (paths)
          result.removed.push_back(
              {whole.choices[i].name, value, reasonFor(whole.spec->requirements, *paths)});
        else
          kept.push_back(value);
      }
      result.choices[i].domain = std::move(kept);
    }
  }

  void setExample() {
    for (size_t i = 0; i < whole.choices.size(); ++i) {
      const auto &domain = result.choices[i].domain;
      const ir::Value &value = whole.choices[i].domain[size_t((*evidence.example())[i])];
      result.example.push_back(int32_t(llvm::find(domain, value) - domain.begin()));
    }
  }

  const ir::SearchSpace whole;
  const Grid grid;
  Evidence evidence;
  Bounds bounds;
  ir::SearchSpace result;
};

} // namespace

llvm::Expected<ir::SearchSpace> narrow(std::shared_ptr<const ir::Spec> spec) {
  return Narrowing(std::move(spec)).run();
}

} // namespace pnasc::narrow
