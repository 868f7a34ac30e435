// SPDX-License-Identifier: Apache-2.0
// A group's `baseline` spelled out makes the same network, and stays `baseline` where no one number
// says the same.
// LINK: pnasc_parse pnasc_check
#include "Check.h"
#include "Program.h"
#include "elaborate/Regions.h"

using namespace pnasc;
using elaborate::GroupSetting;

static const char *const program = R"(
block B(x: Tensor, channels: Channels, kernel: Int = 3, stride: Int = 1) -> Tensor {
  return conv(x, channels, kernel, stride)
}
block Wide(x: Tensor, channels: Channels, kernel: Int = 7) -> Tensor {
  return conv(x, channels, kernel)
}
block Own(x: Tensor, channels: Channels, wide: Bool = false, kernel: Int = if wide { 5 } else { 3 },
          stride: Int = 1) -> Tensor {
  return conv(x, channels, kernel, stride)
}
architecture A(first: Int = 5) : image {
  stem { conv(channels = 8, kernel = 3) }
  group { B: 16, 16 stride 2, 16 kernel 5 }
  group { Wide: 16, 16 }
  group { Own: 16, 16 wide true }
  group { B: 16 kernel first, 16 }
  head { global_average_pool |> linear(classes) }
}
)";

static GroupSetting spelled(const elaborate::Plan &plan, int group, GroupSetting setting) {
  const ir::Shape in{8, 28, 28};
  const auto region = ir::Region(group + 1);
  const GroupSetting after = elaborate::spelledOut(plan, group, setting);
  CHECK(after.depth == setting.depth);
  const auto text = [&](const GroupSetting &one) {
    return llvm::cantFail(elaborate::regionNetwork(plan, region, one, in)).text();
  };
  CHECK_EQ(text(after), text(setting));
  return after;
}

int main() {
  test::Program p(std::string(program) + test::images + test::search("A"));
  if (!CHECK(p.spec != nullptr))
    return report();
  const ir::SearchSpace space = ir::whole(p.spec);
  const elaborate::Plan plan =
      elaborate::planOf(space, llvm::cantFail(space.parseGenome(R"({"architecture": "A"})")));
  using Number = std::optional<int64_t>;
  CHECK(spelled(plan, 0, {1, {}, {}}).kernel == Number(3));
  CHECK(spelled(plan, 0, {1, {}, {}}).stride == Number(1));
  CHECK(spelled(plan, 0, {2, {}, {}}).kernel == Number(3));
  CHECK(spelled(plan, 0, {2, {}, {}}).stride == Number(1)); // the second keeps its own
  CHECK(spelled(plan, 0, {3, {}, {}}).kernel == Number());  // two kernels
  CHECK(spelled(plan, 0, {}).kernel == Number());
  CHECK(spelled(plan, 0, {{}, 7, 2}).kernel == Number(7)); // what is chosen stays
  CHECK(spelled(plan, 0, {{}, 7, 2}).stride == Number(2));
  CHECK(spelled(plan, 1, {}).kernel == Number(7));         // by the block's default
  CHECK(spelled(plan, 1, {}).stride == Number());          // it has no stride
  CHECK(spelled(plan, 2, {1, {}, {}}).kernel == Number()); // by an expression
  CHECK(spelled(plan, 3, {1, {}, {}}).kernel == Number());
  return report();
}
