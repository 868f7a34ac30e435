// SPDX-License-Identifier: Apache-2.0
// pnasc data: what a spec's data set holds, as the first network would see it.
#include "catalogue/datasets/Format.h"
#include "driver/Run.h"
#include "support/Digest.h"
#include "support/Printable.h"
#include "support/Units.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <array>
#include <cmath>
#include <map>

namespace pnasc::driver {

namespace {

struct Part {
  const char *name;
  const ir::Split &split;
};
using Parts = std::array<Part, 3>;

std::string padded(const std::string &text, size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

/// A row for each class: how many of it each part has.
void printClasses(const ir::Dataset &data, const Parts &parts) {
  llvm::outs() << "\nclass";
  std::vector<std::array<size_t, 3>> counts(data.labels.size());
  for (size_t p = 0; p < parts.size(); ++p)
    for (int32_t label : parts[p].split.labels)
      ++counts[size_t(label)][p];
  size_t widest = 5;
  for (const std::string &label : data.labels)
    widest = std::max(widest, support::printable(label).size());
  llvm::outs() << std::string(widest - 5, ' ');
  for (const Part &part : parts)
    llvm::outs() << padded(part.name, 12);
  llvm::outs() << '\n';
  for (size_t c = 0; c < counts.size(); ++c) {
    const std::string name = support::printable(data.labels[c]);
    llvm::outs() << name << std::string(widest - name.size(), ' ');
    for (size_t count : counts[c])
      llvm::outs() << padded(support::grouped(count), 12);
    llvm::outs() << '\n';
  }
}

struct Channel {
  double low = HUGE_VAL, high = -HUGE_VAL;
  size_t strange = 0; ///< NaN, infinite
};

/// Of the values before they were normalised.
std::vector<Channel> channelsOf(const ir::Dataset &data, const Parts &parts) {
  std::vector<Channel> channels(size_t(data.shape.channels));
  for (const Part &part : parts) {
    const ir::Shape shape = part.split.storedShape(data.shape);
    const auto positions = size_t(shape.positions());
    for (size_t i = 0; i < part.split.samples.size(); ++i) {
      const size_t c = i / positions % channels.size();
      const double value =
          double(part.split.samples[i]) * double(data.deviation[c]) + double(data.mean[c]);
      if (!std::isfinite(value)) {
        ++channels[c].strange;
        continue;
      }
      channels[c].low = std::fmin(channels[c].low, value);
      channels[c].high = std::fmax(channels[c].high, value);
    }
  }
  return channels;
}

void printChannels(const ir::Dataset &data, const Parts &parts) {
  const std::vector<Channel> channels = channelsOf(data, parts);
  llvm::outs() << "\nchannel        mean   deviation         low        high\n";
  for (size_t c = 0; c < channels.size(); ++c) {
    const Channel &one = channels[c];
    llvm::outs() << llvm::format("%7zu %11.4g %11.4g %11.4g %11.4g", c + 1, double(data.mean[c]),
                                 double(data.deviation[c]), one.low, one.high);
    if (one.strange > 0)
      llvm::outs() << "  " << support::grouped(one.strange) << " values are no numbers";
    else if (one.low == one.high)
      llvm::outs() << "  constant: it says nothing";
    llvm::outs() << '\n';
  }
}

/// Samples that are equal, value by value, and those of them that lie in different parts.
void printDuplicates(const ir::Dataset &data, const Parts &parts) {
  struct Seen {
    size_t part;
    int32_t label;
  };
  std::map<std::string, Seen> seen;
  size_t equal = 0, across = 0, contrary = 0;
  for (size_t p = 0; p < parts.size(); ++p) {
    const ir::Split &split = parts[p].split;
    const auto size = size_t(split.storedShape(data.shape).elements());
    for (size_t i = 0; i < split.count(); ++i) {
      const std::string digest = support::digest(
          {reinterpret_cast<const char *>(&split.samples[i * size]), size * sizeof(float)}, 32);
      const auto [at, isNew] = seen.try_emplace(digest, Seen{p, split.labels[i]});
      if (isNew)
        continue;
      ++equal;
      across += at->second.part != p;
      contrary += at->second.label != split.labels[i];
    }
  }
  llvm::outs() << "\nequal samples " << support::grouped(equal) << ", of which "
               << support::grouped(across) << " across parts and " << support::grouped(contrary)
               << " of different classes\n";
}

} // namespace

llvm::Error inspectData(Session &session) {
  Run run(session);
  if (llvm::Error error = follow(run, Stage::Parse, Stage::Check))
    return error;
  const ir::SearchSpace space = ir::whole(run.spec);
  DataSets sets(space, session.workers, session.console, session.diagnostics);
  llvm::Expected<const ir::Dataset *> loaded = sets.of(ir::Genome(space.choices.size(), 0));
  if (!loaded)
    return loaded.takeError();
  const ir::Dataset &data = **loaded;
  const Parts parts{
      {{"training", data.train}, {"validation", data.validation}, {"test", data.test}}};
  llvm::outs() << "data set  " << data.name << "\nsamples   " << data.shape.text()
               << (data.series ? " (channels x 1 x length)" : " (channels x height x width)")
               << "\nclasses   " << data.labels.size() << "\norigin    "
               << support::printable(data.origin) << "\ndigest    " << data.digest << '\n';
  printClasses(data, parts);
  printChannels(data, parts);
  printDuplicates(data, parts);
  return llvm::Error::success();
}

} // namespace pnasc::driver
