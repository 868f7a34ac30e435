// SPDX-License-Identifier: Apache-2.0
// ONNX's own backend cases through import and LibTorch: what the operators mean, by the standard's
// own numbers. docs/onnx-cases.md says what became of each; it must be as this program finds it.
//   unit_onnx_backend             all cases of the shared archive, against the document
//   unit_onnx_backend --write     renews the document
//   unit_onnx_backend FOLDER      the cases below a folder, a line each
//
// LINK: pnasc_torch pnasc_quantize pnasc_foreign vendor_onnx
#include "Cases.h"
#include "Check.h"
#include "foreign/Read.h"
#include "quantize/Reference.h"
#include "support/Files.h"
#include "torch/Executor.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace pnasc;
using cases::Case;
using cases::numbersOf;
using ::onnx::TensorProto;

namespace {

/// The model with every input but number `data` a constant of the case's value.
::onnx::ModelProto bound(const Case &c, size_t data) {
  ::onnx::ModelProto model = c.model;
  auto &graph = *model.mutable_graph();
  for (size_t i = 0; i < c.inputs.size() && i < size_t(c.model.graph().input_size()); ++i) {
    if (i == data)
      continue;
    TensorProto &tensor = *graph.add_initializer();
    tensor = c.inputs[i];
    tensor.set_name(c.model.graph().input(int(i)).name());
  }
  return model;
}

/// Empty where all values are near enough (the tolerances of ONNX's own runner).
std::string difference(const std::vector<ir::FloatArray> &found, const Case &c) {
  for (size_t i = 0; i < c.outputs.size(); ++i) {
    if (!cases::isScoped(c.outputs[i].data_type()) && i > 0)
      continue;
    const std::vector<double> expected = numbersOf(c.outputs[i]);
    if (i >= found.size() || found[i].data.size() != expected.size())
      return "output " + std::to_string(i) + " has another number of values";
    for (size_t k = 0; k < expected.size(); ++k) {
      const double value = double(found[i].data[k]);
      if (!(std::fabs(value - expected[k]) <= 1e-7 + 1e-3 * std::fabs(expected[k])) &&
          !(std::isinf(expected[k]) && value == expected[k]) &&
          !(std::isnan(expected[k]) && std::isnan(value)))
        return "output " + std::to_string(i) + " is " + std::to_string(value) + " at " +
               std::to_string(k) + ", not " + std::to_string(expected[k]);
    }
  }
  return "";
}

struct Outcome {
  bool read = false;
  std::string reason; ///< empty: passed
};

Outcome attempt(const Case &c, size_t data, bool whole) {
  pnasc::foreign::Given given;
  given.whole = whole;
  const TensorProto &input = c.inputs[data];
  auto foreign = pnasc::foreign::readForeign(bound(c, data).SerializeAsString(), c.name, given);
  if (!foreign) {
    std::string text = llvm::toString(foreign.takeError());
    return {false, text.substr(text.rfind("': ") == std::string::npos ? 0 : text.find("': ") + 3)};
  }
  const ir::Shape &shape = foreign->network.network.inputShape();
  const std::vector<double> values = numbersOf(input);
  ir::FloatArray batch;
  batch.data.assign(values.begin(), values.end());
  batch.shape = {int64_t(values.size()) / shape.elements(), shape.channels, shape.height,
                 shape.width};
  auto result =
      pnasc::torch::run<float>(foreign->network.network, foreign->network.parameters, batch);
  if (!result)
    return {true, llvm::toString(result.takeError())};
  return {true, difference(*result, c)};
}

bool isQuantised(const Case &c) {
  return llvm::any_of(c.model.graph().node(), [](const auto &node) {
    return llvm::StringRef(node.op_type()).startswith("QLinear") ||
           llvm::StringRef(node.op_type()).endswith("quantizeLinear") ||
           node.op_type() == "QuantizeLinear";
  });
}

/// Output `index` of the case in the case's own numbers.
ir::FloatArray outputOf(const ir::IntegerNetwork &network, size_t index,
                        const std::vector<ops::Bytes> &tensors, int type) {
  const uint32_t tensor = network.graph.outputs[index];
  const ir::Shape &shape = network.graph.tensors[tensor].shape;
  const ir::QuantParams &params = network.tensors[tensor];
  ir::FloatArray result;
  for (int64_t c = 0; c < shape.channels; ++c)
    for (int64_t p = 0; p < shape.positions(); ++p) {
      const int q = tensors[tensor][size_t(p * shape.channels + c)];
      result.data.push_back(type == TensorProto::UINT8 ? float(q + 128)
                            : type == TensorProto::INT8
                                ? float(q)
                                : params.scale * float(q - params.zeroPoint));
    }
  return result;
}

/// Through the integer reference.
Outcome attemptInteger(const Case &c) {
  auto network = pnasc::foreign::readInteger(bound(c, 0).SerializeAsString());
  if (!network)
    return {false, llvm::toString(network.takeError())};
  const ir::QuantParams &params = network->tensors[0];
  std::vector<float> real;
  const int type = c.inputs[0].data_type();
  for (double value : numbersOf(c.inputs[0]))
    real.push_back(type == TensorProto::FLOAT
                       ? float(value)
                       : params.scale * float(value - (type == TensorProto::UINT8 ? 128 : 0) -
                                              params.zeroPoint));
  const auto tensors = quantize::run(*network, quantize::quantizeInput(*network, real.data()));
  std::vector<ir::FloatArray> outputs;
  for (size_t i = 0; i < c.outputs.size() && i < network->graph.outputs.size(); ++i)
    outputs.push_back(outputOf(*network, i, tensors, c.outputs[i].data_type()));
  return {true, difference(outputs, c)};
}

/// The first reading that gives a network decides: samples along the first axis, else one sample;
/// the first input as data, else the second.
Outcome judge(const Case &c) {
  if (isQuantised(c))
    return attemptInteger(c);
  Outcome first;
  for (size_t data = 0; data < c.inputs.size() && data < 2; ++data)
    for (bool whole : {false, true}) {
      Outcome outcome = attempt(c, data, whole);
      if (outcome.read)
        return outcome;
      if (first.reason.empty())
        first = outcome;
    }
  return first;
}

struct Tally {
  int passed = 0, failed = 0, outside = 0;
  std::string text() const {
    return std::to_string(passed) + " passed, " + std::to_string(failed) + " failed, " +
           std::to_string(outside) + " out of scope";
  }
};

std::string lineOf(const Case &c, Tally &tally) {
  const std::string outside = c.outOfScope();
  const Outcome outcome = c.inputs.empty() ? Outcome{false, "no input"} : judge(c);
  std::string result = "passed";
  if (outcome.reason.empty()) {
    ++tally.passed;
  } else if (!outside.empty() && !outcome.read) {
    ++tally.outside;
    result = "out of scope: " + outside;
  } else {
    ++tally.failed;
    result = (outcome.read ? "WRONG: " : "not read: ") + outcome.reason;
  }
  return "| " + c.name + " | " + c.operators() + " | " + result + " |\n";
}

std::string documentOf(const std::vector<Case> &cases, Tally &tally) {
  std::string lines;
  for (const Case &c : cases)
    lines += lineOf(c, tally);
  return R"(# ONNX's backend cases

What becomes of ONNX's own test cases: each is read as `pnas-import` reads a model (inputs other than
the first are given as constants), run by LibTorch, and compared with the case's outputs within
1e-3 relative and 1e-7 absolute, as ONNX's own runner does; quantised cases run through the integer
reference and are compared in their own integers. A case passes where it passes, whatever it is about.
In scope are float32, int8 and uint8, and the operators that the networks pnasc is for consist of;
everything else that does not pass is out of scope for the reason given. Written and checked by
`unit_onnx_backend` (test/unit/onnx/backend.cpp); the cases are those of the shared archive.

)" + tally.text() +
         ".\n\n| case | operators | result |\n|---|---|---|\n" + lines;
}

