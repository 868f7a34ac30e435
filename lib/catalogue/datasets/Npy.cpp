// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/Npy.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Units.h"
#include <cstring>
#include <utility>

namespace pnasc::datasets {

namespace {

constexpr size_t MagicBytes = 8; ///< "\x93NUMPY", major, minor

/// Reads the header's literal: {'descr': '<f4', 'fortran_order': False, 'shape': (8, 3, 12, 12), }
class NpyReader {
public:
  NpyReader(llvm::StringRef path, llvm::StringRef bytes) : path(path), bytes(bytes) {}

  llvm::Error read() {
    if (llvm::Error error = readLength())
      return error;
    if (!take('{'))
      return foreign("needed '{'");
    while (!take('}')) {
      if (llvm::Error error = readEntry())
        return error;
      take(',');
    }
    if (type.empty() || !shaped || !ordered)
      return foreign("the header lacks 'descr', 'fortran_order' or 'shape'");
    return llvm::Error::success();
  }

  llvm::Error foreign(const std::string &found) const {
    return support::environment("'" + path.str() + "' is not the .npy file that is needed: byte " +
                                std::to_string(at) + ": " + found);
  }

  /// The values behind the header, `size` bytes each.
  llvm::Expected<llvm::StringRef> values(size_t size) const {
    uint64_t needed = size;
    for (int64_t n : shape) {
      if (n != 0 && needed > (uint64_t{1} << 40) / uint64_t(n))
        return foreign("the shape cannot be right");
      needed *= uint64_t(n);
    }
    if (end + needed > bytes.size())
      return support::environment("'" + path.str() + "' is truncated: it ends at byte " +
                                  support::grouped(bytes.size()) + ", its header needs " +
                                  support::grouped(end + needed));
    if (end + needed < bytes.size())
      return support::environment("'" + path.str() + "' goes on behind byte " +
                                  support::grouped(end + needed) + ", where its header ends it");
    return bytes.substr(end, needed);
  }

  std::string type; ///< as NumPy writes it: <f4
  std::vector<int64_t> shape;

private:
  llvm::Error readLength() {
    if (!bytes.startswith(llvm::StringRef("\x93NUMPY", 6)))
      return foreign("it does not begin with '\\x93NUMPY'");
    at = MagicBytes;
    const size_t digits = bytes.size() > 6 && bytes[6] == 1 ? 2 : 4;
    if (bytes.size() < MagicBytes + digits)
      return support::environment("'" + path.str() + "' is truncated: it ends at byte " +
                                  std::to_string(bytes.size()) + ", within its header");
    for (size_t i = digits; i-- > 0;)
      end = end << 8 | uint8_t(bytes[MagicBytes + i]);
    at += digits;
    end += at;
    if (end > bytes.size())
      return support::environment("'" + path.str() + "' is truncated: it ends at byte " +
                                  std::to_string(bytes.size()) + ", its header at " +
                                  std::to_string(end));
    return llvm::Error::success();
  }

  llvm::Error readEntry() {
    std::string key;
    if (!text(key) || !take(':'))
      return foreign("needed a key in quotes and ':'");
    if (key == "descr")
      return text(type) ? llvm::Error::success()
                        : foreign("needed one type; records are not supported");
    if (key == "fortran_order") {
      skip();
      const size_t place = at;
      ordered = word("False");
      if (ordered)
        return llvm::Error::success();
      at = place;
      return foreign("needed 'fortran_order': False; save numpy.ascontiguousarray(x)");
    }
    if (key == "shape")
      return readShape();
    return foreign("unknown key '" + key + "'");
  }

  llvm::Error readShape() {
    shaped = true;
    if (!take('('))
      return foreign("needed a tuple of sizes");
    while (!take(')')) {
      uint64_t size = 0;
      skip();
      llvm::StringRef rest = bytes.slice(at, end);
      if (rest.consumeInteger(10, size) || size > uint64_t(INT32_MAX))
        return foreign("needed a size");
      at = end - rest.size();
      shape.push_back(int64_t(size));
      take(',');
    }
    return llvm::Error::success();
  }

