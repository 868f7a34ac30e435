// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Choose.h"
#include <numeric>

namespace pnasc::readers {

static std::string notThere(const std::string &name, int64_t column, size_t count) {
  return name + ": number " + std::to_string(column) + " is asked for, " +
         (count == 1 ? "there is 1" : "there are " + std::to_string(count));
}

llvm::Expected<std::vector<size_t>> chosenColumns(const File &file, const Options &options,
                                                  const std::string &name, size_t count) {
  const std::vector<Interval> intervals = columns(options, name);
  std::vector<size_t> chosen;
  if (intervals.empty()) {
    chosen.resize(count);
    std::iota(chosen.begin(), chosen.end(), size_t(0));
    return chosen;
  }
  std::vector<bool> seen(count);
  for (const Interval &interval : intervals) {
    if (interval.first < 1 || interval.first > interval.second || interval.second > int64_t(count))
      return wrong(file,
                   notThere(name,
                            interval.first < 1 || interval.first > int64_t(count) ? interval.first
                                                                                  : interval.second,
                            count));
    for (int64_t column = interval.first; column <= interval.second; ++column) {
      if (seen[size_t(column - 1)])
        return wrong(file, name + ": number " + std::to_string(column) + " is named twice");
      seen[size_t(column - 1)] = true;
      chosen.push_back(size_t(column - 1));
    }
  }
  return chosen;
}

bool matchesName(llvm::StringRef pattern, llvm::StringRef name) {
  size_t p = 0, n = 0, star = llvm::StringRef::npos, tried = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') { // matched against as little as will do
      star = p++;
      tried = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p, ++n;
    } else if (star != llvm::StringRef::npos) {
      p = star + 1;
      n = ++tried;
    } else {
      return false;
    }
  }
  return pattern.drop_front(p).find_first_not_of('*') == llvm::StringRef::npos;
}

} // namespace pnasc::readers
