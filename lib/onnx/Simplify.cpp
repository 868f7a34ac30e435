// SPDX-License-Identifier: Apache-2.0
#include "onnx/Simplify.h"
#include "onnx/FoldConstants.h"
#include "onnx/Proto.h"
#include "onnx/Vet.h"
#include "support/Error.h"

namespace pnasc::onnx {

/// A folded shape may make a Reshape's sizes known, and with them further shapes.
static llvm::Expected<KnownSizes> foldAll(::onnx::ModelProto &model) {
  constexpr int rounds = 64;
  for (int round = 0;; ++round) {
    llvm::Expected<KnownSizes> known = inferSizes(model);
    if (!known || foldConstants(*model.mutable_graph(), *known) == 0 || round == rounds)
      return known;
  }
}

llvm::Expected<InputLayout> simplify(::onnx::ModelProto &model, const Given &given) {
  ::onnx::GraphProto &graph = *model.mutable_graph();
  padPools(model);
  InputLayout layout;
  if (llvm::Error error = fixInput(graph, given, layout))
    return error;
  llvm::Expected<KnownSizes> known = foldAll(model);
  if (!known)
    return known.takeError();

  // From here on sizes are fixed, and only the nodes between input and output change.
  Rewriter rewriter(graph, std::move(*known));
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
  return layout;
}

} // namespace pnasc::onnx
