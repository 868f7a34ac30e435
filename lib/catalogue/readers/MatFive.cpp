// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Mat.h"
#include "support/Units.h"
#include "llvm/Support/Endian.h"
#include <cstring>
#include <zlib.h>

namespace pnasc::readers {

namespace {

namespace endian = llvm::support::endian;

enum Type : uint32_t {
  Int8 = 1,
  UInt8,
  Int16,
  UInt16,
  Int32,
  UInt32,
  Single,
  Double = 9,
  Int64 = 12,
  UInt64,
  MatrixType,
  Compressed
};

struct Element {
  uint32_t type = 0;
  llvm::StringRef data;
};

/// At most the first `most` bytes of a zlib stream; short where it is damaged or ends.
std::string inflated(llvm::StringRef packed, size_t most) {
  std::string bytes(most, 0);
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK)
    return "";
  stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
  stream.avail_in = uInt(packed.size());
  size_t made = 0;
  for (int status = Z_OK; status == Z_OK && made < most;) {
    stream.next_out = reinterpret_cast<Bytef *>(bytes.data() + made);
    stream.avail_out = uInt(std::min<size_t>(most - made, 1 << 30));
    const uInt room = stream.avail_out;
    status = inflate(&stream, Z_NO_FLUSH);
    made += room - stream.avail_out;
  }
  inflateEnd(&stream);
  bytes.resize(made);
  return bytes;
}

class Parser {
public:
  Parser(const File &file, llvm::StringRef bytes)
      : file(file), bytes(bytes),
        order(bytes.substr(126, 2) == "IM" ? llvm::support::little : llvm::support::big) {}

  llvm::Expected<Matrix> parse(const Options &options) {
    constexpr size_t Header = 128;
    std::vector<MatVariable> variables;
    for (llvm::StringRef left = bytes.drop_front(Header); !left.empty();) {
      Element element;
      if (!takeWhole(left, element))
        return wrong(file, "variable " + std::to_string(elements.size() + 1) +
                               ": it is truncated or no variable");
      elements.push_back(element);
      llvm::Expected<MatVariable> variable = describe(element);
      if (!variable)
        return variable.takeError();
      variables.push_back(std::move(*variable));
    }
    llvm::Expected<size_t> chosen = chooseArray(file, options, variables);
    if (!chosen)
      return chosen.takeError();
    return load(elements[*chosen], variables[*chosen]);
  }

private:
  uint32_t word(llvm::StringRef from, size_t at) const {
    return endian::read<uint32_t>(from.data() + at, order);
  }

  /// One of the outermost: without padding.
  bool takeWhole(llvm::StringRef &left, Element &element) const {
    if (left.size() < 8)
      return false;
    element.type = word(left, 0);
    const uint64_t length = word(left, 4);
    if ((element.type != MatrixType && element.type != Compressed) || length > left.size() - 8)
      return false;
    element.data = left.substr(8, length);
    left = left.drop_front(8 + length);
    return true;
  }

  /// One inside: padded to 8 bytes, or of 4 bytes at most and packed into its tag. Of the last one
  /// in a cut stretch only the tag need be there.
  bool take(llvm::StringRef &left, Element &element, uint64_t &length) const {
    if (left.size() < 8)
      return false;
    const uint32_t first = word(left, 0);
    const bool isSmall = first >> 16;
    element.type = isSmall ? first & 0xffff : first;
    length = isSmall ? first >> 16 : word(left, 4);
    if (isSmall && length > 4)
      return false;
    element.data = left.substr(isSmall ? 4 : 8, length);
    left = left.drop_front(isSmall ? 8 : std::min<uint64_t>(left.size(), 8 + (length + 7) / 8 * 8));
    return true;
  }

  llvm::Error damaged(const std::string &what) {
    return wrong(file, "variable " + std::to_string(elements.size()) + ": " + what);
  }

  /// Flags, sizes and name, which begin each variable.
  llvm::Expected<MatVariable> describe(const Element &whole) {
    std::string unpacked;
    llvm::StringRef body = whole.data;
    if (whole.type == Compressed) {
      constexpr size_t Enough = 4096;
      unpacked = inflated(whole.data, Enough);
      if (unpacked.size() < 8 || word(unpacked, 0) != MatrixType)
        return damaged("what is compressed is damaged");
      body = llvm::StringRef(unpacked).drop_front(8);
    }
    MatVariable variable;
    if (!readHead(body, variable))
      return damaged("its sizes or its name are damaged");
    return variable;
  }

