// SPDX-License-Identifier: Apache-2.0
// What a choice decides is not told from its name: a `let` that ends like a hyperparameter of ours
// is searched, and bounded, like any other.
// LINK: pnasc_check pnasc_parse pnasc_search pnasc_narrow
#include "../Program.h"
#include "narrow/Grid.h"
#include "search/Vary.h"

using namespace pnasc;

static ir::SearchSpace space(const std::string &let) {
  const test::Program program(
      std::string(test::images) +
      "block B(x: Tensor, channels: Channels, kernel: Int = 3) -> Tensor {\n"
      "  conv(x, channels, kernel) |> relu\n}\n"
      "architecture A : image {\n"
      "  group { B: 8, 8 }\n"
      "  head { global_average_pool |> linear(classes) }\n}\n"
      "search s { on images  architecture = A  minimize flops\n"
      "  let " +
      let + " in {3, 5, 7}  each group { kernel = " + let + " } }\n");
  CHECK(program.spec != nullptr);
  return ir::whole(program.spec);
}

static std::vector<ir::Genome> walk(const ir::SearchSpace &space) {
  const search::Vary vary(space);
  search::Random random(support::CounterRandom(1, "lets"));
  std::vector<ir::Genome> all;
  for (int i = 0; i < 20; ++i) {
    all.push_back(vary.uniform(random));
    vary.mutate(all.back(), 0, random);
    vary.cheaper(all.back(), random);
  }
  return all;
}

int main() {
  const ir::SearchSpace plain = space("k");
  const int let = plain.indexOf("k");
  CHECK_EQ(plain.indexOf(ir::Hyperparameter::Kernel), let); // read by the group
  for (const char *name : {"bandwidth", "in_depth", "my_stride", "mysparsity", "the_kernel"}) {
    const ir::SearchSpace other = space(name);
    CHECK(walk(other) == walk(plain));
    const ir::Choice &choice = other.choices[size_t(let)];
    CHECK(choice.decides == ir::Hyperparameter::Let);
    for (bool largest : {false, true})
      CHECK_EQ(narrow::extreme(choice, 3, largest),
               narrow::extreme(plain.choices[size_t(let)], 3, largest));
  }
  return report();
}
