// SPDX-License-Identifier: Apache-2.0
#include "catalogue/kernels/Common.h"
#include "ir/Rescale.h"
#include <algorithm>
#include <cassert>

namespace pnasc::kernels {

/// The name behind the last brace of a typedef.
static std::string definedType(llvm::StringRef text) {
  const llvm::StringRef behind = text.rsplit('}').second.trim();
  assert(behind.endswith("_params;") && "parameters are a typedef of a struct");
  return behind.drop_back().str();
}

Kernel entry(llvm::StringRef stem, llvm::StringRef isa, const char *parameters, const char *text) {
  Kernel kernel;
  kernel.name = (stem + "." + isa).str();
  kernel.isa = isa.str();
  kernel.ops = {stem.str()};
  kernel.accepts = [](const Site &) { return true; };
  kernel.function = ("pnas_" + stem + "_" + isa).str();
  kernel.parameterType = definedType(parameters);
  kernel.parameterText = parameters;
  kernel.text = text;
  for (const SizeTable &table : sizeTables())
    if (const auto row = table.kernels.find(kernel.name); row != table.kernels.end())
      kernel.sizes[table.core] = row->second;
  return kernel;
}

/// The head of a softmax's loop over positions.
static const char *const exponentialSum = R"(
  const int8_t *in = arena + p->in;
  int8_t *out = arena + p->out;
  const int32_t channels = p->channels;
  for (uint32_t n = p->positions; n != 0; --n, in += channels, out += channels) {
    int32_t most = -128;
    for (int32_t c = 0; c < channels; ++c)
      if (in[c] > most)
        most = in[c];
    const int32_t *const exponential = p->exponential + most;
    uint32_t sum = 0;
    for (int32_t c = 0; c < channels; ++c)
      sum += (uint32_t)exponential[-in[c]];)";

Kernel softmaxEntry(llvm::StringRef stem, const char *parameters, const char *position) {
  const std::string name = "pnas_" + stem.str();
  const std::string text = "\nstatic PNAS_KERNEL void " + name + "_c(int8_t *arena, const " + name +
                           "_params *p) {" + exponentialSum + position + "  }\n}\n";
  Kernel kernel = entry(stem, "c", parameters, text.c_str());
  kernel.work = targets::Work::Elementwise;
  kernel.accepts = [](const Site &site) { return site.input().channels <= ir::SoftmaxMost; };
  kernel.distance = inPlace;
  kernel.helpers = {"limit"};
  return kernel;
}

uint64_t inPlace(const Site &, size_t) { return 0; }

Window::Window(const ir::DeployNode &node) {
  const auto fill = [&](llvm::StringRef name, std::initializer_list<int64_t *> places) {
    const auto values = node.attributes.list(name);
    size_t i = 0;
    for (int64_t *place : places)
      if (i < values.size())
        *place = values[i++];
  };
  fill("kernel", {&height, &width});
  fill("stride", {&strideY, &strideX});
  fill("dilation", {&dilationY, &dilationX});
  fill("padding", {&top, &left, &bottom, &right});
}

int64_t groupsOf(const Site &site) { return site.node.attributes.get("groups", 1); }

bool fitsParameters(const Site &site) {
  const Window window(site.node);
  const ir::Shape &in = site.input(), &out = site.output();
  const int64_t sizes[] = {in.channels,    in.height,      in.width,         out.channels,
                           out.height,     out.width,      window.height,    window.width,
                           window.strideY, window.strideX, window.dilationY, window.dilationX,
                           window.top,     window.left};
  return std::all_of(std::begin(sizes), std::end(sizes), [](int64_t s) { return s < 65536; });
}

/// The window as it moves when both maps are turned by half: what then is before was behind.
static Window turned(Window window, const ir::Shape &in, const ir::Shape &out) {
  const auto behind = [](int64_t outputs, int64_t stride, int64_t reach, int64_t size,
                         int64_t before) {
    return (outputs - 1) * stride + reach + 1 - size - before;
  };
  window.top = behind(out.height, window.strideY, (window.height - 1) * window.dilationY, in.height,
                      window.top);
  window.left = behind(out.width, window.strideX, (window.width - 1) * window.dilationX, in.width,
                       window.left);
  return window;
}

uint64_t rasterDistance(const Site &site) {
  const ir::Shape &in = site.input(), &out = site.output();
  const Window window = site.mirrored ? turned(Window(site.node), in, out) : Window(site.node);
  ir::Rows rows = site.rows();
  if (site.mirrored)
    rows = {out.rows() - rows.to, out.rows() - rows.from};
  const bool series = out.height == 1; // its rows are positions
  const ir::Rows ys = series ? ir::Rows{0, 1} : rows;
  const ir::Rows xs = series ? rows : ir::Rows{0, out.width};
  auto rowStart = [&](int64_t y) {
    return y < ys.to ? std::max<int64_t>(0, y * window.strideY - window.top) * in.width
                     : INT64_MAX / 4 / in.channels;
  };
  auto columnStart = [&](int64_t x) {
    return std::max<int64_t>(0, x * window.strideX - window.left);
  };
  int64_t distance = 0;
  for (int64_t y = ys.from; y < ys.to; ++y) {
    const int64_t here = rowStart(y), next = rowStart(y + 1);
    // Along a row both sides are linear in x but for two kinks; the maximum lies at an end or a
    // kink.
    const int64_t pad = window.left / window.strideX;
    const int64_t turn = (next - here + window.left) / window.strideX;
    for (int64_t x : {xs.from, pad, pad + 1, turn, turn + 1, xs.to - 1}) {
      x = std::clamp<int64_t>(x, xs.from, xs.to - 1);
      const int64_t needed = std::min(here + columnStart(x), next);
      distance = std::max(distance, (y * out.width + x) * out.channels - needed * in.channels);
    }
  }
  return uint64_t(distance);
}

/// Along one axis: windows from the first that begins inside to the last that ends inside.
static int64_t wholeAlong(int64_t outputs, int64_t stride, int64_t pad, int64_t reach,
                          int64_t size) {
  const int64_t first = (pad + stride - 1) / stride;
  const int64_t room = size - 1 - reach + pad;
  return room < 0 ? 0 : std::max<int64_t>(0, std::min(outputs, room / stride + 1) - first);
}

int64_t wholeWindows(const Site &site) {
  const Window w(site.node);
  const ir::Shape &in = site.input(), &out = site.output();
  return wholeAlong(out.height, w.strideY, w.top, (w.height - 1) * w.dilationY, in.height) *
         wholeAlong(out.width, w.strideX, w.left, (w.width - 1) * w.dilationX, in.width);
}

Range rangeOf(const Values &values) {
  const ir::DeployNode &node = nodeOf(values);
  const ir::QuantParams &params = values.network.tensors[node.output];
  Range range;
  range.zero = params.zeroPoint;
  if (node.clamp == ir::Clamp::Clip) {
    range.low = ir::quantizedBound(node.bounds[0], params.scale, params.zeroPoint);
    range.high = ir::quantizedBound(node.bounds[1], params.scale, params.zeroPoint);
    return range;
  }
  if (node.clamp != ir::Clamp::None || node.op == "relu" || node.op == "relu6")
    range.low = range.zero;
  if (node.clamp == ir::Clamp::Relu6 || node.op == "relu6")
    range.high = ir::quantizedSix(params.scale, params.zeroPoint);
  return range;
}

Table channelTable(const Values &values, size_t padTo, bool fold) {
  const ir::DeployNode &node = nodeOf(values);
  const ir::IntegerValues &own = values.network.values[values.node];
  const ir::QuantParams &in = values.network.tensors[node.inputs[0]];
  const ir::QuantParams &out = values.network.tensors[node.output];
  const size_t channels = own.bias.size(), each = own.weight.data.size() / channels;
  Table table{"channel", "int32_t", {}};
  for (size_t o = 0; o < channels; ++o) {
    int64_t sum = 0;
    for (size_t k = 0; fold && k < each; ++k)
      sum += own.weight.data[o * each + k];
    const int64_t folded = own.bias[o] - in.zeroPoint * sum;
    assert(folded >= INT32_MIN && folded <= INT32_MAX);
    table.values.push_back(int32_t(folded));
    table.values.push_back(ir::channelRescale(in.scale, own.weightScales[o], out.scale).multiplier);
  }
  table.values.resize(2 * roundUp(channels, padTo), 0);
  return table;
}

Table shiftTable(const Values &values, size_t padTo) {
  const ir::DeployNode &node = nodeOf(values);
  const ir::IntegerValues &own = values.network.values[values.node];
  const float in = values.network.tensors[node.inputs[0]].scale;
  const float out = values.network.tensors[node.output].scale;
  Table table{"shift", "uint8_t", {}};
  for (float scale : own.weightScales)
    table.values.push_back(ir::channelRescale(in, scale, out).shift - 33);
  table.values.resize(roundUp(table.values.size(), padTo), 0);
  return table;
}

Table weightTable(const Values &values, const std::vector<int64_t> &order) {
  const std::vector<int8_t> &weight = values.network.values[values.node].weight.data;
  Table table{"weight", "int8_t", {}};
  table.values.reserve(order.size());
  for (int64_t index : order)
    table.values.push_back(index < 0 ? 0 : weight[size_t(index)]);
  return table;
}

uint64_t channelTableBytes(uint64_t channels) { return 8 * channels + roundUp(channels, 4); }

uint64_t inputOffset(const Values &values, size_t i) {
  return values.plan.tensors[nodeOf(values).inputs[i]].offset;
}
uint64_t outputOffset(const Values &values) {
  return values.plan.tensors[nodeOf(values).output].offset;
}
uint64_t scratchOffset(const Values &values) { return values.plan.scratch[values.node].offset; }

Fields &Fields::add(llvm::StringRef name, int64_t value) {
  return add(name, llvm::StringRef(std::to_string(value)));
}

Fields &Fields::add(llvm::StringRef name, llvm::StringRef text) {
  fields.push_back("." + name.str() + " = " + text.str());
  return *this;
}

Fields &Fields::table(llvm::StringRef name) {
  fields.push_back("." + name.str() + " = @" + name.str() + "@");
  return *this;
}

std::string Fields::text() const {
  std::string text = "{", line;
  for (size_t i = 0; i < fields.size(); ++i) {
    const std::string field = fields[i] + (i + 1 < fields.size() ? "," : "");
    if (line.size() + field.size() > 90) {
      text += "\n   " + line;
      line.clear();
    }
    line += " " + field;
  }
  return text + "\n   " + line + "\n}";
}

const char *const ConvParameterText = R"(typedef struct {
  const int8_t *weight;   /* in the kernel's own order */
  const int32_t *channel; /* bias with the input's zero point folded in, multiplier */
  const uint8_t *shift;   /* less 33 */
  uint32_t in, out, scratch;
  uint16_t in_height, in_width, in_channels, out_height, out_width, out_channels;
  uint16_t kernel_height, kernel_width, stride_height, stride_width;
  uint16_t dilation_height, dilation_width, pad_top, pad_left, group_in, group_out;
  int8_t in_zero, out_zero, low, high;
} pnas_conv_params;
)";

std::string convParameters(const Values &values) {
  const Site site = siteOf(values);
  const Window w(site.node);
  const ir::Shape &in = site.input(), &out = site.output();
  const int64_t groups = groupsOf(site);
  const Range range = rangeOf(values);
  Fields f;
  f.table("weight").table("channel").table("shift");
  f.add("in", int64_t(inputOffset(values))).add("out", int64_t(outputOffset(values)));
  f.add("scratch", int64_t(scratchOffset(values)));
  f.add("in_height", in.height).add("in_width", in.width).add("in_channels", in.channels);
  f.add("out_height", out.height).add("out_width", out.width).add("out_channels", out.channels);
  f.add("kernel_height", w.height).add("kernel_width", w.width);
  f.add("stride_height", w.strideY).add("stride_width", w.strideX);
  f.add("dilation_height", w.dilationY).add("dilation_width", w.dilationX);
  f.add("pad_top", w.top).add("pad_left", w.left);
  f.add("group_in", in.channels / groups).add("group_out", out.channels / groups);
  f.add("in_zero", values.network.tensors[site.node.inputs[0]].zeroPoint);
  f.add("out_zero", range.zero).add("low", range.low).add("high", range.high);
  return f.text();
}

} // namespace pnasc::kernels
