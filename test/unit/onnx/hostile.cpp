// SPDX-License-Identifier: Apache-2.0
// Files that once broke a reader of models (test/fuzz/corpus-onnx, found by test/fuzz/run onnx):
// each is an error that says what is wrong.
//
// LINK: pnasc_foreign
#include "../../fuzz/Models.h"
#include "Check.h"
#include "support/Files.h"
#include <filesystem>
#include <map>

using namespace pnasc;
namespace fs = std::filesystem;

static const fs::path root =
    fs::path(__FILE__).parent_path().parent_path().parent_path().parent_path();

static std::string said(const std::string &bytes) {
  auto network = pnasc::foreign::readFloat(bytes, "it");
  return network ? "it was read" : llvm::toString(network.takeError());
}

int main() {
  const std::map<std::string, std::string> expected = {
      {"attribute-without-its-tensor", "it was read"},
      {"no-output", "it has no output"},
      {"reshape-beyond-64-bits", "reshapes to 268435457 x 268435457 x 1"},
      {"transpose-order", "has a perm that is no order of axes"},
      {"order-twice", "has a perm that is no order of axes"},
      {"bytes-of-no-whole-value", "'4': its value holds 7 bytes, its sizes 4 need 32"},
      {"concat-of-unknown-sizes", ""},
      {"empty-raw-data", ""},
      {"factors-of-nan", ""},
      {"reshape-to-too-much", ""},
      {"shape-of-millions", ""},
      {"gemm-of-a-vector", ""},
      {"transposed-weight-of-no-window", "needs a constant weight of three or four dimensions"},
      {"window-of-unknown-rank", ""}};
  size_t replayed = 0;
  for (const auto &entry : fs::directory_iterator(root / "test/fuzz/corpus-onnx")) {
    const std::string name = entry.path().filename(),
                      bytes = llvm::cantFail(support::readFile(entry.path().string()));
    fuzz::models(bytes);
    ++replayed;
    const auto words = expected.find(name);
    if (!CHECK(words != expected.end() && llvm::StringRef(said(bytes)).contains(words->second)))
      std::cerr << "  " << name << ": " << said(bytes) << "\n";
  }
  CHECK_EQ(replayed, expected.size());
  return report();
}
