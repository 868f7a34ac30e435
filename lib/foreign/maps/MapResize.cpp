// SPDX-License-Identifier: Apache-2.0
// Resize and Upsample by any amounts: along each axis the interpolation is a matrix. Coordinates
// and weights as the operator's specification defines them (ONNX Resize, opset 19).
#include "foreign/maps/MapForm.h"
#include "foreign/maps/NewForms.h"
#include <cmath>

namespace pnasc::foreign {

namespace {

struct Resizing {
  std::string mode, where, round, policy;
  double cubic = -0.75, filler = 0;
  bool excludes = false, antialias = false;
  std::vector<double> scales;     ///< by axis
  Sizes sizes;                    ///< of the result
  std::vector<double> begin, end; ///< region, by axis
};

std::string textOf(const Node &node, const char *name, const char *fallback) {
  const auto *found = findAttribute(node, name);
  return found ? found->s : fallback;
}

double realOf(const Node &node, const char *name, double fallback) {
  const auto *found = findAttribute(node, name);
  return found ? double(found->f) : fallback;
}

/// A list of floats that is given, by axis; `rest` for axes that are not among `axes`.
std::optional<std::vector<double>> listOf(Emitter &emit, const Node &node, int index) {
  if (index >= node.inputCount() || node.inputs[index].empty())
    return std::nullopt;
  std::vector<double> list;
  if (const auto floats = emit.floats(node.inputs[index]))
    list.assign(floats->begin(), floats->end());
  else if (const auto integers = emit.integers(node.inputs[index]))
    list.assign(integers->begin(), integers->end());
  return list.empty() ? std::nullopt : std::optional(list);
}

/// All axes, or those that are named.
std::optional<Sizes> axesOf(const Node &node, size_t rank) {
  Sizes axes = intsOf(node, "axes");
  for (size_t i = 0; i < rank && !findAttribute(node, "axes"); ++i)
    axes.push_back(int64_t(i));
  for (int64_t &axis : axes) {
    axis += axis < 0 ? int64_t(rank) : 0;
    if (axis < 0 || axis >= int64_t(rank))
      return std::nullopt;
  }
  return axes;
}

/// Sizes that keep the aspect ratio: one scale for all axes that are named.
void keepAspect(Resizing &r, const Sizes &in, const Sizes &axes) {
  if (r.policy == "stretch")
    return;
  double scale = r.policy == "not_larger" ? INFINITY : 0;
  for (int64_t axis : axes) {
    const double one = double(r.sizes[size_t(axis)]) / double(in[size_t(axis)]);
    scale = r.policy == "not_larger" ? std::min(scale, one) : std::max(scale, one);
  }
  for (int64_t axis : axes) {
    r.scales[size_t(axis)] = scale;
    r.sizes[size_t(axis)] = int64_t(std::floor(scale * double(in[size_t(axis)]) + 0.5));
  }
}

std::optional<Resizing> resizingOf(Emitter &emit, const Node &node) {
  const Sizes &in = *emit.sizes(node.inputs[0]);
  const bool old = node.type == "Upsample";
  Resizing r;
  r.mode = textOf(node, "mode", "nearest");
  r.where = textOf(node, "coordinate_transformation_mode",
                   old || node.inputCount() == 2 ? "asymmetric" : "half_pixel");
  r.round =
      textOf(node, "nearest_mode", old || node.inputCount() == 2 ? "floor" : "round_prefer_floor");
  r.policy = textOf(node, "keep_aspect_ratio_policy", "stretch");
  r.cubic = realOf(node, "cubic_coeff_a", -0.75);
  r.filler = realOf(node, "extrapolation_value", 0);
  r.excludes = intOf(node, "exclude_outside", 0) != 0;
  r.antialias = intOf(node, "antialias", 0) != 0;
  r.scales.assign(in.size(), 1);
  r.begin.assign(in.size(), 0);
  r.end.assign(in.size(), 1);
  r.sizes = in;
  const auto axes = axesOf(node, in.size());
  const bool roi = !old && node.inputCount() > 2;
  auto scales = listOf(emit, node, old || node.inputCount() == 2 ? 1 : 2);
  if (const auto *attribute = findAttribute(node, "scales"); attribute && !scales)
    scales.emplace(attribute->floats.begin(), attribute->floats.end());
  const auto sizes = listOf(emit, node, 3), region = roi ? listOf(emit, node, 1) : std::nullopt;
  const auto &given = scales ? scales : sizes;
  if (!axes || !given || given->size() != axes->size() ||
      (region && region->size() != 2 * axes->size()))
    return std::nullopt;
  constexpr double most = 1 << 20;
  for (double number : *given)
    if (!(number > 0) || number > most)
      return std::nullopt;
  for (size_t i = 0; i < axes->size(); ++i) {
    const auto axis = size_t((*axes)[i]);
    if (scales)
      r.sizes[axis] = int64_t(std::floor((*scales)[i] * double(in[axis])));
    else
      r.sizes[axis] = int64_t((*sizes)[i]);
    r.scales[axis] = scales ? (*scales)[i] : double(r.sizes[axis]) / double(in[axis]);
    if (region) {
      r.begin[axis] = (*region)[i];
      r.end[axis] = (*region)[axes->size() + i];
    }
  }
  if (!scales)
    keepAspect(r, in, *axes);
  return r;
}

/// Where output position `i` lies on the input's axis; nothing for a form that is not known.
std::optional<double> coordinate(const Resizing &r, size_t axis, int64_t n, int64_t i) {
  const double scale = r.scales[axis], x = double(i), out = double(r.sizes[axis]);
  if (r.where == "half_pixel")
    return (x + 0.5) / scale - 0.5;
  if (r.where == "tf_half_pixel_for_nn") // of opset 11 alone
    return (x + 0.5) / scale;
  if (r.where == "pytorch_half_pixel")
    return r.sizes[axis] > 1 ? (x + 0.5) / scale - 0.5 : 0;
  if (r.where == "half_pixel_symmetric") {
    const double adjusted = out / (scale * double(n)), centre = double(n) / 2;
    return centre * (1 - adjusted) + (x + 0.5) / scale - 0.5;
  }
  if (r.where == "asymmetric")
    return x / scale;
  // The length before it is rounded to whole positions.
  const double length = scale * double(n);
  if (r.where == "align_corners")
    return length == 1 ? 0 : x * double(n - 1) / (length - 1);
  if (r.where == "tf_crop_and_resize") {
    const double begin = r.begin[axis], end = r.end[axis];
    return out > 1 ? begin * double(n - 1) + x * (end - begin) * double(n - 1) / (out - 1)
                   : 0.5 * (begin + end) * double(n - 1);
  }
  return std::nullopt;
}

double cubic(double distance, double a) {
  const double d = std::fabs(distance);
  if (d <= 1)
    return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
}

int64_t nearest(double x, const std::string &round) {
  if (round == "floor")
    return int64_t(std::floor(x));
  if (round == "ceil")
    return int64_t(std::ceil(x));
  return int64_t(round == "round_prefer_ceil" ? std::floor(x + 0.5) : std::ceil(x - 0.5));
}

/// Weights of one output position, added to a row of the matrix.
void weigh(const Resizing &r, size_t axis, int64_t n, double x, std::vector<double> &row) {
  const auto add = [&](int64_t at, double weight) {
    row[size_t(std::min(std::max<int64_t>(at, 0), n - 1))] += weight;
  };
  if (r.mode == "nearest")
    return add(nearest(x, r.round), 1);
  // Of smaller results the filter is as much wider.
  const double scale = r.antialias ? std::min(1.0, r.scales[axis]) : 1;
  const double reach = (r.mode == "cubic" ? 2 : 1) / scale;
  std::vector<std::pair<int64_t, double>> taps;
  double sum = 0;
  for (int64_t at = int64_t(std::floor(x - reach)); at <= int64_t(std::ceil(x + reach)); ++at) {
    const double distance = (x - double(at)) * scale;
    double weight =
        r.mode == "cubic" ? cubic(distance, r.cubic) : std::max(0.0, 1 - std::fabs(distance));
    if (r.excludes && (at < 0 || at >= n))
      weight = 0;
    taps.emplace_back(at, weight);
    sum += weight;
  }
  for (const auto &[at, weight] : taps)
    if (weight != 0)
      add(at, weight / sum);
}

struct Matrix {
  std::vector<float> values;
  std::vector<bool> outside; ///< rows that take the filler
};

std::optional<Matrix> matrixOf(const Resizing &r, size_t axis, int64_t n) {
  const int64_t out = r.sizes[axis];
  Matrix matrix;
  for (int64_t i = 0; i < out; ++i) {
    const auto x = coordinate(r, axis, n, i);
    if (!x || !(std::fabs(*x) < 1e9))
      return std::nullopt;
    std::vector<double> row(size_t(n), 0);
    const bool outside = r.where == "tf_crop_and_resize" && (*x < 0 || *x > double(n - 1));
    if (!outside)
      weigh(r, axis, n, *x, row);
    matrix.outside.push_back(outside);
    matrix.values.insert(matrix.values.end(), row.begin(), row.end());
  }
  return matrix;
}

/// What `upsample` and `upsample_bilinear` of the catalogue do.
bool isEnlarging(Emitter &emit, const Node &node, const Resizing &r) {
  const Sizes &in = *emit.sizes(node.inputs[0]);
  const bool halves = r.where == "half_pixel" || r.where == "pytorch_half_pixel";
  const bool nearest = r.mode == "nearest" && ((r.where == "asymmetric" && r.round == "floor") ||
                                               (halves && r.round.rfind("round", 0) == 0));
  if (!emit.isMap(node.inputs[0]) || in.size() != 4 || !(nearest || (r.mode == "linear" && halves)))
    return false;
  for (size_t i = 0; i < 4; ++i)
    if (r.scales[i] != std::floor(r.scales[i]) || r.scales[i] < 1 || r.scales[i] > 1024 ||
        (i < 2 && r.scales[i] != 1))
      return false;
  return true;
}

void writeEnlarging(Emitter &emit, const Node &node, const Resizing &r) {
  emit.begin(node);
  const std::vector<float> scales(r.scales.begin(), r.scales.end());
  const std::string given = emit.constant(Sizes{4}, scales);
  Node &resize = emit.node("Resize", {node.inputs[0], "", given}, r.sizes, node.outputs[0]);
  setText(resize, "mode", r.mode);
  setText(resize, "coordinate_transformation_mode", r.where);
  setText(resize, "nearest_mode", r.round);
}

} // namespace

bool mapResize(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  auto sample = emit.sample(x);
  const auto r = sample ? resizingOf(emit, node) : std::nullopt;
  if (!r || (r->mode != "nearest" && r->mode != "linear" && r->mode != "cubic"))
    return false;
  if (isEnlarging(emit, node, *r)) {
    if (isNewForm(node))
      writeEnlarging(emit, node, *r);
    return isNewForm(node);
  }
  const Sizes in = *emit.sizes(x);
  const size_t skipped = emit.batch == 1 ? 0 : 1;
  std::vector<Matrix> matrices;
  if (elementsOf(r->sizes) < 1 || product(r->sizes) > MostWritten)
    return false;
  for (size_t axis = 0; axis < in.size(); ++axis) {
    if (r->sizes[axis] > MostWritten / in[axis])
      return false;
    auto matrix = matrixOf(*r, axis, in[axis]);
    if (!matrix || (axis < skipped && r->sizes[axis] != in[axis]))
      return false;
    matrices.push_back(std::move(*matrix));
  }
  emit.begin(node);
  std::string result = x;
  for (size_t axis = skipped; axis < in.size(); ++axis) {
    const bool region = r->where == "tf_crop_and_resize";
    if (r->sizes[axis] == in[axis] && r->scales[axis] == 1 && !region)
      continue;
    const Around about = around(*sample, axis - skipped);
    result = emit.along(result, about, r->sizes[axis], matrices[axis].values);
    (*sample)[axis - skipped] = r->sizes[axis];
  }
  std::vector<float> offset(size_t(product(*sample)), 0), ones(offset.size(), 1);
  for (size_t i = 0; r->filler != 0 && i < offset.size(); ++i) {
    int64_t rest = int64_t(i);
    for (size_t axis = in.size(); axis-- > skipped; rest /= r->sizes[axis])
      if (matrices[axis].outside[size_t(rest % r->sizes[axis])])
        offset[i] = float(r->filler);
  }
  if (llvm::any_of(offset, [](float value) { return value != 0; }))
    result = emit.affine(result, ones, offset);
  emit.setSizes(node.outputs[0], r->sizes);
  emit.finish(result, node.outputs[0]);
  return true;
}

} // namespace pnasc::foreign
