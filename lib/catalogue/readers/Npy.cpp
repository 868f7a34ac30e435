// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Npy.h"
#include "catalogue/readers/NpyArray.h"
#include "support/Error.h"
#include "support/Files.h"
#include <cstring>
#include <utility>

namespace pnasc::readers {

namespace {

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
  llvm::Expected<NpyArray> npy = parseNpy("'" + path.str() + "'", *bytes);
  if (!npy)
    return npy.takeError();
  if (npy->fortran)
    return npy->foreign(npy->orderPlace,
                        "needed 'fortran_order': False; save numpy.ascontiguousarray(x)");
  for (const Type<To> &type : types) {
    if (npy->type != type.name)
      continue;
    llvm::Expected<llvm::StringRef> values = npy->values(type.size);
    if (!values)
      return values.takeError();
    ir::Array<To> array{npy->shape, {}};
    size_t index = 0;
    if (!type.convert(*values, array.data, index))
      return support::environment("'" + path.str() + "': value " + std::to_string(index) +
                                  " of type '" + npy->type + "' does not fit; " + advice);
    return array;
  }
  return support::environment("'" + path.str() + "' holds values of type '" + npy->type + "'; " +
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

} // namespace pnasc::readers
