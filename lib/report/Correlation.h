// SPDX-License-Identifier: Apache-2.0
// How scores, FLOPs and what trained networks are worth go together (arXiv 2603.15106,
// section 4.2).
#pragma once

#include "report/Report.h"

namespace pnasc::report {

/// Kendall's tau-b: pairs in the same order less pairs in the opposite order, by the geometric mean
/// of the pairs that are not tied in one and in the other. In O(n log n) after Knight 1966 (JASA
/// 61:436). Not a number where all of a or all of b are equal.
double kendallTau(const std::vector<double> &a, const std::vector<double> &b);

/// FLOPs, the scores that the trials carry, and what else the search minimised, in this order.
std::vector<ir::Objective> measures(const ir::Spec &spec);

/// Of each measure with each other over all trials.
std::vector<std::vector<double>> trialCorrelation(const Search &search);

/// Of each measure with what decides between the models, of the float networks on the test part;
/// needs three.
std::vector<double> metricCorrelation(const Search &search,
                                      const std::vector<ir::ModelResult> &models);

/// The heat map of trialCorrelation, as SVG.
std::string heatMap(const Search &search);
/// metricCorrelation, and the noise of the scores where there were several initialisations.
std::string correlationTable(const Search &search, const Input &input);

} // namespace pnasc::report
