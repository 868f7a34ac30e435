// SPDX-License-Identifier: Apache-2.0
// The four scores of the reference networks, against what the authors' own code says of them.
// LINK: pnasc_proxies
#include "proxies/Golden.h"

using namespace golden;

static const proxies::Evaluation &of(const std::vector<proxies::Evaluation> &list,
                                     llvm::StringRef name) {
  for (const auto &evaluation : list)
    if (evaluation.proxy == name)
      return evaluation;
  std::abort();
}

struct Tolerance {
  double meco, snip, zico, perRatio;
};

static void meco(const json::Object &expected, const ir::Network &network,
                 const proxies::Evaluation &found, const Tolerance &tolerance) {
  std::vector<double> leaves;
  for (const json::Value &term : *expected.getArray("terms"))
    if (*term.getAsObject()->getBoolean("leaf"))
      leaves.push_back(*term.getAsObject()->getNumber("term"));
  size_t next = 0;
  for (const proxies::Term &term : found.terms)
    if (network.nodes[term.node].inputs.size() == 1 && next < leaves.size())
      CHECK_NEAR(term.value, leaves[next++], tolerance.meco);
  CHECK_EQ(next, leaves.size());
  CHECK_NEAR(found.details.at("leaf_total")[0],
             *expected.getObject("totals")->getNumber("leaf_modules"),
             tolerance.meco * double(leaves.size()));
}

static void zico(const json::Object &expected, const ir::Network &network,
                 const proxies::Evaluation &found, const Tolerance &tolerance) {
  double slack = 0;
  for (const json::Value &value : *expected.getArray("layers")) {
    const json::Object &layer = *value.getAsObject();
    const double allowed =
        tolerance.zico + tolerance.perRatio * layer.getNumber("max_ratio").getValueOr(0);
    slack += allowed;
    for (const proxies::Term &term : found.terms)
      if (network.nodes[term.node].name == *layer.getString("layer"))
        CHECK_NEAR(term.value, layer.getNumber("log_sum").getValueOr(0), allowed);
  }
  CHECK_EQ(found.terms.size(), expected.getArray("layers")->size());
  CHECK_NEAR(found.total, *expected.getNumber("total"), slack);
}

static void naswot(const json::Object &expected, const proxies::Evaluation &found) {
  const std::vector<double> &kernel = found.details.at("kernel");
  size_t i = 0;
  for (const json::Value &row : *expected.getArray("K"))
    for (const json::Value &entry : *row.getAsArray())
      CHECK_EQ(kernel.at(i++), *entry.getAsNumber());
  CHECK_NEAR(found.total, *expected.getNumber("total"), 1e-9 * std::fabs(found.total));
}

static void network(const json::Object &entry, bool precise) {
  const ir::Network network = Builder(entry).network();
  CHECK_EQ(ops::verify(network), std::string());
  const ir::Shape &shape = network.inputShape();
  std::vector<proxies::Batch> batches;
  for (int64_t i = 0; i < 4; ++i)
    batches.push_back(batch(entry, shape, i));
  const auto parameters = golden::parameters(entry, network);
  const auto four = llvm::cantFail(proxies::evaluate(network, parameters, batches, precise));
  batches.resize(2);
  const auto two = llvm::cantFail(proxies::evaluate(network, parameters, batches, precise));

  const char *type = precise ? "float64" : "float32";
  const Tolerance tolerance =
      precise ? Tolerance{1e-9, 1e-9, 1e-9, 1e-10} : Tolerance{2e-5, 1e-4, 1e-5, 1e-6};
  const json::Object &values = *entry.getObject(type);
  const json::Object *twin = entry.getObject("conv2d_twin"); // series count like maps
  const json::Object &flat = twin ? *twin->getObject(type) : values;
  meco(*values.getObject("meco"), network, of(two, "meco"), tolerance);
  zico(*flat.getObject("zico"), network, of(two, "zico"), tolerance);
  zico(*flat.getObject("zico_4_batches"), network, of(four, "zico"), tolerance);
  naswot(*values.getObject("naswot"), of(two, "naswot"));
  const double snip = *flat.getObject("snip")->getNumber("total");
  CHECK_NEAR(of(two, "snip").total, snip, tolerance.snip * snip);
}

int main() {
  const json::Value file = golden::read();
  if (const json::Object *root = file.getAsObject()) {
    CHECK_EQ(u(1000, 5), 0.91553727912459171);
    CHECK_EQ(root->getArray("networks")->size(), size_t(5));
    for (const json::Value &entry : *root->getArray("networks"))
      for (bool precise : {true, false}) {
        std::cerr << entry.getAsObject()->getString("name")->str()
                  << (precise ? " in double\n" : " in float\n");
        network(*entry.getAsObject(), precise);
      }
  }
  return report();
}
