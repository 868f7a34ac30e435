// SPDX-License-Identifier: Apache-2.0
// A shipped program is edited ten thousand times and analysed after each stroke, in one process:
// nothing crashes, what is wrong is said, and memory does not grow.
// LINK: pnasc_front
#include "Check.h"
#include "front/Analysis.h"
#include "support/Files.h"
#include "support/Random.h"
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace pnasc;
namespace fs = std::filesystem;

static const fs::path root =
    fs::path(__FILE__).parent_path().parent_path().parent_path().parent_path();

static size_t residentBytes() {
  size_t pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return resident * size_t(::sysconf(_SC_PAGESIZE));
}

/// One stroke: characters go, in the middle of words too, or come, some of them out of place.
static void edit(std::string &text, support::SequentialRandom &random) {
  static const std::string signs = "{}(),=.: \n\"#%/|>3akmM";
  const size_t at = random.below(text.size() + 1);
  if (random.coin(0.5))
    text.erase(at, 1 + random.below(6));
  else
    text.insert(at, 1, signs[random.below(signs.size())]);
}

int main() {
  const std::string path = (root / "specs/fashion_mnist.pnas").string();
  const std::string whole = llvm::cantFail(support::readFile(path));
  front::Request request{path, whole, {(root / "specs").string(), root.string()}, {}, {}, {}};
  CHECK(front::analyse(request)->spec != nullptr);
  support::SequentialRandom random(support::CounterRandom(1, "edits"));
  constexpr int edits = 10000, warm = 2000;
  size_t before = 0, programs = 0, specs = 0;
  for (int i = 0; i < edits; ++i) {
    if (i % 20 == 0) // people mend what they break
      request.text = whole;
    edit(*request.text, random);
    const auto analysis = front::analyse(request);
    programs += analysis->program != nullptr;
    specs += analysis->spec != nullptr;
    CHECK(analysis->spec || analysis->diagnostics.errors() > 0);
    if (i == warm)
      before = residentBytes();
  }
  const size_t after = residentBytes();
  std::cout << programs << " programs, " << specs << " specs; " << before / 1024 << " KiB, then "
            << after / 1024 << " KiB\n";
  CHECK(programs > edits * 9 / 10); // half-written is no reason to stop
  CHECK(specs > 100);
  CHECK(after < before + (size_t{16} << 20));
  return report();
}
