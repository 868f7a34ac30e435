// SPDX-License-Identifier: Apache-2.0
// Pieces that every part of the page is made of: escaped text, numbers for people, SVG coordinates,
// and axes with round ticks.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace pnasc::report {

std::string escaped(llvm::StringRef text);               ///< for text and attribute values
std::string coordinate(double value);                    ///< two decimals at most
std::string percentText(double share, int decimals = 1); ///< 93.1 %
std::string shortCount(double value);                    ///< 950, 3.2 M, 1.3 x 10^12 (as markup)
std::string shortBytes(double bytes);                    ///< 63.5 KiB

/// Maps values to pixels. Logarithmic where the values span more than a decade and a half.
class Axis {
public:
  Axis(std::vector<double> values, double first, double last, bool mayBeLogarithmic);

  double at(double value) const;
  struct Tick {
    double value;
    std::string text;
  };
  std::vector<Tick> ticks() const;
  bool logarithmic = false;

private:
  double low = 0, high = 1, first, last;
};

std::string figure(int number, llvm::StringRef id, llvm::StringRef caption,
                   llvm::StringRef content);

} // namespace pnasc::report
