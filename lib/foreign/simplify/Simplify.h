// SPDX-License-Identifier: Apache-2.0
// From a graph as exporters write it to one of the operators that the reader knows.
//
//   x -> Transpose -> Conv -> Add(constant) -> Relu -> Min(1) -> Max(-1) -> Transpose -> Reshape ->
//   MatMul x -> Conv with a bias -> Clip [0, 1] -> Flatten -> MatMul of reordered weights
//
// Passes.cpp has the order of these steps, and what each needs of the others' work. Each promises the
// same function of the input, but for what the layout says of its order, up to rounding of constants.
#pragma once

#include "foreign/Given.h"
#include "foreign/Rewriter.h"

namespace pnasc::foreign {

/// Padding that an average pool counts (count_include_pad) becomes a Pad before it.
void padPools(Graph &graph);
/// Gives the input its sizes; a batch that is open becomes 1. An input of other numbers counts as
/// one of floats where the network makes it floats, or computes the same with them.
llvm::Error fixInput(Graph &graph, const Given &given, InputLayout &layout);
/// Whether operands lie along an `axis`, as before opset 7; makes them meet at their last axes.
bool hasOldBroadcasts(const Graph &graph);
llvm::Error alignOldBroadcasts(Graph &graph, const KnownSizes &known);
/// Softmax and LogSoftmax that are written out become operators again; whether there were any.
bool joinSoftmax(Graph &graph, KnownSizes &known);
/// Other functions that are written out with Where, Less, Exp and Log; whether there were any.
bool joinSelects(Graph &graph, KnownSizes &known);
/// Takes out each Cast to float: values are nothing else here.
void dropCasts(Rewriter &graph);
/// Reshape, Flatten, Squeeze, Unsqueeze and transposes that move only axes of size 1 become Reshape
/// by a constant, or nothing; two in a row become one.
void dissolveReshapes(Rewriter &graph);
/// A transpose behind what normalises the input goes in front of it.
void liftTransposes(Rewriter &graph);
/// Transposes meet behind the operators between them and cancel out, or vanish into the weights of
/// the linear layer behind.
void cancelTransposes(Rewriter &graph);
/// Takes Reshape and Transpose behind the input into its layout.
void relayoutInput(Graph &model, Rewriter &graph, InputLayout &layout);
/// Relu, Min, Max and Clip in a row become one; what values cannot reach goes.
void joinClips(Rewriter &graph);
/// Add, Sub, Mul and Div of a constant for each channel go into the convolution before them, else
/// become a BatchNormalization.
void foldAffines(Rewriter &graph);
/// Zeros around the input of a convolution become its own padding.
void foldPads(Rewriter &graph);

} // namespace pnasc::foreign
