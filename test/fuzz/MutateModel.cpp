// SPDX-License-Identifier: Apache-2.0
// libFuzzer's changes to a model file: half of them leave it a model, since changed bytes rarely
// parse, as every message says its length first. Those are made to fields, elements and names of the
// parsed message.
#include "llvm/ADT/StringRef.h"
#include <cstring>
#include <google/protobuf/descriptor.h>
#include <onnx/onnx_pb.h>
#include <random>
#include <string>
#include <vector>

namespace fuzz {

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

/// A field that is set, of a message somewhere in the model.
struct Place {
  Message *message;
  const FieldDescriptor *field;
};

class Mutator {
public:
  Mutator(Message &model, unsigned seed) : random(seed) { visit(model); }

  void change() {
    if (places.empty())
      return;
    // Values of tensors are many and say little: other places get a second chance.
    Place place = places[pick(places.size())];
    if (place.field->name() == "raw_data")
      place = places[pick(places.size())];
    if (pick(12) == 0)
      return addField(*place.message);
    place.field->is_repeated() ? changeList(place) : changeOne(place, -1);
  }

private:
  void visit(Message &message) {
    const Reflection &access = *message.GetReflection();
    std::vector<const FieldDescriptor *> set;
    access.ListFields(message, &set);
    for (const FieldDescriptor *field : set) {
      places.push_back({&message, field});
      const bool many = field->is_repeated();
      const int count = many ? access.FieldSize(message, field) : 1;
      for (int i = 0; i < count; ++i)
        if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE)
          visit(many ? *access.MutableRepeatedMessage(&message, field, i)
                     : *access.MutableMessage(&message, field));
        else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
                 field->name() != "raw_data")
          texts.push_back(many ? access.GetRepeatedString(message, field, i)
                               : access.GetString(message, field));
    }
  }

  size_t pick(size_t count) { return count == 0 ? 0 : random() % count; }

  int64_t number(int64_t old) {
    static constexpr int64_t odd[] = {0,         -1,        1,         2,        3,       7,
                                      16,        255,       -128,      1 << 20,  1 << 28, INT32_MAX,
                                      INT32_MIN, INT64_MAX, INT64_MIN, 1LL << 40};
    switch (pick(4)) {
    case 0:
      return int64_t(uint64_t(old) + 1);
    case 1:
      return int64_t(uint64_t(old) - 1);
    case 2:
      return int64_t(uint64_t(old) * 2);
    default:
      return odd[pick(std::size(odd))];
    }
  }

  double real(double old) {
    static const double odd[] = {0.0, -1.0, 1e30, -1e30, 1e-30, NAN, INFINITY, -INFINITY, 0.5, 6.0};
    return pick(3) == 0 ? -old : odd[pick(std::size(odd))];
  }

  /// Mostly a name that stands elsewhere in the model, so that edges move; or an operator's.
  std::string text(std::string old) {
    static const char *const types[] = {"Conv",
                                        "Gemm",
                                        "MatMul",
                                        "Add",
                                        "Sub",
                                        "Mul",
                                        "Div",
                                        "Clip",
                                        "Relu",
                                        "Min",
                                        "Max",
                                        "Transpose",
                                        "Reshape",
                                        "Flatten",
                                        "Squeeze",
                                        "Unsqueeze",
                                        "Pad",
                                        "Slice",
                                        "Split",
                                        "Concat",
                                        "Gather",
                                        "Shape",
                                        "ConstantOfShape",
                                        "Cast",
                                        "MaxPool",
                                        "AveragePool",
                                        "GlobalAveragePool",
                                        "ReduceMean",
                                        "Resize",
                                        "Upsample",
                                        "ConvTranspose",
                                        "Softmax",
                                        "BatchNormalization",
                                        "QuantizeLinear",
                                        "DequantizeLinear",
                                        "Identity",
                                        "Constant",
                                        "LeakyRelu",
                                        "PRelu",
                                        "HardSwish",
                                        "HardSigmoid",
                                        "Sigmoid",
                                        "Dropout",
                                        "QLinearConv",
                                        "QLinearMatMul",
                                        "ReduceSum",
                                        "Expand",
                                        "Tile",
                                        "Where",
                                        "ReduceMax",
                                        "Neg",
                                        "Less",
                                        "Expand",
                                        "perm",
                                        "axis",
                                        "axes",
                                        "pads",
                                        "strides",
                                        "dilations",
                                        "kernel_shape",
                                        "group",
                                        "transB",
                                        "alpha",
                                        "beta",
                                        "mode",
                                        "auto_pad",
                                        "ceil_mode",
                                        "count_include_pad",
                                        "SAME_UPPER",
                                        ""};
    const size_t way = pick(8);
    if (way < 4 && !texts.empty())
      return texts[pick(texts.size())];
    if (way < 6)
      return types[pick(std::size(types))];
    if (!old.empty() && way == 6)
      old[pick(old.size())] = char(random());
    else if (!old.empty())
      old.resize(pick(old.size()));
    return old;
  }

  void changeOne(const Place &at, int index);
  void changeList(const Place &at);
  void addField(Message &message);

  std::mt19937 random;
  std::vector<Place> places;
  std::vector<std::string> texts;
};

