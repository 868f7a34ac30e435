// SPDX-License-Identifier: Apache-2.0
// What a network costs on its target, and whether that meets the requirements. The same planner and
// the same size rules that the emitter uses: one cost model, not two.
#pragma once

#include "elaborate/Coupling.h"
#include "ir/Deploy.h"
#include "ir/Network.h"
#include "ir/Schedule.h"
#include "ir/Space.h"

namespace pnasc::cost {

/// FLOPs, MACs and parameters of a network (docs/rationale.md, "FLOPs, MACs, parameters").
/// `part` as in Requirement::Term; empty: of all.
ir::Costs ofNetwork(const ir::Network &network, llvm::StringRef part = "");
/// Whether a node of that name is the part or lies in it: group2 has group2.block1.conv1.
bool isOfPart(llvm::StringRef node, llvm::StringRef part);

/// All of it; `network` is the cut network that `graph` was lowered from.
ir::Costs estimate(const ir::Network &network, const ir::DeployGraph &graph,
                   const ir::Schedule &plan, double clockHz);
/// Figures of parts, each by its name: a region, or a superblock or layer, whose nodes' names begin
/// so. ROM is of tables and calls; the code of kernels, which layers share, is nobody's.
std::vector<ir::Costs::Part> partFigures(const ir::Network &network, const ir::DeployGraph &graph,
                                         const ir::Schedule &plan, double clockHz,
                                         const std::vector<std::string> &names);

/// The value of a metric, in base units.
double metric(const ir::Costs &costs, ir::Metric metric);
/// Left side of a requirement.
double value(const ir::Requirement &requirement, const ir::Costs &costs);
bool meets(const std::vector<ir::Requirement> &requirements, const ir::Costs &costs);

/// A genome taken all the way to its costs, by assess().
struct Candidate {
  ir::Network uncut, cut;
  ir::DeployGraph graph;
  ir::Schedule plan;
  ir::Costs costs;
  std::string digest; ///< of uncut and cut network: equal for duplicates
};
llvm::Expected<Candidate> assess(const ir::SearchSpace &space, const ir::Genome &genome);
/// Its two steps, for whoever cuts one network in many ways: the uncut network, which the target's
/// operators can express, and the cut one's costs (`uncut` and `digest` are left empty).
llvm::Expected<ir::Network> lowerable(const ir::SearchSpace &space, const ir::Genome &genome);
Candidate weighed(const ir::Network &uncut, const elaborate::Coupling &coupling,
                  const std::array<int64_t, 4> &sparsity, const ir::Spec &spec);

} // namespace pnasc::cost
