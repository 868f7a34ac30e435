// SPDX-License-Identifier: Apache-2.0
#include "select/Select.h"
#include "select/Subset.h"
#include "support/Error.h"
#include "llvm/ADT/STLExtras.h"
#include <exception>

namespace pnasc::select {

static Points frontPoints(const ir::Study &study, const std::vector<ir::Objective> &objectives) {
  Points points;
  for (uint64_t id : study.front) {
    points.emplace_back();
    for (const ir::Objective &objective : objectives)
      points.back().push_back(ir::minimisedValue(study.trials[id], objective));
  }
  return points;
}

llvm::Expected<std::vector<uint64_t>> select(const ir::Study &study,
                                             const std::vector<ir::Objective> &objectives,
                                             const ir::SelectSpec &spec, uint64_t seed) {
  if (objectives.empty())
    return support::failure(support::Exit::Internal, "selection without objectives");
  SubsetLimits limits;
  limits.population = size_t(spec.population);
  limits.generations = size_t(spec.generations);
  std::vector<uint64_t> ids;
  try {
    const Points points = normalised(frontPoints(study, objectives));
    for (size_t i : largestSubset(points, size_t(spec.keep), seed, limits))
      ids.push_back(study.front[i]);
  } catch (const std::bad_alloc &) {
    throw; // no bug of ours
  } catch (const std::exception &e) {
    return support::failure(support::Exit::Internal, std::string("selection failed: ") + e.what());
  }
  llvm::sort(ids, [&](uint64_t a, uint64_t b) {
    const uint64_t fa = study.trials[a].costs.flops, fb = study.trials[b].costs.flops;
    return fa != fb ? fa < fb : a < b;
  });
  return ids;
}

} // namespace pnasc::select
