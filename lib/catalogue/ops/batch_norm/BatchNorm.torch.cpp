// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/batch_norm/BatchNorm.torch.h"
#include "catalogue/ops/shared/Vectorised.torch.h"
#include <cmath>
#include <torch/csrc/autograd/custom_function.h>

namespace pnasc::ops {

namespace {

using ::torch::autograd::AutogradContext;
using ::torch::autograd::variable_list;

/// Values in memory: rows of `channels`, one for each position. Loops run over `period` values, the
/// channels over and over, so that they are long whatever the channels are.
struct Layout {
  int64_t channels, rows, repeats;

  explicit Layout(const at::Tensor &x)
      : channels(x.size(1)), rows(x.numel() / channels),
        repeats(std::max<int64_t>(1, std::min(64 / channels, rows))) {}
  int64_t period() const { return channels * repeats; }
  int64_t periods() const { return rows / repeats; }
  int64_t done() const { return periods() * period(); }
};

/// A value of each channel, as often as a period has it.
std::vector<float> repeated(const std::vector<double> &of, const Layout &layout) {
  std::vector<float> all;
  for (int64_t i = 0; i < layout.repeats; ++i)
    all.insert(all.end(), of.begin(), of.end());
  return all;
}

/// Two sums of a block of periods, by place in the period.
struct Sums {
  float *first, *second;
};

/// first += x - shift, second += (x - shift)^2.
PNASC_VECTORISED void addMoments(const float *x, int64_t count, int64_t period, const float *shift,
                                 Sums to) {
  int64_t i = 0;
  for (; i + 4 <= count; i += 4, x += 4 * period)
    for (int64_t l = 0; l < period; ++l) {
      const float a = x[l] - shift[l], b = x[period + l] - shift[l];
      const float c = x[2 * period + l] - shift[l], d = x[3 * period + l] - shift[l];
      to.first[l] += (a + b) + (c + d);
      to.second[l] += (a * a + b * b) + (c * c + d * d);
    }
  for (; i < count; ++i, x += period)
    for (int64_t l = 0; l < period; ++l) {
      const float a = x[l] - shift[l];
      to.first[l] += a;
      to.second[l] += a * a;
    }
}

/// first += dy, second += dy (x - shift).
PNASC_VECTORISED void addGradients(const float *x, const float *dy, int64_t count, int64_t period,
                                   const float *shift, Sums to) {
  int64_t i = 0;
  for (; i + 2 <= count; i += 2, x += 2 * period, dy += 2 * period)
    for (int64_t l = 0; l < period; ++l) {
      const float a = dy[l], b = dy[period + l];
      to.first[l] += a + b;
      to.second[l] += a * (x[l] - shift[l]) + b * (x[period + l] - shift[l]);
    }
  for (; i < count; ++i, x += period, dy += period)
    for (int64_t l = 0; l < period; ++l) {
      to.first[l] += dy[l];
      to.second[l] += dy[l] * (x[l] - shift[l]);
    }
}

/// y = (x - mean) scale + offset.
PNASC_VECTORISED void affine(const float *x, int64_t count, int64_t period, const float *mean,
                             const float *scale, const float *offset, float *y) {
  for (int64_t i = 0; i < count; ++i, x += period, y += period)
    for (int64_t l = 0; l < period; ++l)
      y[l] = (x[l] - mean[l]) * scale[l] + offset[l];
}

/// dx = dy a + x b + c.
PNASC_VECTORISED void combine(const float *x, const float *dy, int64_t count, int64_t period,
                              const float *a, const float *b, const float *c, float *dx) {
  for (int64_t i = 0; i < count; ++i, x += period, dy += period, dx += period)
    for (int64_t l = 0; l < period; ++l)
      dx[l] = dy[l] * a[l] + (x[l] * b[l] + c[l]);
}

/// Calls work(offset, periods, length of a period) for whole periods, then for what is left, row by
/// row; `most` periods at a time.
template <class Work> void eachBlock(const Layout &layout, int64_t most, Work work) {
  for (int64_t i = 0; i < layout.periods(); i += most)
    work(i * layout.period(), std::min(most, layout.periods() - i), layout.period());
  if (const int64_t rest = layout.rows % layout.repeats)
    work(layout.done(), rest, layout.channels);
}

struct Totals {
  std::vector<double> first, second; ///< by channel
};

/// Sums over all rows: blocks in float, between them in double.
template <class Add> Totals totals(const Layout &layout, Add add) {
  Totals result{std::vector<double>(size_t(layout.channels)),
                std::vector<double>(size_t(layout.channels))};
  std::vector<float> block(size_t(2 * layout.period()));
  eachBlock(layout, 32, [&](int64_t offset, int64_t count, int64_t period) {
    std::fill(block.begin(), block.end(), 0.0F);
    const Sums sums{block.data(), block.data() + layout.period()};
    add(offset, count, period, sums);
    for (int64_t from = 0; from < period; from += layout.channels)
      for (int64_t c = 0; c < layout.channels; ++c) {
        result.first[size_t(c)] += double(sums.first[from + c]);
        result.second[size_t(c)] += double(sums.second[from + c]);
      }
  });
  return result;
}

struct Moments {
  std::vector<double> mean, variance; ///< by channel; the biased variance
};

/// Around the first row's values: squares of what lies far from 0 would eat up the differences.
Moments momentsOf(const float *x, const Layout &layout) {
  const std::vector<double> shift(x, x + layout.channels);
  const std::vector<float> shifts = repeated(shift, layout);
  const Totals sums = totals(layout, [&](int64_t offset, int64_t count, int64_t period, Sums to) {
    addMoments(x + offset, count, period, shifts.data(), to);
  });
  Moments result;
  const auto rows = double(layout.rows);
  for (size_t c = 0; c < shift.size(); ++c) {
    const double mean = sums.first[c] / rows;
    result.mean.push_back(shift[c] + mean);
    result.variance.push_back(std::max(0.0, sums.second[c] / rows - mean * mean));
  }
  return result;
}

void keep(const RunningStatistics &running, const Moments &moments, int64_t rows) {
  if (!running.mean.defined())
    return;
  float *mean = running.mean.data_ptr<float>(), *variance = running.variance.data_ptr<float>();
  const double m = running.momentum, unbiased = double(rows) / double(rows - 1);
  for (size_t c = 0; c < moments.mean.size(); ++c) {
    mean[c] = float((1 - m) * double(mean[c]) + m * moments.mean[c]);
    variance[c] = float((1 - m) * double(variance[c]) + m * moments.variance[c] * unbiased);
  }
}

struct BatchNorm : ::torch::autograd::Function<BatchNorm> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &x, const at::Tensor &weight,
                            const at::Tensor &bias, const RunningStatistics *running,
                            double epsilon) {
    const Layout layout(x);
    const auto *in = x.data_ptr<float>();
    const Moments moments = momentsOf(in, layout);
    keep(*running, moments, layout.rows);
    const auto *w = weight.data_ptr<float>(), *b = bias.data_ptr<float>();
    std::vector<double> scale, offset, inverse;
    for (size_t c = 0; c < moments.mean.size(); ++c) {
      inverse.push_back(1 / std::sqrt(moments.variance[c] + epsilon));
      scale.push_back(inverse[c] * double(w[c]));
      offset.push_back(double(b[c]));
    }
    at::Tensor y = at::empty_like(x);
    auto *out = y.data_ptr<float>();
    const std::vector<float> means = repeated(moments.mean, layout),
                             scales = repeated(scale, layout), offsets = repeated(offset, layout);
    eachBlock(layout, layout.rows, [&](int64_t at, int64_t count, int64_t period) {
      affine(in + at, count, period, means.data(), scales.data(), offsets.data(), out + at);
    });
    context->save_for_backward({x, weight});
    context->saved_data["mean"] = moments.mean;
    context->saved_data["inverse"] = inverse;
    return y;
  }

