// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "foreign/Graph.h"

namespace pnasc::foreign {

/// What is true of a graph between passes; empty where it is, else what is not:
///   each value has one maker: an input, a constant, or one node
///   each node reads what is made before it, and makes something
///   each output is made
///   each constant has as many values as its sizes say
///   sizes that are known are of values that there are, of at least one element
std::string verify(const Graph &graph, const KnownSizes &known);

} // namespace pnasc::foreign