// The reflection's setters come in two families, for single fields and for elements of lists.
#define PNASC_SET(Kind, value)                                                                     \
  (index < 0 ? access.Set##Kind(at.message, at.field, value)                                       \
             : access.SetRepeated##Kind(at.message, at.field, index, value))
#define PNASC_GET(Kind)                                                                            \
  (index < 0 ? access.Get##Kind(*at.message, at.field)                                             \
             : access.GetRepeated##Kind(*at.message, at.field, index))

void Mutator::changeOne(const Place &at, int index) {
  const Reflection &access = *at.message->GetReflection();
  switch (at.field->cpp_type()) {
  case FieldDescriptor::CPPTYPE_INT32:
    return PNASC_SET(Int32, int32_t(number(PNASC_GET(Int32))));
  case FieldDescriptor::CPPTYPE_INT64:
    return PNASC_SET(Int64, number(PNASC_GET(Int64)));
  case FieldDescriptor::CPPTYPE_UINT64:
    return PNASC_SET(UInt64, uint64_t(number(int64_t(PNASC_GET(UInt64)))));
  case FieldDescriptor::CPPTYPE_FLOAT:
    return PNASC_SET(Float, float(real(double(PNASC_GET(Float)))));
  case FieldDescriptor::CPPTYPE_DOUBLE:
    return PNASC_SET(Double, real(PNASC_GET(Double)));
  case FieldDescriptor::CPPTYPE_STRING:
    return PNASC_SET(String, text(PNASC_GET(String)));
  case FieldDescriptor::CPPTYPE_ENUM: {
    const auto &all = *at.field->enum_type();
    return PNASC_SET(Enum, all.value(int(pick(size_t(all.value_count())))));
  }
  default: // a message as a whole goes
    if (index < 0)
      access.ClearField(at.message, at.field);
  }
}
#undef PNASC_SET
#undef PNASC_GET

/// Elements are taken out, exchanged, doubled, or changed.
void Mutator::changeList(const Place &at) {
  const Reflection &access = *at.message->GetReflection();
  const int count = access.FieldSize(*at.message, at.field);
  if (count == 0)
    return;
  const int one = int(pick(size_t(count))), other = int(pick(size_t(count)));
  const bool message = at.field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
  const size_t way = pick(message ? 3 : 5);
  if (way == 0)
    return access.RemoveLast(at.message, at.field);
  if (way == 1 || (way == 2 && !message))
    return access.SwapElements(at.message, at.field, one, other);
  if (message)
    access.AddMessage(at.message, at.field)
        ->CopyFrom(access.GetRepeatedMessage(*at.message, at.field, one));
  else
    changeOne(at, one);
}

/// Some field that the message does not have yet, or another element.
void Mutator::addField(Message &message) {
  const auto &type = *message.GetDescriptor();
  const FieldDescriptor *field = type.field(int(pick(size_t(type.field_count()))));
  const Reflection &access = *message.GetReflection();
  if (!field->is_repeated())
    return changeOne({&message, field}, -1);
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_INT64)
    access.AddInt64(&message, field, number(1));
  else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING)
    access.AddString(&message, field, text(""));
  else if (field->cpp_type() == FieldDescriptor::CPPTYPE_FLOAT)
    access.AddFloat(&message, field, float(real(1)));
}

} // namespace

/// One to four changes, chosen by `seed`; empty where the bytes are no ModelProto.
std::string mutated(llvm::StringRef bytes, unsigned seed) {
  ::onnx::ModelProto model;
  if (bytes.empty() || !model.ParseFromArray(bytes.data(), int(bytes.size())))
    return "";
  std::mt19937 random(seed);
  for (unsigned changes = 1 + random() % 4; changes > 0; --changes)
    Mutator(model, unsigned(random())).change(); // places move with each change
  return model.SerializeAsString();
}

} // namespace fuzz

extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed) {
  if (seed % 2 == 0)
    if (const std::string changed = fuzz::mutated({reinterpret_cast<char *>(data), size}, seed / 2);
        !changed.empty() && changed.size() <= most) {
      std::memcpy(data, changed.data(), changed.size());
      return changed.size();
    }
  return LLVMFuzzerMutate(data, size, most);
}
