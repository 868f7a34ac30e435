// SPDX-License-Identifier: Apache-2.0
// Operators in forms that are newer than the ONNX library that checks and infers for us: amounts
// that became inputs, attributes that were added. The library would overlook what it does not know
// and infer wrong sizes, so that these nodes are told apart and replaced before anything is
// inferred from them.
#pragma once

#include "foreign/maps/Emitter.h"

namespace pnasc::foreign {

bool isNewForm(const Node &node);
/// Takes out the sizes of what such nodes make and of all that follows from it.
void forgetBehindNewForms(const Graph &graph, KnownSizes &known);
/// Replaces those whose operands' sizes are known; whether there were any. `batch` as for an
/// Emitter.
bool replaceNewForms(Graph &graph, const KnownSizes &known, int64_t batch);
/// Operators that the library does not know at all.
bool isNewOperator(const std::string &type);

} // namespace pnasc::foreign