  bool readHead(llvm::StringRef &body, MatVariable &variable) const {
    Element flags, sizes, name;
    uint64_t length = 0;
    if (!take(body, flags, length) || flags.type != UInt32 || flags.data.size() != 8)
      return false;
    const uint32_t bits = word(flags.data, 0), kind = bits & 0xff;
    constexpr uint32_t Text = 4, Sparse = 5, FirstOfNumbers = 6, LastOfNumbers = 15, Opaque = 17;
    if (kind < 1 || kind > Opaque)
      return false;
    variable.kind = kind == Text ? " of text" : kind == Sparse ? " sparse" : "";
    if (kind < Text || kind > LastOfNumbers)
      variable.kind = " of no numbers";
    else if (kind >= FirstOfNumbers && (bits & 0x800))
      variable.kind = " complex";
    if (kind == Opaque) // objects of classes: what follows is laid out otherwise
      return true;
    if (!take(body, sizes, length) || sizes.type != Int32 || sizes.data.size() != length ||
        length % 4 != 0 || length < 8 || !take(body, name, length) || name.type != Int8 ||
        name.data.size() != length)
      return false;
    variable.name = name.data.str();
    for (size_t at = 0; at < sizes.data.size(); at += 4) {
      if (int32_t(word(sizes.data, at)) < 0)
        return false;
      variable.sizes.push_back(word(sizes.data, at));
    }
    return true;
  }

  llvm::Expected<Matrix> load(const Element &whole, const MatVariable &variable) {
    std::string unpacked;
    llvm::StringRef body = whole.data;
    if (whole.type == Compressed) {
      unpacked = inflated(whole.data, 8);
      const uint64_t length = word(unpacked, 4);
      // What a matrix of these sizes can take; its length is what the file claims.
      if (length > variable.sizes[0] * variable.sizes[1] * 8 + (1 << 20))
        return lost(variable);
      unpacked = inflated(whole.data, 8 + length);
      body = llvm::StringRef(unpacked).drop_front(8);
    }
    MatVariable again;
    Element data;
    uint64_t length = 0;
    if (!readHead(body, again) || !take(body, data, length) || data.data.size() != length)
      return lost(variable);
    Matrix matrix;
    matrix.rows = variable.sizes[0], matrix.columns = variable.sizes[1];
    if (!convert(data, matrix.rows * matrix.columns, matrix.values))
      return lost(variable);
    return matrix;
  }

  llvm::Error lost(const MatVariable &variable) {
    return wrong(file, "variable '" + variable.name + "': its values are damaged or truncated");
  }

  /// Values are stored in the shortest type that holds them, whatever the array's own.
  bool convert(const Element &data, size_t count, std::vector<float> &into) const {
    auto from = [&]<class Stored, class Bits>(Stored, Bits) {
      if (data.data.size() != count * sizeof(Stored))
        return false;
      into.resize(count);
      for (size_t i = 0; i < count; ++i) {
        const Bits bits = endian::read<Bits>(data.data.data() + i * sizeof(Stored), order);
        Stored value;
        std::memcpy(&value, &bits, sizeof value);
        into[i] = float(value);
      }
      return true;
    };
    switch (data.type) {
    case Int8:
      return from(int8_t(), uint8_t());
    case UInt8:
      return from(uint8_t(), uint8_t());
    case Int16:
      return from(int16_t(), uint16_t());
    case UInt16:
      return from(uint16_t(), uint16_t());
    case Int32:
      return from(int32_t(), uint32_t());
    case UInt32:
      return from(uint32_t(), uint32_t());
    case Single:
      return from(float(), uint32_t());
    case Double:
      return from(double(), uint64_t());
    case Int64:
      return from(int64_t(), uint64_t());
    case UInt64:
      return from(uint64_t(), uint64_t());
    default:
      return false;
    }
  }

  const File &file;
  llvm::StringRef bytes;
  const llvm::support::endianness order;
  std::vector<Element> elements;
};

} // namespace

llvm::Expected<Matrix> readMatFive(const File &file, const Options &options,
                                   llvm::StringRef bytes) {
  return Parser(file, bytes).parse(options);
}

} // namespace pnasc::readers
