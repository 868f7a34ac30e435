// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/NpyValues.h"
#include "support/Printable.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/JSON.h"
#include <algorithm>
#include <cmath>
#include <cstring>

namespace pnasc::readers {

namespace {

template <class T> T stored(const char *at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}
template <class T> float load(const char *at) { return float(stored<T>(at)); }
template <class T> std::string spell(const char *at) { return std::to_string(stored<T>(at)); }

float loadHalf(const char *at) { // IEEE 754 binary16
  const unsigned bits = stored<uint16_t>(at), fraction = bits & 0x3FF;
  const int exponent = int(bits >> 10 & 0x1F);
  float size = exponent == 0 ? std::ldexp(float(fraction), -24)
                             : std::ldexp(float(fraction + 0x400), exponent - 25);
  if (exponent == 0x1F)
    size = fraction ? NAN : INFINITY;
  return bits & 0x8000 ? -size : size;
}
float loadTruth(const char *at) { return *at ? 1 : 0; }
std::string spellTruth(const char *at) { return *at ? "1" : "0"; }

struct Type {
  const char *name;
  size_t size;
  float (*load)(const char *);
  std::string (*spell)(const char *);
};
const Type types[] = {{"i1", 1, load<int8_t>, spell<int8_t>},
                      {"i2", 2, load<int16_t>, spell<int16_t>},
                      {"i4", 4, load<int32_t>, spell<int32_t>},
                      {"i8", 8, load<int64_t>, spell<int64_t>},
                      {"u1", 1, load<uint8_t>, spell<uint8_t>},
                      {"u2", 2, load<uint16_t>, spell<uint16_t>},
                      {"u4", 4, load<uint32_t>, spell<uint32_t>},
                      {"u8", 8, load<uint64_t>, spell<uint64_t>},
                      {"f2", 2, loadHalf, nullptr},
                      {"f4", 4, load<float>, nullptr},
                      {"f8", 8, load<double>, nullptr},
                      {"b1", 1, loadTruth, spellTruth}};

bool bigEndian(const readers::NpyArray &array) { return array.type[0] == '>'; }

std::string swap(llvm::StringRef bytes, size_t size) {
  std::string swapped = bytes.str();
  for (size_t at = 0; at + size <= swapped.size(); at += size)
    std::reverse(swapped.begin() + ptrdiff_t(at), swapped.begin() + ptrdiff_t(at + size));
  return swapped;
}

llvm::Error unsupported(const File &file, const readers::NpyArray &array) {
  return wrong(file, npyKind(array).startswith("O")
                         ? "it holds Python objects, which only Python can read"
                         : "values of type '" + support::printable(array.type) + "' are not read");
}

/// NumPy's text of code points, 32 bits each, filled up with zeros; false: there is no such one.
bool fromCodePoints(llvm::StringRef bytes, std::string &text) {
  for (size_t at = 0; at + 4 <= bytes.size(); at += 4) {
    const uint32_t point = stored<uint32_t>(bytes.data() + at);
    char units[UNI_MAX_UTF8_BYTES_PER_CODE_POINT], *end = units;
    if (point == 0)
      continue;
    if (!llvm::ConvertCodePointToUTF8(point, end))
      return false;
    text.append(units, end);
  }
  return true;
}

llvm::Expected<std::vector<std::string>> texts(const File &file, const readers::NpyArray &array) {
  llvm::StringRef kind = npyKind(array);
  const size_t unit = kind.consume_front("U") ? 4 : 1;
  size_t length = 0;
  if ((unit == 1 && !kind.consume_front("S")) || kind.getAsInteger(10, length) || length == 0 ||
      length > 1000000)
    return unsupported(file, array);
  llvm::Expected<llvm::StringRef> values = array.values(unit * length);
  if (!values)
    return values.takeError();
  const std::string bytes = bigEndian(array) ? swap(*values, unit) : values->str();
  std::vector<std::string> all;
  for (size_t at = 0; at < bytes.size(); at += unit * length) {
    const llvm::StringRef one = llvm::StringRef(bytes).substr(at, unit * length);
    std::string text = unit == 1 ? one.rtrim('\0').str() : "";
    if (unit == 4 ? !fromCodePoints(one, text) : !llvm::json::isUTF8(text))
      return wrong(file, "label " + std::to_string(all.size()) + " is not UTF-8");
    all.push_back(std::move(text));
  }
  return all;
}

} // namespace

llvm::StringRef npyKind(const readers::NpyArray &array) {
  return llvm::StringRef(array.type).ltrim("<>=|");
}

llvm::Error readNumbers(const File &file, const readers::NpyArray &array, NpyNumbers &into) {
  const Type *type = llvm::find_if(types, [&](const Type &t) { return npyKind(array) == t.name; });
  if (type == std::end(types))
    return unsupported(file, array);
  if (llvm::Error error = array.values(type->size).moveInto(into.bytes))
    return error;
  if (bigEndian(array) && type->size > 1) {
    into.swapped = swap(into.bytes, type->size);
    into.bytes = into.swapped;
  }
  into.size = type->size;
  into.load = type->load;
  into.spell = type->spell;
  return llvm::Error::success();
}

llvm::Expected<std::vector<std::string>> npyLabels(const File &file,
                                                   const readers::NpyArray &array) {
  if (npyKind(array).startswith("U") || npyKind(array).startswith("S"))
    return texts(file, array);
  NpyNumbers numbers;
  if (llvm::Error error = readNumbers(file, array, numbers))
    return error;
  if (!numbers.spell)
    return wrong(file, "labels have to be whole numbers or text, these have type '" +
                           support::printable(array.type) + "'");
  std::vector<std::string> all;
  for (size_t at = 0; at < numbers.bytes.size(); at += numbers.size)
    all.push_back(numbers.spell(numbers.bytes.data() + at));
  return all;
}

} // namespace pnasc::readers
