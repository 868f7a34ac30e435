// SPDX-License-Identifier: Apache-2.0
#include "catalogue/proxies/Json.h"
#include "support/Json.h"
#include "support/Printable.h"
#include <cmath>

namespace pnasc::proxies {

namespace {

using support::jsonNumber;
using Stream = llvm::json::OStream;

class Writer {
public:
  Writer(Stream &out, const ir::Network &network) : out(out), network(network) {}

  void write(const Evaluation &e) {
    if (e.proxy == "meco_opt") // one figure: its terms depend on the draw of channels
      return jsonNumber(out, e.proxy, e.total);
    out.attributeObject(e.proxy, [&] {
      jsonNumber(out, "total", e.total);
      if (e.proxy == "meco")
        meco(e);
      else if (e.proxy == "naswot")
        naswot(e);
      else
        layers(e);
    });
  }

private:
  void node(const Term &term) {
    out.attribute("node", support::printable(network.nodes[term.node].name));
  }
  void meco(const Evaluation &e) {
    jsonNumber(out, "leaf_total", e.details.at("leaf_total")[0]);
    out.attributeArray("terms", [&] {
      for (const Term &term : e.terms)
        out.object([&] {
          node(term);
          const ir::Shape &shape = network.nodes[term.node].shape;
          out.attributeArray("shape", [&] {
            for (int64_t size : {shape.channels, shape.height, shape.width})
              out.value(size);
          });
          jsonNumber(out, "value", term.value);
        });
    });
  }
  void naswot(const Evaluation &e) {
    out.attribute("singular", e.details.at("singular")[0] != 0);
    const std::vector<double> &kernel = e.details.at("kernel");
    const auto n = size_t(std::lround(std::sqrt(double(kernel.size()))));
    out.attributeArray("kernel", [&] {
      for (size_t i = 0; i < n; ++i)
        out.array([&] {
          for (size_t j = 0; j < n; ++j)
            jsonNumber(out, kernel[i * n + j]);
        });
    });
  }
  void layers(const Evaluation &e) {
    const auto counts = e.details.find("n_nonzero_std");
    const bool ratios = counts != e.details.end();
    out.attributeArray("layers", [&] {
      for (size_t i = 0; i < e.terms.size(); ++i)
        out.object([&] {
          node(e.terms[i]);
          jsonNumber(out, ratios ? "log_sum" : "value", e.terms[i].value);
          if (ratios)
            jsonNumber(out, "n_nonzero_std", counts->second[i]);
        });
    });
  }

  Stream &out;
  const ir::Network &network;
};

} // namespace

std::string json(const ir::Network &network, const std::vector<Evaluation> &evaluations,
                 unsigned indent) {
  std::string text;
  llvm::raw_string_ostream os(text);
  Stream out(os, indent);
  Writer writer(out, network);
  out.object([&] {
    for (const Evaluation &evaluation : evaluations)
      writer.write(evaluation);
  });
  if (indent)
    os << '\n';
  return os.str();
}

} // namespace pnasc::proxies