std::string documentPath() {
  llvm::SmallString<128> path(__FILE__); // test/unit/onnx/backend.cpp
  for (int i = 0; i < 4; ++i)
    llvm::sys::path::remove_filename(path);
  llvm::sys::path::append(path, "docs", "onnx-cases.md");
  return path.str().str();
}

/// The archive unpacked into a folder of its own, which main() removes; empty where it is missing.
std::string unpacked() {
  const char *shared = std::getenv("PNASC_SHARED");
  const std::string archive =
      std::string(shared ? shared : "") + "/data/onnx/onnx_backend_394cases.tar.xz";
  if (!shared || !llvm::sys::fs::exists(archive))
    return "";
  llvm::SmallString<128> folder;
  if (!CHECK(!llvm::sys::fs::createUniqueDirectory("pnasc-cases", folder)))
    return "";
  const std::string command = "python3 -c \"import tarfile; tarfile.open('" + archive +
                              "').extractall('" + folder.str().str() + "')\"";
  CHECK(std::system(command.c_str()) == 0);
  return folder.str().str();
}

} // namespace

int main(int argc, char **argv) {
  const llvm::StringRef argument = argc > 1 ? argv[1] : "";
  const bool writes = argument == "--write";
  const std::string folder = argument.empty() || writes ? unpacked() : argument.str();
  if (folder.empty()) {
    skip("PNASC_SHARED has no ONNX backend cases");
    return report();
  }
  Tally tally;
  const std::string document = documentOf(cases::below(folder), tally);
  if (argument.empty() || writes)
    llvm::sys::fs::remove_directories(folder);
  if (!argument.empty() && !writes) {
    llvm::outs() << document;
    return report();
  }
  CHECK_EQ(tally.failed, 0);
  if (writes) {
    CHECK(!support::writeFile(documentPath(), document));
  } else {
    auto kept = support::readFile(documentPath());
    if (!CHECK(kept && *kept == document))
      std::cerr << "docs/onnx-cases.md is not what was found, " << tally.text()
                << "; renew it with unit_onnx_backend --write\n";
  }
  return report();
}
