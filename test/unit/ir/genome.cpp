// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_ir
#include "Check.h"
#include "ir/Space.h"
#include "ir/Study.h"

using namespace pnasc;

static ir::Value number(double n) { return {"", int64_t(n * ir::Value::Unit + 0.5)}; }

static ir::SearchSpace space() {
  auto spec = std::make_shared<ir::Spec>();
  spec->choices = {
      {"architecture", ir::DomainKind::Categorical, {{"MbedNet", 0}, {"InceptionTime", 0}}, {}},
      {"width", ir::DomainKind::Grid, {number(0.35), number(1), number(1.5)}, {}},
      {"group1.depth", ir::DomainKind::Ordered, {number(2), number(3)}, {}},
      {"group1.kernel", ir::DomainKind::Ordered, {number(3), {"baseline", 0}, number(5)}, {}},
      {"group1.sparsity", ir::DomainKind::Grid, {number(0), number(0.4)}, {}}};
  return ir::whole(spec);
}

static std::string problem(llvm::StringRef json) {
  auto genome = space().parseGenome(json);
  return genome ? "" : llvm::toString(genome.takeError());
}

int main() {
  const auto s = space();
  CHECK_EQ(s.raw, 2 * 3 * 2 * 3 * 2.0);
  CHECK_EQ(s.indexOf("width"), 1);
  CHECK_EQ(s.indexOf("depth"), -1);
  const auto usual = llvm::cantFail(s.parseGenome("{}"));
  CHECK(usual == (ir::Genome{0, 1, 0, 1, 0}));
  const ir::Genome genome{1, 0, 1, 2, 1};
  CHECK(llvm::cantFail(s.parseGenome(s.genomeText(genome))) == genome);
  CHECK_EQ(s.genomeText(genome), "{\"architecture\": \"InceptionTime\", \"width\": 0.35, "
                                 "\"group1.depth\": 3, \"group1.kernel\": 5, "
                                 "\"group1.sparsity\": 0.4}");
  CHECK(s.value(genome, size_t(s.indexOf("group1.sparsity"))) == number(0.4));
  const auto percent = llvm::cantFail(s.parseGenome("{\"group1.sparsity\": \"40 %\"}"));
  CHECK_EQ(percent[4], 1);
  CHECK_EQ(problem("{\"group1.dept\": 2}"),
           "genome: there is no choice 'group1.dept'; did you mean 'group1.depth'?");
  CHECK_EQ(problem("{\"zebra\": 2, \"aardvark\": 1}"), "genome: there is no choice 'aardvark'");
  CHECK_EQ(problem("{\"architecture\": \"MbedNe\"}"),
           "genome: 'architecture' is \"MbedNe\", needs to be one of {MbedNet, InceptionTime}; "
           "did you mean 'MbedNet'?");
  CHECK_EQ(problem("{\"width\": 0.36}"),
           "genome: 'width' is 0.36, needs to be one of {0.35, 1, 1.5}");
  CHECK_EQ(problem("[1]"), "genome needs to be a JSON object of choices and values");
  CHECK(problem("{").find("genome is no JSON") == 0);

  ir::Trial trial;
  trial.costs.flops = 7;
  trial.scores.set("naswot", 3);
  CHECK_EQ(ir::minimisedValue(trial, ir::Objective::of(ir::Metric::Flops)), 7.0);
  CHECK_EQ(ir::minimisedValue(trial, {"naswot", "NASWOT"}), -3.0);
  CHECK_EQ(ir::minimisedValue(trial, {"naswot", "NASWOT", /*minimised=*/true}), 3.0);
  return report();
}
