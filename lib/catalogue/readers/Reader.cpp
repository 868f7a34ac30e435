// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Reader.h"
#include "support/Error.h"
#include "support/Printable.h"
#include <cassert>

namespace pnasc::readers {

#define PNASC_READER(stem) const Reader &reader_##stem();
#include "Readers.inc"
#undef PNASC_READER

std::vector<const Reader *> all() {
  std::vector<const Reader *> readers; // CMake sorts them
#define PNASC_READER(stem) readers.push_back(&reader_##stem());
#include "Readers.inc"
#undef PNASC_READER
  return readers;
}

const Reader *find(llvm::StringRef name) {
  for (const Reader *reader : all())
    if (reader->name == name)
      return reader;
  return nullptr;
}

static const Value *given(const Options &options, const std::string &name) {
  auto found = options.find(name);
  return found == options.end() ? nullptr : &found->second;
}

/// What is given has the type that its Argument names: whoever hands options over has checked it.
template <class T>
static T valueOr(const Options &options, const std::string &name, const T &usual) {
  const Value *value = given(options, name);
  if (!value)
    return usual;
  const T *held = std::get_if<T>(value);
  assert(held && "an argument of another type than its entry declares");
  return *held;
}

int64_t whole(const Options &options, const std::string &name, int64_t usual) {
  return valueOr<int64_t>(options, name, usual);
}

double number(const Options &options, const std::string &name, double usual) {
  const Value *value = given(options, name);
  if (value && std::holds_alternative<int64_t>(*value)) // `rate = 50`
    return double(std::get<int64_t>(*value));
  return valueOr<double>(options, name, usual);
}

bool truth(const Options &options, const std::string &name, bool usual) {
  return valueOr<bool>(options, name, usual);
}

std::string text(const Options &options, const std::string &name, const std::string &usual) {
  return valueOr<std::string>(options, name, usual);
}

std::vector<Interval> columns(const Options &options, const std::string &name) {
  const Value *value = given(options, name);
  if (value && std::holds_alternative<int64_t>(*value)) { // `columns = 3`
    const int64_t only = std::get<int64_t>(*value);
    return {{only, only}};
  }
  return valueOr<std::vector<Interval>>(options, name, {});
}

llvm::Error wrong(const File &file, const std::string &what) {
  std::string place = "'" + support::printable(file.name) + "'";
  if (!file.member.empty())
    place += " in '" + support::printable(file.path) + "'";
  return support::environment("cannot read " + place + ": " + what);
}

} // namespace pnasc::readers
