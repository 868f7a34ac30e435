// SPDX-License-Identifier: Apache-2.0
// NumPy's arrays, .npy and .npz. The first axis counts samples: series [N, L] or [N, C, L], or, of
// bytes, images [N, H, W] or with their 1 or 3 channels [N, H, W, C] or [N, C, H, W]. Without
// `samples` the array is one recording, [rows] or [rows, channels]. Values become floats of 32
// bits.
#include "catalogue/readers/NpyLayout.h"
#include "catalogue/readers/NpyValues.h"
#include "catalogue/readers/Npz.h"
#include <cmath>

namespace pnasc::readers {

namespace {

/// The values of record `i`, channel by channel, each as `make` makes it of its place.
template <class T, class Make>
void gather(const NpyLayout &layout, int64_t i, std::vector<T> &into, Make make) {
  const auto [channel, row, column] = layout.steps;
  into.reserve(size_t(layout.shape.elements()));
  for (int64_t c = 0; c < layout.shape.channels; ++c)
    for (int64_t y = 0; y < layout.shape.height; ++y)
      for (int64_t x = 0; x < layout.shape.width; ++x)
        into.push_back(make(size_t(i * layout.step + c * channel + y * row + x * column)));
}

llvm::Expected<std::vector<Record>> records(const File &file, const NpyLayout &layout,
                                            const NpyNumbers &numbers) {
  std::vector<Record> all(size_t(layout.records));
  for (size_t i = 0; i < all.size(); ++i) {
    all[i].shape = layout.shape;
    if (layout.records > 1)
      all[i].name = std::to_string(i);
    if (layout.images) {
      gather(layout, int64_t(i), all[i].bytes,
             [&](size_t at) { return uint8_t(numbers.bytes[at]); });
      continue;
    }
    size_t endless = std::string::npos;
    gather(layout, int64_t(i), all[i].values, [&](size_t at) {
      const float value = numbers.load(numbers.bytes.data() + at * numbers.size);
      if (!std::isfinite(value))
        endless = at;
      return value;
    });
    if (endless != std::string::npos)
      return wrong(file, "value " + std::to_string(endless) + " is no finite number of 32 bits");
  }
  return all;
}

llvm::Error label(const File &file, llvm::StringRef bytes, std::vector<Record> &all) {
  llvm::Expected<readers::NpyArray> array =
      readers::parseNpy(llvm::toString(wrong(file, "the array of labels")), bytes);
  if (!array)
    return array.takeError();
  llvm::Expected<std::vector<std::string>> labels = npyLabels(file, *array);
  if (!labels)
    return labels.takeError();
  if (labels->size() != all.size())
    return wrong(file, "it has " + std::to_string(labels->size()) + " labels of " +
                           std::to_string(all.size()) + " samples");
  for (size_t i = 0; i < all.size(); ++i)
    all[i].label = std::move((*labels)[i]);
  return llvm::Error::success();
}

llvm::Expected<NpzArrays> arraysOf(const File &file, const Options &options) {
  llvm::Expected<std::string> bytes = file.read();
  if (!bytes)
    return bytes.takeError();
  if (llvm::StringRef(*bytes).startswith("PK"))
    return readNpz(file, *bytes, options);
  for (const char *name : {"array", "labels"})
    if (!text(options, name, "").empty())
      return wrong(file,
                   std::string("it is one array without a name: `") + name + "` is of .npz files");
  NpzArrays arrays;
  arrays.data = std::move(*bytes);
  return arrays;
}

llvm::Expected<std::vector<Record>> readNpy(const File &file, const Options &options) {
  llvm::Expected<NpzArrays> arrays = arraysOf(file, options);
  if (!arrays)
    return arrays.takeError();
  llvm::Expected<readers::NpyArray> array =
      readers::parseNpy(llvm::toString(wrong(file, "it")), arrays->data);
  if (!array)
    return array.takeError();
  NpyNumbers numbers;
  if (llvm::Error error = readNumbers(file, *array, numbers))
    return error;
  llvm::Expected<NpyLayout> layout = npyLayout(file, *array, options);
  if (!layout)
    return layout.takeError();
  llvm::Expected<std::vector<Record>> all = records(file, *layout, numbers);
  if (all && arrays->hasLabels)
    if (llvm::Error error = label(file, arrays->labels, *all))
      return error;
  return all;
}

} // namespace

const Reader &reader_npy() {
  static const Reader reader{
      "npy",
      "NumPy's arrays, .npy and .npz",
      Kind::Either,
      {".npy", ".npz"},
      {{Argument::Truth, "samples", "the first axis counts samples; false: it is one recording",
        "true"},
       {Argument::Text, "channels", "which axis of a sample they are, \"first\" or \"last\"",
        "by the shape"},
       {Argument::Text, "array", "which one of a .npz file", "the only one"},
       {Argument::Text, "labels", "the array of a .npz file with a label for each sample", "none"}},
      readNpy};
  return reader;
}

} // namespace pnasc::readers
