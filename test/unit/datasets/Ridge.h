// SPDX-License-Identifier: Apache-2.0
// The classical judge of a vibration data set: one-against-all ridge regression on logarithmic band
// energies of each channel. What it can tell apart needs no network.
#pragma once

#include "ir/Dataset.h"
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace ridge {

/// log energies of `bands` equally wide bands of each channel, by a discrete Fourier transform.
inline std::vector<double> bandEnergies(const float *sample, size_t channels, size_t width,
                                        size_t bands) {
  std::vector<double> features;
  std::vector<double> re(width), im(width);
  for (size_t c = 0; c < channels; ++c) {
    size_t bits = 0;
    while ((size_t{1} << bits) < width)
      ++bits;
    for (size_t i = 0; i < width; ++i) {
      size_t reversed = 0;
      for (size_t b = 0; b < bits; ++b)
        reversed |= ((i >> b) & 1) << (bits - 1 - b);
      const double hann = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * double(i) / double(width));
      re[reversed] = hann * double(sample[c * width + i]), im[reversed] = 0;
    }
    for (size_t half = 1; half < width; half *= 2)
      for (size_t j = 0; j < half; ++j) {
        const double a = -std::numbers::pi * double(j) / double(half), wr = std::cos(a),
                     wi = std::sin(a);
        for (size_t i = j; i < width; i += 2 * half) {
          const double xr = wr * re[i + half] - wi * im[i + half];
          const double xi = wr * im[i + half] + wi * re[i + half];
          re[i + half] = re[i] - xr, im[i + half] = im[i] - xi;
          re[i] += xr, im[i] += xi;
        }
      }
    const size_t lines = width / 2 / bands;
    for (size_t b = 0; b < bands; ++b) {
      double energy = 1e-9;
      for (size_t k = b * lines; k < (b + 1) * lines; ++k)
        energy += re[k] * re[k] + im[k] * im[k];
      features.push_back(std::log(energy));
    }
  }
  features.push_back(1);
  return features;
}

/// Solves A x = B for symmetric positive A (n x n), B n x m, in place (Cholesky).
inline void solve(std::vector<double> &a, std::vector<double> &b, size_t n, size_t m) {
  for (size_t j = 0; j < n; ++j) {
    for (size_t k = 0; k < j; ++k)
      for (size_t i = j; i < n; ++i)
        a[i * n + j] -= a[i * n + k] * a[j * n + k];
    const double root = std::sqrt(a[j * n + j]);
    for (size_t i = j; i < n; ++i)
      a[i * n + j] /= root;
  }
  for (size_t c = 0; c < m; ++c) {
    for (size_t i = 0; i < n; ++i) {
      for (size_t k = 0; k < i; ++k)
        b[i * m + c] -= a[i * n + k] * b[k * m + c];
      b[i * m + c] /= a[i * n + i];
    }
    for (size_t i = n; i-- > 0;) {
      for (size_t k = i + 1; k < n; ++k)
        b[i * m + c] -= a[k * n + i] * b[k * m + c];
      b[i * m + c] /= a[i * n + i];
    }
  }
}

/// Accuracy on the test part after fitting on the training part.
inline double accuracy(const pnasc::ir::Dataset &data, size_t bands, double penalty) {
  const size_t channels = size_t(data.shape.channels), width = size_t(data.shape.width);
  const size_t n = channels * bands + 1, m = data.labels.size();
  auto features = [&](const pnasc::ir::Split &split, size_t i) {
    return bandEnergies(&split.samples[i * channels * width], channels, width, bands);
  };
  std::vector<double> a(n * n), b(n * m);
  for (size_t s = 0; s < data.train.count(); ++s) {
    const std::vector<double> x = features(data.train, s);
    for (size_t i = 0; i < n; ++i) {
      for (size_t j = 0; j < n; ++j)
        a[i * n + j] += x[i] * x[j];
      for (size_t c = 0; c < m; ++c)
        b[i * m + c] += x[i] * (size_t(data.train.labels[s]) == c ? 1.0 : -1.0);
    }
  }
  for (size_t i = 0; i < n; ++i)
    a[i * n + i] += penalty;
  solve(a, b, n, m);
  size_t right = 0;
  for (size_t s = 0; s < data.test.count(); ++s) {
    const std::vector<double> x = features(data.test, s);
    std::vector<double> score(m);
    for (size_t i = 0; i < n; ++i)
      for (size_t c = 0; c < m; ++c)
        score[c] += x[i] * b[i * m + c];
    right += std::max_element(score.begin(), score.end()) - score.begin() == data.test.labels[s];
  }
  return double(right) / double(data.test.count());
}

} // namespace ridge
