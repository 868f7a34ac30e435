// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/FileSamples.h"
#include "support/Error.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"

namespace pnasc::datasets {

namespace {

/// What lies there instead, so that a pattern can be mended without a look.
std::string othersText(const std::vector<readers::File> &files) {
  constexpr size_t shown = 3;
  if (files.empty())
    return "the folder is empty";
  std::string text = "there are";
  for (size_t i = 0; i < std::min(shown, files.size()); ++i)
    text += (i ? ", '" : " '") + files[i].name + "'";
  return files.size() > shown ? text + " and " + support::grouped(files.size() - shown) + " others"
                              : text;
}

readers::Options optionsOf(const ir::DatasetSpec &spec, const readers::Reader &reader) {
  readers::Options options = spec.read.options;
  const bool images = spec.window == 0;
  for (const readers::Argument &argument : reader.arguments)
    if (images && argument.name == "channels" && argument.type == readers::Argument::Whole)
      options.emplace("channels", spec.shape.channels);
  return options;
}

/// Samples of one file.
llvm::Expected<std::vector<FileSample>> samplesOf(const ir::DatasetSpec &spec,
                                                  const readers::File &file,
                                                  const readers::Reader &reader,
                                                  const readers::Options &options) {
  llvm::Expected<std::vector<readers::Record>> records = reader.read(file, options);
  if (!records)
    return records.takeError();
  std::vector<FileSample> all;
  for (size_t r = 0; r < records->size(); ++r) {
    readers::Record &record = (*records)[r];
    if (record.annotations.empty() || spec.read.label.way != ir::Naming::Inside)
      record.label = named(spec.read.label, file, record.label);
    if (spec.read.label.way != ir::Naming::Inside)
      record.annotations.clear();
    auto samples = spec.window > 0 ? windowsOf(spec, record) : imageOf(spec, record);
    if (!samples)
      return readers::wrong(file, (record.name.empty() ? "" : record.name + ": ") +
                                      llvm::toString(samples.takeError()));
    for (FileSample &sample : *samples) {
      sample.record = uint32_t(r);
      sample.group = spec.read.group.way == ir::Naming::None
                         ? file.name + "#" + std::to_string(r) + "#" + std::to_string(sample.begin)
                         : named(spec.read.group, file, "");
      all.push_back(std::move(sample));
    }
  }
  return all;
}

} // namespace

std::string named(const ir::Naming &naming, const readers::File &file, llvm::StringRef inside) {
  const llvm::StringRef path = file.name;
  const auto [folders, own] = path.rsplit('/');
  switch (naming.way) {
  case ir::Naming::Inside:
    return inside.str();
  case ir::Naming::Folder: // of 'a/b/x.png': b
    return own.empty()                          ? ""
           : folders.rsplit('/').second.empty() ? folders.str()
                                                : folders.rsplit('/').second.str();
  case ir::Naming::File:
    return (own.empty() ? path : own).rsplit('.').first.str();
  case ir::Naming::Match: {
    llvm::SmallVector<llvm::StringRef, 2> found;
    llvm::Regex pattern(naming.pattern);
    return pattern.match(path, &found) && found.size() > 1 ? found[1].str() : "";
  }
  case ir::Naming::None:
    return "";
  }
  return "";
}

llvm::Expected<std::vector<readers::File>> filesOf(const ir::DatasetSpec &spec) {
  const support::Span place = spec.rootRange.isValid() ? spec.rootRange : spec.range;
  llvm::Expected<std::vector<readers::File>> all = readers::filesIn(spec.root);
  if (!all)
    return support::failure(support::Exit::Environment,
                            "data set '" + spec.name + "': " + llvm::toString(all.takeError()),
                            place);
  std::vector<readers::File> files;
  for (const readers::File &file : *all)
    if (readers::matches(spec.read.files, file.name))
      files.push_back(file);
  if (files.empty())
    return support::failure(support::Exit::Environment,
                            "data set '" + spec.name + "': nothing in '" + spec.root +
                                "' matches '" + spec.read.files + "'; " + othersText(*all),
                            place);
  return files;
}

llvm::Expected<FileSamples> readSamples(const ir::DatasetSpec &spec,
                                        const support::Workers &workers) {
  llvm::Expected<std::vector<readers::File>> files = filesOf(spec);
  if (!files)
    return files.takeError();
  const readers::Reader &reader = *readers::find(spec.read.reader);
  const readers::Options options = optionsOf(spec, reader);
  std::vector<std::vector<FileSample>> each(files->size());
  std::vector<std::string> wrong(files->size());
  workers.forEach(files->size(), [&](size_t i) {
    auto samples = samplesOf(spec, (*files)[i], reader, options);
    if (samples)
      each[i] = std::move(*samples);
    else
      wrong[i] = llvm::toString(samples.takeError());
  });
  if (workers.stopped())
    return support::failure(support::Exit::Interrupted, "interrupted while reading the data");
  FileSamples all;
  size_t without = 0;
  for (size_t i = 0; i < files->size(); ++i) {
    if (!wrong[i].empty())
      return support::environment("data set '" + spec.name + "': " + wrong[i]);
    without += each[i].empty();
    all.files.push_back((*files)[i].name);
    for (FileSample &sample : each[i]) {
      sample.file = uint32_t(i);
      all.list.push_back(std::move(sample));
    }
  }
  if (without > 0)
    all.warnings.push_back(support::grouped(without) + " of " + support::grouped(files->size()) +
                           " files give no sample: they are shorter than a window");
  return all;
}

} // namespace pnasc::datasets
