// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_ops
// Windows that differ in height and width: each argument for one dimension wins over the one for
// both, in that dimension alone.
#include "Check.h"
#include "catalogue/ops/shared/Rules.h"

using namespace pnasc;

namespace {

using Given = std::vector<std::pair<const char *, int64_t>>;

llvm::Expected<ir::Attributes> call(llvm::StringRef name, const Given &given, bool series = false) {
  const ops::Function &function = *ops::findFunction(name);
  std::vector<int64_t> values;
  for (const ops::FunctionParameter &parameter : function.parameters) {
    values.push_back(parameter.fallback.value_or(0));
    for (const auto &[argument, value] : given)
      if (parameter.name == argument)
        values.back() = value;
  }
  return ops::attributesOf({function, values, {{6, series ? 1 : 20, 30}}, series});
}

std::string shapeOf(llvm::StringRef name, const Given &given) {
  const ir::Attributes attributes = llvm::cantFail(call(name, given));
  const ops::Op &op = *ops::find(ops::findFunction(name)->op);
  return llvm::cantFail(op.shape(attributes, {ir::Shape{6, 20, 30}})).text();
}

std::string list(llvm::ArrayRef<int64_t> values) {
  std::string text;
  for (int64_t value : values)
    text += (text.empty() ? "" : " ") + std::to_string(value);
  return text;
}

std::string said(llvm::Expected<ir::Attributes> attributes) {
  return attributes ? "nothing" : llvm::toString(attributes.takeError());
}

void convolutions() {
  const Given wide = {{"channels", 4}, {"kernel", 7}, {"kernel_height", 1}};
  const ir::Attributes conv = llvm::cantFail(call("conv", wide));
  CHECK_EQ(list(conv.list("kernel")), "1 7");
  CHECK_EQ(list(conv.list("padding")), "0 3 0 3"); // `same` follows each extent
  CHECK_EQ(list(conv.list("stride")), "1 1");
  CHECK(!conv.has("dilation"));
  CHECK_EQ(shapeOf("conv", wide), "4x20x30");
  const ir::Attributes all =
      llvm::cantFail(call("depthwise", {{"kernel", 3},
                                        {"kernel_width", 5},
                                        {"stride", 2},
                                        {"stride_height", 1},
                                        {"dilation_height", 2},
                                        {"padding", 1},
                                        {"padding_width", ops::Padding::Same}}));
  CHECK_EQ(list(all.list("kernel")), "3 5");
  CHECK_EQ(list(all.list("stride")), "1 2");
  CHECK_EQ(list(all.list("dilation")), "2 1");
  CHECK_EQ(list(all.list("padding")), "1 1 1 2"); // 30 to 15 by 5 every 2 lacks three
}

void poolsAndEnlarging() {
  CHECK_EQ(shapeOf("max_pool", {{"kernel", 2}, {"kernel_height", 1}}), "6x20x15");
  CHECK_EQ(shapeOf("average_pool", {{"kernel", 3}, {"stride", 1}, {"stride_width", 3}}), "6x20x10");
  CHECK_EQ(shapeOf("conv_transpose",
                   {{"channels", 4}, {"kernel", 4}, {"stride", 2}, {"stride_height", 1}}),
           "4x20x60");
  CHECK_EQ(shapeOf("conv_transpose",
                   {{"channels", 4}, {"kernel", 1}, {"kernel_width", 3}, {"padding_width", 0}}),
           "4x20x32");
}

void refusals() {
  const Given conv = {{"channels", 4}, {"kernel", 3}};
  const auto with = [&](const char *name, int64_t value, bool series) {
    Given more = conv;
    more.emplace_back(name, value);
    return said(call("conv", more, series));
  };
  CHECK_EQ(with("kernel_height", 3, true), "conv has kernel_height 3; a series has no height");
  CHECK_EQ(with("padding_height", 2, true), "conv has padding_height 2; a series has no height");
  CHECK_EQ(with("kernel_height", 1, true), "nothing");
  CHECK_EQ(with("padding_height", ops::Padding::Same, true), "nothing");
  CHECK_EQ(with("kernel_width", 5, true), "nothing");
  CHECK_EQ(with("stride_width", 0, false),
           "conv has kernel 3, stride 0, dilation 1; each needs to be 1..1048576");
  CHECK_EQ(with("padding_height", -1, false), "conv has padding -1; needs to be 0..1048576");
}

} // namespace

int main() {
  convolutions();
  poolsAndEnlarging();
  refusals();
  return report();
}