  /// Ioffe, Szegedy 2015, section 3: with sums over the rows of a channel,
  /// dx = w inverse (dy - mean(dy) - (x - mean) inverse^2 mean(dy (x - mean))).
  static variable_list backward(AutogradContext *context, const variable_list &given) {
    const variable_list saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], &weight = saved[1];
    const at::Tensor gradient = given[0].contiguous(at::MemoryFormat::ChannelsLast);
    const Layout layout(x);
    const auto mean = context->saved_data["mean"].toDoubleVector();
    const auto inverse = context->saved_data["inverse"].toDoubleVector();
    const auto *in = x.data_ptr<float>(), *dy = gradient.data_ptr<float>();
    const std::vector<float> means = repeated(mean, layout);
    const Totals sums = totals(layout, [&](int64_t at, int64_t count, int64_t period, Sums to) {
      addGradients(in + at, dy + at, count, period, means.data(), to);
    });
    at::Tensor dw = at::empty_like(weight), db = at::empty_like(weight), dx = at::empty_like(x);
    auto *toWeight = dw.data_ptr<float>(), *toBias = db.data_ptr<float>();
    const auto *w = weight.data_ptr<float>();
    std::vector<double> a, b, c;
    const auto rows = double(layout.rows);
    for (size_t i = 0; i < mean.size(); ++i) {
      toWeight[i] = float(sums.second[i] * inverse[i]);
      toBias[i] = float(sums.first[i]);
      a.push_back(double(w[i]) * inverse[i]);
      b.push_back(-a[i] * inverse[i] * inverse[i] * sums.second[i] / rows);
      c.push_back(-a[i] * sums.first[i] / rows - b[i] * mean[i]);
    }
    const std::vector<float> as = repeated(a, layout), bs = repeated(b, layout),
                             cs = repeated(c, layout);
    auto *out = dx.data_ptr<float>();
    eachBlock(layout, layout.rows, [&](int64_t at, int64_t count, int64_t period) {
      combine(in + at, dy + at, count, period, as.data(), bs.data(), cs.data(), out + at);
    });
    const at::Tensor none;
    return {dx, dw, db, none, none};
  }
};

} // namespace

bool isChannelsLast(const at::Tensor &x) {
  return x.dim() == 4 && x.scalar_type() == at::kFloat && x.numel() > x.size(1) &&
         x.is_contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor batchNorm(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias,
                     const RunningStatistics &running, double epsilon) {
  // By address: a tensor that may be undefined is no argument of a node.
  return BatchNorm::apply(x, weight, bias, &running, epsilon);
}

} // namespace pnasc::ops
