// SPDX-License-Identifier: Apache-2.0
// The reference values' own rules (golden.json, `formula`): weights, inputs and labels from an
// integer hash, and networks from their description.
#pragma once

#include "Check.h"
#include "catalogue/proxies/Score.h"
#include "elaborate/Networks.h"
#include "support/Files.h"
#include "llvm/Support/JSON.h"
#include <cstdlib>
#include <map>

namespace golden {

using namespace pnasc;
namespace json = llvm::json;

inline uint64_t mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}
inline double u(uint64_t s, uint64_t i) {
  const uint64_t z = mix((s + 1) * 0x9E3779B97F4A7C15ull + (i + 1) * 0xD1B54A32D192ED03ull);
  return double(mix(z) >> 11) * 0x1.0p-53;
}

/// golden.json, or null, and skips, where the shared folder is not there.
inline json::Value read() {
  const char *shared = std::getenv("PNASC_SHARED");
  auto text = shared ? support::readFile(std::string(shared) + "/golden/proxies/golden.json")
                     : llvm::Expected<std::string>(std::string());
  if (!text || text->empty()) {
    llvm::consumeError(text.takeError());
    skip("PNASC_SHARED names no folder with golden/proxies/golden.json");
    return nullptr;
  }
  return llvm::cantFail(json::parse(*text));
}

/// A network of the file, built node by node.
class Builder {
public:
  explicit Builder(const json::Object &entry)
      : build(inputShape(*entry.getArray("input_shape_per_sample")), *entry.getInteger("classes")) {
    const json::Object &graph = *entry.getObject("graph");
    const ir::NodeId out = this->graph(*graph.getArray("nodes"), graph.getString("output"), "",
                                       {{(*graph.getArray("inputs"))[0].getAsString()->str(), 0}});
    build.network.outputs = {out};
  }
  ir::Network network() const { return build.network; }

private:
  using Names = std::map<std::string, ir::NodeId>;

  static ir::Shape inputShape(const json::Array &sizes) {
    const bool series = sizes.size() == 2;
    return {*sizes[0].getAsInteger(), series ? 1 : *sizes[1].getAsInteger(),
            *sizes[series ? 1 : 2].getAsInteger()};
  }
  static std::vector<int64_t> pair(const json::Value &value, int64_t before) {
    if (const json::Array *list = value.getAsArray())
      return {*(*list)[0].getAsInteger(), *(*list)[1].getAsInteger()};
    return {before, *value.getAsInteger()};
  }
  ir::NodeId graph(const json::Array &nodes, llvm::Optional<llvm::StringRef> output,
                   const std::string &path, Names names) {
    ir::NodeId last = 0;
    for (const json::Value &value : nodes) {
      const json::Object &node = *value.getAsObject();
      last = add(node, path, names);
      names[node.getString("name")->str()] = last;
    }
    return output ? names.at(output->str()) : last;
  }
  ir::NodeId add(const json::Object &node, const std::string &path, const Names &names);
  ir::NodeId window(const std::string &op, const json::Object &node, std::vector<ir::NodeId> in) {
    const auto kernel = pair(*node.get("k"), 1), stride = pair(*node.get("s"), 1);
    const auto pad = pair(*node.get("p"), 0);
    std::vector<std::pair<std::string, std::vector<int64_t>>> attributes = {
        {"kernel", kernel}, {"stride", stride}, {"padding", {pad[0], pad[1], pad[0], pad[1]}}};
    if (op == "conv") {
      attributes.push_back({"channels", {*node.getInteger("cout")}});
      attributes.push_back({"groups", {*node.getInteger("groups")}});
      attributes.push_back({"bias", {*node.getBoolean("bias") ? 1 : 0}});
    }
    return build.add(op, std::move(in), attributes);
  }
  check::Build build;
};

inline ir::NodeId Builder::add(const json::Object &node, const std::string &path,
                               const Names &names) {
  const llvm::StringRef op = *node.getString("op");
  const std::string name = path + node.getString("name")->str();
  std::vector<ir::NodeId> in;
  for (const json::Value &input : *node.getArray("in"))
    in.push_back(names.at(input.getAsString()->str()));
  ir::NodeId id;
  if (op == "graph")
    return graph(*node.getArray("nodes"), node.getString("output"), name + ".",
                 {{(*node.getArray("inputs"))[0].getAsString()->str(), in[0]}});
  if (op == "sequential")
    return graph(*node.getArray("nodes"), {}, name + ".", {{"x", in[0]}});
  if (op.startswith("conv1d") || op.startswith("conv2d"))
    id = window("conv", node, in);
  else if (op.startswith("maxpool"))
    id = window("max_pool", node, in);
  else if (op == "linear")
    id = build.add(
        "linear", in,
        {{"features", {*node.getInteger("cout")}}, {"bias", {*node.getBoolean("bias") ? 1 : 0}}});
  else if (op == "call") // a module called again
    id = build.add(node.getString("target")->str(), in);
  else
    id = build.add(op.startswith("batchnorm") ? "batch_norm"
                   : op.startswith("gap")     ? "global_average_pool"
                                              : op.str(),
                   in);
  build.network.nodes[id].name = name;
  return id;
}

/// Weights by the file's formula; k counts convolutions and linear layers in graph order.
inline ir::Parameters parameters(const json::Object &entry, const ir::Network &network) {
  ir::Parameters result(network.nodes.size());
  for (ir::NodeId id = 0; id < network.nodes.size(); ++id)
    for (const ops::Parameter &rule : ops::parametersOf(network, network.nodes[id])) {
      ir::FloatArray array{rule.shape, {}};
      array.data.assign(size_t(ir::FloatArray::count(rule.shape)),
                        rule.initial == ops::Initial::One ? 1.0f : 0.0f);
      for (const json::Value &value : *entry.getArray("parameters")) {
        const json::Object &law = *value.getAsObject();
        if (*law.getString("module") != network.nodes[id].name)
          continue;
        const auto stream = uint64_t(*law.getInteger("stream"));
        if (rule.name == "weight")
          for (size_t i = 0; i < array.data.size(); ++i)
            array.data[i] = float(std::sqrt(6.0 / double(rule.fanIn)) * (2 * u(stream, i) - 1));
        else if (law.getString("bias") && law.getString("bias")->startswith("constant "))
          for (float &x : array.data)
            x = std::stof(law.getString("bias")->substr(9).str());
        else if (law.getString("bias"))
          for (size_t i = 0; i < array.data.size(); ++i)
            array.data[i] = float(0.1 * (2 * u(stream + 1, i) - 1));
      }
      result[id].push_back(std::move(array));
    }
  return result;
}

inline proxies::Batch batch(const json::Object &entry, const ir::Shape &shape, int64_t index) {
  const int64_t count = *entry.getInteger("batch_size"), id = *entry.getInteger("id");
  proxies::Batch result{{{count, shape.channels, shape.height, shape.width}, {}}, {}};
  for (int64_t b = index * count; b < (index + 1) * count; ++b) {
    for (int64_t i = 0; i < shape.elements(); ++i)
      result.samples.data.push_back(
          float(std::sqrt(3.0) * (2 * u(uint64_t(500000 + 1000 * id + b), uint64_t(i)) - 1)));
    result.labels.push_back({int32_t(b % *entry.getInteger("classes"))});
  }
  return result;
}

} // namespace golden
