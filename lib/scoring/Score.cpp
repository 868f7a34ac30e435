// SPDX-License-Identifier: Apache-2.0
#include "scoring/Score.h"
#include "catalogue/readers/Npy.h"
#include "catalogue/ops/shared/Op.h"
#include "catalogue/proxies/Json.h"
#include "foreign/Read.h"
#include "support/Error.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::scoring {

namespace {

std::string sizesText(llvm::ArrayRef<int64_t> sizes) {
  std::string text;
  for (int64_t size : sizes)
    text += (text.empty() ? "" : " x ") + std::to_string(size);
  return text.empty() ? "one value" : text;
}

/// Whether `sizes` is a batch of `shape`, trailing and series' sizes of 1 left out or not.
bool isBatch(llvm::ArrayRef<int64_t> sizes, const ir::Shape &shape) {
  if (sizes.empty() || sizes[0] < 1)
    return false;
  const llvm::ArrayRef<int64_t> rest = sizes.drop_front();
  return rest == llvm::makeArrayRef({shape.channels, shape.height, shape.width}) ||
         (shape.height == 1 && rest == llvm::makeArrayRef({shape.channels, shape.width})) ||
         (shape.positions() == 1 && rest == llvm::makeArrayRef(shape.channels));
}

llvm::Expected<proxies::Batch> readBatch(const BatchFiles &files, const ir::Network &network) {
  const auto &[inputs, labels] = files;
  llvm::Expected<ir::FloatArray> x = readers::readNpyFloats(inputs);
  if (!x)
    return x.takeError();
  llvm::Expected<ir::Array<int32_t>> y = readers::readNpyIntegers(labels);
  if (!y)
    return y.takeError();
  const ir::Shape &shape = network.inputShape();
  if (!isBatch(x->shape, shape))
    return support::environment("'" + inputs + "' holds " + sizesText(x->shape) +
                                ", the model reads batches of " + shape.text());
  const int64_t count = x->shape[0];
  if (y->shape != std::vector<int64_t>{count})
    return support::environment("'" + labels + "' holds " + sizesText(y->shape) + ", needs " +
                                std::to_string(count) + ", one label for each input");
  for (size_t i = 0; i < y->data.size(); ++i)
    if (y->data[i] < 0 || y->data[i] >= network.classes)
      return support::environment("'" + labels + "': label " + std::to_string(i) + " is " +
                                  std::to_string(y->data[i]) + ", the model has " +
                                  std::to_string(network.classes) + " classes");
  const bool lonely = llvm::any_of(network.nodes, [&](const ir::Node &node) {
    return node.op == "batch_norm" && count * node.shape.positions() < 2;
  });
  if (lonely)
    return support::environment("'" + inputs +
                                "' holds one sample, of which a batch norm behind "
                                "a map of one position has no statistics");
  return proxies::Batch{{{count, shape.channels, shape.height, shape.width}, std::move(x->data)},
                        ir::oneEach(y->data)};
}

} // namespace

llvm::Expected<std::string> score(const Request &request) {
  llvm::Expected<ir::TrainedNetwork> model = foreign::readFloatFile(request.model);
  if (!model)
    return model.takeError();
  std::vector<proxies::Batch> batches;
  proxies::Names names = {"meco", "meco_opt", "naswot", "snip"};
  auto batch = readBatch(request.first, model->network);
  if (!batch)
    return batch.takeError();
  batches.push_back(std::move(*batch));
  if (request.second) {
    auto second = readBatch(*request.second, model->network);
    if (!second)
      return second.takeError();
    batches.push_back(std::move(*second));
    names.push_back("zico");
  }
  auto evaluations =
      proxies::evaluate(model->network, model->parameters, batches, request.precise, names);
  if (!evaluations)
    return evaluations.takeError();
  return proxies::json(model->network, *evaluations);
}

} // namespace pnasc::scoring
