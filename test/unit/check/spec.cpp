// SPDX-License-Identifier: Apache-2.0
// What check makes of a spec: units, domains, the board's own limits, overrides, digests.
// LINK: pnasc_parse pnasc_check
#include "Program.h"
#include "ir/Quantity.h"

using namespace pnasc;

static const std::string network = R"(
block B(x: Tensor, channels: Channels, kernel: Int = 3, stride: Int = 1) -> Tensor {
  return conv(x, channels, kernel, stride) |> relu
}
architecture A : image {
  stem { conv(channels = 8, kernel = 3) }
  group { B: 8 }  group { B: 8 }  group { B: 8 }  group { B: 8 }
  head { global_average_pool |> linear(classes) }
}
)";

static void units() {
  using namespace pnasc::ir;
  CHECK_EQ(unitOf("KiB")->value, 1024.0);
  CHECK(!unitOf("KB"));
  CHECK((dimension::power * dimension::time == dimension::energy));
  CHECK_EQ(text({0.02, dimension::time}), std::string("20 ms"));
  CHECK_EQ(text({2048, dimension::bytes}), std::string("2.0 KiB (2,048 B)"));
}

static void values() {
  test::Program p(network + test::images + R"(
search s {
  on images
  architecture = A
  width in {1, 0.35}
  each group { kernel in {5, 3}  sparsity in 0%..20% }
  group 2 { sparsity = 40% }
  require both: ram + 0.5 * rom <= 10 kB + 24 B
  require little: 2 * latency >= 1 ms
  minimize flops
  maximize snip
})");
  if (!CHECK(p.spec != nullptr))
    return;
  const ir::Spec &spec = *p.spec;
  CHECK_EQ(spec.choices.size(), size_t(18));
  CHECK_EQ(spec.choices[0].name, std::string("architecture"));
  CHECK_EQ(spec.choices[1].domain[0].text(), std::string("0.35")); // ordered
  const ir::Choice &kernel = *spec.find("group1.kernel");
  CHECK_EQ(kernel.domain.size(), size_t(3));
  CHECK_EQ(kernel.domain[0].label, std::string("baseline"));
  CHECK(kernel.kind == ir::DomainKind::Categorical);
  CHECK_EQ(spec.find("group1.sparsity")->domain.size(), size_t(5));
  CHECK(spec.find("group1.sparsity")->kind == ir::DomainKind::Grid);
  CHECK_EQ(spec.find("group2.sparsity")->domain.size(), size_t(1));
  CHECK_EQ(spec.find("group2.sparsity")->domain[0].micro, int64_t{400000});
  CHECK_EQ(spec.find("group3.depth")->domain[0].label, std::string("baseline"));

  CHECK_EQ(spec.requirements.size(), size_t(4));
  CHECK(spec.requirements[0].fromBoard);
  CHECK_EQ(spec.requirements[0].name, std::string("board_ram"));
  CHECK_NEAR(spec.requirements[0].limit, 65536, 0);
  CHECK_NEAR(spec.requirements[2].limit, 10024, 1e-9);
  CHECK_NEAR(spec.requirements[2].terms[1].coefficient, 0.5, 0);
  CHECK_NEAR(spec.requirements[3].terms[0].coefficient, -2, 0); // 2 a >= b is -2 a <= -b
  CHECK_NEAR(spec.requirements[3].limit, -1e-3, 1e-12);
}

static void overrides() {
  const std::string text = network + test::images + test::search("A");
  const test::Program::Overrides given = {
      {"trials", "40"}, {"train.samples", "20k"}, {"depth", "2"}, {"group3.depth", "{1, 3}"}};
  test::Program plain(text), other(text, given, 7);
  if (!CHECK(plain.spec && other.spec))
    return;
  CHECK_EQ(other.spec->search.trials, int64_t{40});
  CHECK_EQ(other.spec->search.seed, uint64_t{7});
  CHECK_EQ(other.spec->train.samples, int64_t{20000});
  CHECK_EQ(other.spec->find("group1.depth")->domain[0].text(), std::string("2"));
  CHECK_EQ(other.spec->find("group3.depth")->domain.size(), size_t(2));
  CHECK(plain.spec->digest != other.spec->digest);
  // Layout and comments do not count.
  test::Program spaced("// a comment\n\n" + text);
  CHECK_EQ(spaced.spec->digest, plain.spec->digest);
}

int main() {
  units();
  values();
  overrides();
  return report();
}
