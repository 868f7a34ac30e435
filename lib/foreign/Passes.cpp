// SPDX-License-Identifier: Apache-2.0
#include "foreign/Passes.h"
#include "foreign/Operators.h"
#include "foreign/Verify.h"
#include "foreign/maps/MapForm.h"
#include "foreign/maps/NewForms.h"
#include "foreign/quantised/Dequantise.h"
#include "foreign/quantised/QuantisedForms.h"
#include "foreign/simplify/FoldConstants.h"
#include "foreign/simplify/Simplify.h"
#include "support/Error.h"

namespace pnasc::foreign {

namespace {

using llvm::Error;

/// A pass that changes the graph in place and looks at nothing else.
template <void (*Change)(Rewriter &)> Error rewritten(Import &import) {
  Rewriter rewriter(import.graph, import.sizes);
  Change(rewriter);
  sweep(import.graph);
  return Error::success();
}

Error dequantised(Import &import) {
  import.quantised = dequantise(import.graph);
  return Error::success();
}

Error poolsPadded(Import &import) {
  padPools(import.graph);
  return Error::success();
}

Error inputFixed(Import &import) {
  return fixInput(import.graph, import.given, import.layout);
}

Error broadcastsAligned(Import &import) {
  if (!hasOldBroadcasts(import.graph))
    return Error::success();
  llvm::Expected<Inferred> inferred = inferSizes(import.graph);
  if (!inferred)
    return inferred.takeError();
  return alignOldBroadcasts(import.graph, inferred->sizes);
}

/// A folded shape may make a Reshape's sizes known, and with them further shapes.
Error sizesKnown(Import &import) {
  constexpr int rounds = 64;
  size_t room = RoomForConstants;
  Graph &graph = import.graph;
  for (int round = 0;; ++round) {
    llvm::Expected<Inferred> inferred = inferSizes(graph);
    if (!inferred)
      return inferred.takeError();
    KnownSizes &known = inferred->sizes;
    forgetBehindNewForms(graph, known);
    const Sizes input = known[import.layout.name];
    const int64_t batch = import.given.whole || input.empty() ? 1 : input.front();
    const bool changed = foldConstants(graph, *inferred, room) != 0 || joinSoftmax(graph, known) ||
                         joinSelects(graph, known) || replaceNewForms(graph, known, batch);
    if (changed && round < rounds)
      continue;
    import.sizes = std::move(known);
    return Error::success();
  }
}

Error chainsJoined(Import &import) {
  joinChains(import.graph);
  return Error::success();
}

/// The input takes the order of the network where its caller lays samples out.
template <bool Lift> Error inputLaidOut(Import &import) {
  if (!import.given.relayout)
    return Error::success();
  Rewriter rewriter(import.graph, import.sizes);
  if (Lift)
    liftTransposes(rewriter);
  relayoutInput(import.graph, rewriter, import.layout);
  sweep(import.graph);
  return Error::success();
}

Error asMaps(Import &import) {
  llvm::Expected<KnownSizes> known =
      mapForm(import.graph, std::move(import.sizes), import.given.whole);
  if (!known)
    return known.takeError();
  import.sizes = std::move(*known);
  return Error::success();
}

Error bytesUnfolded(Import &import) { return unfoldQuantised(import.graph); }

} // namespace

llvm::ArrayRef<Pass> floatPasses() {
  static const Pass passes[] = {
      {"dequantise", dequantised, "nothing", "no bytes but the input's; scales gone into weights"},
      {"pad pools", poolsPadded, "nothing", "padding that an average counts is a Pad before it"},
      {"input", inputFixed, "one input that is no constant",
       "a float input of fixed sizes; an open batch is 1"},
      {"broadcasts", broadcastsAligned, "the input's sizes",
       "operands that meet at their last axes, as since opset 7"},
      {"sizes", sizesKnown, "the input's sizes",
       "sizes of all values; no node that computes constants; softmaxes, clips and activations "
       "that were written out are one operator each; no newer forms than the library's"},
      {"chains", chainsJoined, "constants without Constant nodes",
       "one node for each chain that is an operator of ours"},
      {"casts", rewritten<dropCasts>, "an input of floats", "no Cast to float"},
      {"reshapes", rewritten<dissolveReshapes>, "sizes",
       "Reshape by a constant, or nothing, for all that keeps elements in order"},
      {"lift", inputLaidOut<true>, "reshapes",
       "transposes in front of what normalises the input, and part of its layout"},
      {"transposes", rewritten<cancelTransposes>, "sizes, reshapes",
       "transposes only where two do not meet"},
      {"reshapes behind transposes", rewritten<dissolveReshapes>, "transposes",
       "as reshapes, of what a transpose stood between"},
      {"layout", inputLaidOut<false>, "reshapes",
       "no Reshape or Transpose right behind an input that may be laid out anew"},
      {"affines", rewritten<foldAffines>, "sizes",
       "Add, Sub, Mul, Div of a constant for each channel in the convolution before, a bias, or a "
       "BatchNormalization"},
      {"clips", rewritten<joinClips>, "sizes", "one Clip or Relu where several stood, or none"},
      {"pads", rewritten<foldPads>, "constant amounts", "no Pad of zeros before a Conv"},
      {"late chains", chainsJoined, "clips", "as chains, of those that clips are part of"},
      {"maps", asMaps, "sizes", "operators on maps alone, but for what no rule is made for"},
      {"reshapes of maps", rewritten<dissolveReshapes>, "maps", "as reshapes"},
      {"transposes of maps", rewritten<cancelTransposes>, "maps", "as transposes"},
      {"last reshapes", rewritten<dissolveReshapes>, "maps", "as reshapes"},
      {"last pads", rewritten<foldPads>, "maps", "as pads"}};
  return passes;
}

llvm::ArrayRef<Pass> integerPasses() {
  static const Pass passes[] = {
      {"unfold", bytesUnfolded, "one input that is no constant",
       "int8 between QuantizeLinear and DequantizeLinear around each operator"}};
  return passes;
}

llvm::Error run(llvm::ArrayRef<Pass> passes, Import &import) {
  for (const Pass &pass : passes) {
    if (llvm::Error error = pass.run(import))
      return error;
    if (const std::string wrong = verify(import.graph, import.sizes); !wrong.empty())
      return support::failure(support::Exit::Internal,
                              std::string("behind the pass '") + pass.name + "' " + wrong);
  }
  return llvm::Error::success();
}

} // namespace pnasc::foreign
