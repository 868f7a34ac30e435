// SPDX-License-Identifier: Apache-2.0
#include "onnx/simplify/Simplify.h"
#include "onnx/Proto.h"
#include "onnx/Vet.h"
#include "onnx/maps/MapForm.h"
#include "onnx/maps/NewForms.h"
#include "onnx/simplify/Chains.h"
#include "onnx/simplify/FoldConstants.h"
#include "support/Error.h"

namespace pnasc::onnx {

/// A folded shape may make a Reshape's sizes known, and with them further shapes.
static llvm::Expected<KnownSizes> foldAll(::onnx::ModelProto &model, const std::string &input,
                                          bool whole) {
  constexpr int rounds = 64;
  for (int round = 0;; ++round) {
    llvm::Expected<KnownSizes> known = inferSizes(model);
    if (!known)
      return known;
    forgetBehindNewForms(model.graph(), *known);
    const Sizes &sizes = (*known)[input];
    const bool changed = foldConstants(*model.mutable_graph(), *known) != 0 ||
                         joinSoftmax(model, *known) ||
                         joinSelects(*model.mutable_graph(), *known) ||
                         replaceNewForms(model, *known, whole || sizes.empty() ? 1 : sizes.front());
    if (!changed || round == rounds)
      return known;
  }
}

/// What is left are operators that work on other values than maps.
static llvm::Error finishAsMaps(::onnx::ModelProto &model, Rewriter &before, bool whole) {
  ::onnx::GraphProto &graph = *model.mutable_graph();
  joinChains(graph); // those whose clips are joined only now
  llvm::Expected<KnownSizes> known = mapForm(model, before, before.allSizes(), whole);
  if (!known)
    return known.takeError();
  Rewriter rewriter(graph, std::move(*known));
  dissolveReshapes(rewriter);
  cancelTransposes(rewriter);
  dissolveReshapes(rewriter);
  foldPads(rewriter);
  sweep(graph);
  return llvm::Error::success();
}

llvm::Expected<InputLayout> simplify(::onnx::ModelProto &model, const Given &given) {
  ::onnx::GraphProto &graph = *model.mutable_graph();
  padPools(model);
  InputLayout layout;
  if (llvm::Error error = fixInput(graph, given, layout))
    return error;
  llvm::Expected<KnownSizes> known = foldAll(model, layout.name, given.whole);
  if (!known)
    return known.takeError();

  joinChains(graph); // before their Reshapes meet others
  // From here on sizes are fixed, and only the nodes between input and output change.
  Rewriter rewriter(graph, std::move(*known));
  dropCasts(rewriter);
  dissolveReshapes(rewriter);
  if (given.relayout) { // before transposes are moved the other way
    liftTransposes(rewriter);
    relayoutInput(graph, rewriter, layout);
  }
  cancelTransposes(rewriter);
  dissolveReshapes(rewriter); // what a transpose stood between
  if (given.relayout)
    relayoutInput(graph, rewriter, layout);
  foldAffines(rewriter);
  joinClips(rewriter);
  foldPads(rewriter);
  sweep(graph);
  if (llvm::Error error = finishAsMaps(model, rewriter, given.whole))
    return error;
  return layout;
}

} // namespace pnasc::onnx
