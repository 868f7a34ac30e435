// SPDX-License-Identifier: Apache-2.0
// ONNX knows arrays of any rank, we know maps: channels, height, width, behind a batch. Here every
// operator whose operands are no maps, or that works along an axis for which no operator of the
// catalogue is made, becomes some that are:
//
//   MatMul of [M, K] by a constant       Transpose -> Conv 1x1 over K channels -> Transpose
//   Softmax along axis 2 of four         Transpose -> Softmax along the channels -> Transpose
//   Resize by 0.6                        along each axis a Conv 1x1 of the interpolation's matrix
//   Add of a constant of any shape       BatchNormalization of a map with a channel for each value
//
// A value keeps the order of its elements, so that what is a Reshape in ONNX is a way to count and
// costs nothing until an operator needs the elements as a map of other sizes.
#pragma once

#include "foreign/Given.h"
#include "foreign/maps/Emitter.h"
#include "llvm/Support/Error.h"

namespace pnasc::foreign {

/// Operators that mapForm() makes others of, beside those that the reader knows.
bool hasMapForm(llvm::StringRef type);
/// Operators for which the first axis is the batch, the second the channels.
bool needsMap(const std::string &type);
/// Puts a batch of one in front of the input; the name of the input as all others know it.
std::string withBatchOfOne(Graph &graph, Emitter &emit, const std::string &input,
                           const Sizes &sizes);
/// Writes what stands for the node; false, and nothing, where no rule changes it.
bool mapNode(Emitter &emit, const Node &node);

/// Needs all sizes; leaves alone what it has no rule for. With `whole`, the input's first axis
/// counts as data, and a batch of one stands before it. Fails where the first axis must be the
/// batch for one operator and cannot be for another. Returns all values' sizes.
llvm::Expected<KnownSizes> mapForm(Graph &graph, KnownSizes known, bool whole);

// Its rules, by what they are about. Each writes the node's replacement, or returns false and has
// written nothing.
bool mapTranspose(Emitter &emit, const Node &node);
bool mapConcat(Emitter &emit, const Node &node);
bool mapSlice(Emitter &emit, const Node &node);
bool mapSplit(Emitter &emit, const Node &node);
bool mapPad(Emitter &emit, const Node &node);
bool mapGather(Emitter &emit, const Node &node);
bool mapMatMul(Emitter &emit, const Node &node);
bool mapGemm(Emitter &emit, const Node &node);
bool mapPair(Emitter &emit, const Node &node);    ///< Add, Sub, Mul, Div of two operands
bool mapSum(Emitter &emit, const Node &node);     ///< Sum, Mean
bool mapExtreme(Emitter &emit, const Node &node); ///< Max, Min
bool mapNegative(Emitter &emit, const Node &node);
bool mapAbsolute(Emitter &emit, const Node &node);
bool mapDepthToSpace(Emitter &emit, const Node &node);
bool mapSpaceToDepth(Emitter &emit, const Node &node);
bool mapExpand(Emitter &emit, const Node &node);
bool mapTile(Emitter &emit, const Node &node);
bool mapPRelu(Emitter &emit, const Node &node);
bool mapReduce(Emitter &emit, const Node &node);
bool mapSoftmax(Emitter &emit, const Node &node); ///< and LogSoftmax
bool mapGelu(Emitter &emit, const Node &node);
bool mapMish(Emitter &emit, const Node &node);
bool mapCelu(Emitter &emit, const Node &node);
bool mapPower(Emitter &emit, const Node &node);
bool mapSwish(Emitter &emit, const Node &node);
bool mapResize(Emitter &emit, const Node &node);
bool mapAveragePool(Emitter &emit, const Node &node);
bool mapGlobalMaxPool(Emitter &emit, const Node &node);
bool mapBatchNorm(Emitter &emit, const Node &node); ///< of other values than maps
bool mapConvTranspose(Emitter &emit, const Node &node);
/// What slides over three dimensions, whatever its type.
bool mapVolume(Emitter &emit, const Node &node);

} // namespace pnasc::foreign
