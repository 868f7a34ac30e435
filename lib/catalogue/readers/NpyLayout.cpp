// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/NpyLayout.h"
#include "catalogue/readers/Image.h"
#include "catalogue/readers/NpyValues.h"
#include "support/Printable.h"
#include "support/Units.h"

namespace pnasc::readers {

namespace {

/// A record takes some hundred bytes beside its values, which may be few.
constexpr int64_t MostRecords = int64_t{1} << 24;

/// The axis that is each, counted from 0; -1: none.
struct Roles {
  int record = -1, channel = -1, row = -1, column = -1;
};

class Layout {
public:
  Layout(const File &file, const readers::NpyArray &array, const Options &options)
      : file(file), array(array), samples(truth(options, "samples", true)),
        channels(text(options, "channels", "")), axes(array.shape.size()),
        bytes(npyKind(array) == "u1") {}

  llvm::Expected<NpyLayout> make() {
    if (!channels.empty() && channels != "first" && channels != "last")
      return wrong(file,
                   "channels are 'first' or 'last', not '" + support::printable(channels) + "'");
    for (int64_t size : array.shape)
      if (size == 0)
        return wrong(file, "the array holds no values: " + shapeText());
    llvm::Expected<Roles> roles = samples ? ofSamples() : ofRecording();
    return roles ? place(*roles) : roles.takeError();
  }

private:
  std::string shapeText() const {
    std::string all;
    for (int64_t size : array.shape)
      all += (all.empty() ? "" : ", ") + std::to_string(size);
    return "its shape is (" + all + ")";
  }

  llvm::Expected<Roles> ofRecording() const {
    if (axes == 1)
      return Roles{-1, -1, -1, 0};
    if (axes == 2)
      return channels == "first" ? Roles{-1, 0, -1, 1} : Roles{-1, 1, -1, 0};
    return wrong(file, "one recording has one axis, or rows and channels; " + shapeText());
  }

  llvm::Expected<Roles> ofSamples() const {
    if (axes == 2)
      return Roles{0, -1, -1, 1};
    if (axes == 3 && bytes && channels.empty())
      return Roles{0, -1, 1, 2};
    if (axes == 3)
      return channels == "last" ? Roles{0, 2, -1, 1} : Roles{0, 1, -1, 2};
    if (axes == 4)
      return ofImages();
    return wrong(file, "samples have two to four axes, the first counts them; " + shapeText() +
                           (axes == 1 ? "; with samples = false it is one recording" : ""));
  }

  llvm::Expected<Roles> ofImages() const {
    if (!bytes)
      return wrong(file, "four axes are of images, which have values of type u1, not " +
                             support::printable(npyKind(array)));
    auto possible = [&](size_t axis) { return array.shape[axis] == 1 || array.shape[axis] == 3; };
    const bool first = channels != "last" && possible(1);
    const bool last = channels != "first" && possible(3);
    if (first && last)
      return wrong(file, "channels = \"first\" or \"last\" has to say which axis they are; " +
                             shapeText());
    if (!first && !last)
      return wrong(file, "no axis for the channels has 1 or 3 of them; " + shapeText());
    return first ? Roles{0, 1, 2, 3} : Roles{0, 3, 1, 2};
  }

  int64_t size(int axis) const { return axis < 0 ? 1 : array.shape[size_t(axis)]; }

  /// How far apart two values are that lie beside each other along an axis.
  int64_t step(int axis) const {
    int64_t values = 1;
    if (axis < 0)
      return 0;
    for (size_t i = 0; i < axes; ++i)
      if (array.fortran ? int(i) < axis : int(i) > axis)
        values *= array.shape[i];
    return values;
  }

  llvm::Expected<NpyLayout> place(const Roles &roles) const {
    NpyLayout layout;
    layout.records = size(roles.record);
    layout.shape = {size(roles.channel), size(roles.row), size(roles.column)};
    layout.images = roles.row >= 0;
    layout.step = step(roles.record);
    layout.steps = {step(roles.channel), step(roles.row), step(roles.column)};
    if (layout.records > MostRecords)
      return wrong(file, "it holds " + support::grouped(uint64_t(layout.records)) +
                             " samples; at most " + support::grouped(MostRecords) + " are read");
    if (layout.images && layout.shape.positions() > MostPixels)
      return wrong(file, "its images have more than " + support::grouped(MostPixels) + " pixels");
    return layout;
  }

  const File &file;
  const readers::NpyArray &array;
  const bool samples;
  const std::string channels;
  const size_t axes;
  const bool bytes;
};

} // namespace

llvm::Expected<NpyLayout> npyLayout(const File &file, const readers::NpyArray &array,
                                    const Options &options) {
  return Layout(file, array, options).make();
}

} // namespace pnasc::readers
