// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Npz.h"
#include "catalogue/readers/Archive.h"
#include "support/Printable.h"

namespace pnasc::readers {

namespace {

constexpr size_t MostBytes = size_t{1} << 31;

class Npz {
public:
  Npz(const File &file, const Options &options)
      : file(file), wanted(text(options, "array", "")), labels(text(options, "labels", "")) {}

  llvm::Expected<NpzArrays> read(llvm::StringRef bytes) {
    auto member = [this](std::string name) { return begin(name); };
    auto piece = [this](llvm::StringRef more) { return add(more); };
    if (llvm::Error error = walkZip(bytes, file.name, {member, piece}))
      return error;
    if (!arrays.hasData)
      return wanted.empty() ? wrong(file, "it does not hold an array") : missing(wanted);
    if (!labels.empty() && !arrays.hasLabels)
      return missing(labels);
    return std::move(arrays);
  }

private:
  llvm::Error begin(llvm::StringRef name) {
    into = nullptr;
    if (!name.consume_back(".npy"))
      return llvm::Error::success();
    if (!labels.empty() && name == labels)
      return keep(arrays.labels, arrays.hasLabels, name);
    if (!wanted.empty() && name != wanted)
      return llvm::Error::success();
    if (arrays.hasData)
      return wrong(file, "it holds array '" + support::printable(arrays.dataName) + "' and '" +
                             support::printable(name) + "'; `array` has to say which is meant");
    arrays.dataName = name.str();
    return keep(arrays.data, arrays.hasData, name);
  }
  llvm::Error keep(std::string &array, bool &has, llvm::StringRef name) {
    if (has)
      return wrong(file, "it holds array '" + support::printable(name) + "' twice");
    has = true;
    into = &array;
    return llvm::Error::success();
  }
  llvm::Error add(llvm::StringRef more) {
    if (!into)
      return llvm::Error::success();
    if (into->size() + more.size() > MostBytes)
      return wrong(file, "an array has more than 2 GiB");
    *into += more;
    return llvm::Error::success();
  }
  llvm::Error missing(const std::string &name) const {
    return wrong(file, "it does not hold array '" + support::printable(name) + "'");
  }

  const File &file;
  const std::string wanted, labels;
  NpzArrays arrays;
  std::string *into = nullptr; ///< null: what is read is not asked for
};

} // namespace

llvm::Expected<NpzArrays> readNpz(const File &file, llvm::StringRef bytes, const Options &options) {
  return Npz(file, options).read(bytes);
}

} // namespace pnasc::readers