  void skip() {
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\n'))
      ++at;
  }
  bool take(char c) {
    skip();
    const bool found = at < end && bytes[at] == c;
    at += found;
    return found;
  }
  bool word(llvm::StringRef expected) {
    const bool found = bytes.slice(at, end).startswith(expected);
    at += found ? expected.size() : 0;
    return found;
  }
  bool text(std::string &into) {
    skip();
    const char quote = at < end ? bytes[at] : '\0';
    const size_t close = quote == '\'' || quote == '"' ? bytes.find(quote, at + 1) : end;
    if (close >= end)
      return false;
    into = bytes.slice(at + 1, close).str();
    at = close + 1;
    return true;
  }

  llvm::StringRef path, bytes;
  size_t at = 0, end = 0; ///< place in, and end of the header
  bool shaped = false, ordered = false;
};

/// Values of type `From` as `To`; false at `index` where one is no `To`.
template <class To, class From>
bool convert(llvm::StringRef bytes, std::vector<To> &into, size_t &index) {
  into.resize(bytes.size() / sizeof(From));
  for (index = 0; index < into.size(); ++index) {
    From value;
    std::memcpy(&value, bytes.data() + index * sizeof(From), sizeof value);
    if constexpr (std::is_integral_v<From>) {
      if (!std::in_range<To>(value))
        return false;
    } else if (value == value && From(To(value)) != value) // not a number is one in any type
      return false;
    into[index] = To(value);
  }
  return true;
}

template <class To> struct Type {
  const char *name;
  size_t size;
  bool (*convert)(llvm::StringRef, std::vector<To> &, size_t &);
};

template <class To>
llvm::Expected<ir::Array<To>> readAs(llvm::StringRef path, llvm::ArrayRef<Type<To>> types,
                                     const char *advice) {
  llvm::Expected<std::string> bytes = support::readFile(path);
  if (!bytes)
    return bytes.takeError();
  NpyReader reader(path, *bytes);
  if (llvm::Error error = reader.read())
    return error;
  for (const Type<To> &type : types) {
    if (reader.type != type.name)
      continue;
    llvm::Expected<llvm::StringRef> values = reader.values(type.size);
    if (!values)
      return values.takeError();
    ir::Array<To> array{reader.shape, {}};
    size_t index = 0;
    if (!type.convert(*values, array.data, index))
      return support::environment("'" + path.str() + "': value " + std::to_string(index) +
                                  " of type '" + reader.type + "' does not fit; " + advice);
    return array;
  }
  return support::environment("'" + path.str() + "' holds values of type '" + reader.type + "'; " +
                              advice);
}

} // namespace

llvm::Expected<ir::FloatArray> readNpyFloats(llvm::StringRef path) {
  static const Type<float> types[] = {{"<f4", 4, convert<float, float>},
                                      {"<f8", 8, convert<float, double>}};
  return readAs<float>(path, types, "save it as x.astype('<f4')");
}

llvm::Expected<ir::Array<int32_t>> readNpyIntegers(llvm::StringRef path) {
  static const Type<int32_t> types[] = {
      {"<i8", 8, convert<int32_t, int64_t>},  {"<i4", 4, convert<int32_t, int32_t>},
      {"<i2", 2, convert<int32_t, int16_t>},  {"|i1", 1, convert<int32_t, int8_t>},
      {"|u1", 1, convert<int32_t, uint8_t>},  {"<u2", 2, convert<int32_t, uint16_t>},
      {"<u4", 4, convert<int32_t, uint32_t>}, {"<u8", 8, convert<int32_t, uint64_t>}};
  return readAs<int32_t>(path, types, "save it as y.astype('<i8')");
}

} // namespace pnasc::datasets
