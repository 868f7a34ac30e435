// SPDX-License-Identifier: Apache-2.0
// The whole of measure on a library whose figures are known.
// LINK: pnasc_measure
#include "Check.h"
#include "TinyModel.h"
#include "measure/Tools.h"
#include "support/Files.h"
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

using namespace pnasc;

static std::string folder(const char *name) {
  const char *base = std::getenv("TMPDIR");
  return std::string(base ? base : "/tmp") + "/pnasc-unit-measure-" + std::to_string(getpid()) +
         "/" + name;
}

static std::string text(llvm::Error error) { return llvm::toString(std::move(error)); }

static bool contains(const std::string &text, const char *part) {
  if (text.find(part) != std::string::npos)
    return true;
  std::cerr << "  '" << text << "'\n";
  return false;
}

static void figures() {
  Tiny tiny(tinySource());
  llvm::Expected<ir::Measured> measured = measure::measure(tiny.request(folder("a")));
  if (!CHECK(bool(measured))) {
    std::cerr << text(measured.takeError()) << "\n";
    return;
  }
  CHECK_EQ(measured->vectors, 70u);
  CHECK_EQ(measured->mismatches, 0u);
  CHECK_EQ(measured->hostMismatches, 0u);
  CHECK_EQ(measured->arenaBytes, 12u);
  CHECK_EQ(measured->contextBytes, 8u);
  CHECK(measured->arenaExact);
  CHECK(measured->fitsBoard);
  CHECK(measured->romBytes > 50 && measured->romBytes < 400);
  CHECK(measured->stackBytes >= 32 && measured->stackBytes <= 96);
  CHECK(measured->instructions > 40 && measured->instructions < 400);
  std::cerr << "rom " << measured->romBytes << " stack " << measured->stackBytes << " instructions "
            << measured->instructions << "\n";
}

static void equalBytesFromAnyFolder() {
  Tiny tiny(tinySource());
  llvm::Expected<ir::Measured> again = measure::measure(tiny.request(folder("another/place")));
  CHECK(bool(again));
  for (const char *file : {"/out/firmware/tiny.elf", "/out/firmware/tiny.map"}) {
    llvm::Expected<std::string> a = support::readFile(folder("a") + file);
    llvm::Expected<std::string> b = support::readFile(folder("another/place") + file);
    CHECK(a && b && *a == *b);
  }
}

static void wrongBytesAreCounted() {
  Tiny tiny(tinySource());
  tiny.expected[3][1] ^= 1;
  tiny.expected[69][0] ^= 1;
  llvm::Expected<ir::Measured> measured = measure::measure(tiny.request(folder("wrong")));
  CHECK(measured && measured->mismatches == 2 && measured->hostMismatches == 2);
}

static void anArenaThatIsNotExactShows() {
  Tiny tooLarge(tinySource(0)), tooSmall(tinySource(5));
  llvm::Expected<ir::Measured> large = measure::measure(tooLarge.request(folder("large")));
  CHECK(large && !large->arenaExact);
  llvm::Expected<ir::Measured> small = measure::measure(tooSmall.request(folder("small")));
  CHECK(small && !small->arenaExact);
}

static void whatIsLargeRunsFromTheSlowMemory() {
  Tiny tiny(tinySource());
  tiny.network.values.emplace_back().weight.data.resize(4 << 20);
  tiny.plan.arenaBytes = 4 << 20;
  llvm::Expected<ir::Measured> measured = measure::measure(tiny.request(folder("far")));
  CHECK(measured && measured->mismatches == 0 && measured->arenaExact);
  llvm::Expected<std::string> map = support::readFile(folder("far/out/firmware/tiny.map"));
  CHECK(map && contains(*map, ".arena          0x60"));
}

static void theLinkerSpeaksWhereItDoesNotFit() {
  Tiny tiny(tinySource());
  tiny.board.reservedRam = 65536 - 16;
  llvm::Expected<ir::Measured> measured = measure::measure(tiny.request(folder("full")));
  CHECK(measured && !measured->fitsBoard && contains(measured->boardMessage, "overflowed by"));
}

static void everyCoreHasItsMachine() {
  Tiny tiny(tinySource());
  for (const targets::Target *target : targets::all()) {
    tiny.board.core = target->name;
    llvm::Expected<ir::Measured> here = measure::measure(tiny.request(folder("core")));
    if (!CHECK(bool(here))) {
      std::cerr << target->name << ": " << text(here.takeError()) << "\n";
      continue;
    }
    CHECK(here->machine == target->machine.name && here->arenaExact && here->fitsBoard);
    CHECK_EQ(here->mismatches + here->hostMismatches, 0u);
    std::cerr << target->name << " on " << here->machine << ": " << here->mismatches
              << " mismatches in " << here->vectors << " vectors\n";
    std::filesystem::remove_all(folder("core"));
  }
  tiny.board.core = "cortex-z";
  llvm::Expected<ir::Measured> none = measure::measure(tiny.request(folder("none")));
  CHECK(!none && contains(text(none.takeError()), "no emulator is known for the core 'cortex-z'"));
}

static void brokenPromisesAreOurBugs() {
  Tiny statics(tinySource(4, "static int calls; if (++calls > 1000) return TINY_BAD;"));
  llvm::Expected<ir::Measured> a = measure::measure(statics.request(folder("statics")));
  CHECK(!a && contains(text(a.takeError()), "writable statics"));
  Tiny recursion(tinySource(4, "if (a[0] == 77 && a[1] == 3) { a[0] = 0; "
                               "return (tiny_status)(1 & (int)tiny_invoke(ctx)); }"));
  llvm::Expected<ir::Measured> b = measure::measure(recursion.request(folder("recursion")));
  CHECK(!b && contains(text(b.takeError()), "calls itself"));
  Tiny warning(tinySource(4, "uint8_t wide = (uint8_t)ctx->magic; int8_t narrow = ctx->magic; a[0] "
                             "= narrow + (int8_t)wide;"));
  llvm::Expected<ir::Measured> c = measure::measure(warning.request(folder("warning")));
  CHECK(!c && contains(text(c.takeError()), "conversion"));
}

int main() {
  for (const char *tool : {"arm-none-eabi-gcc", "qemu-system-arm"})
    if (llvm::Expected<std::string> found = measure::require(tool); !found) {
      skip(text(found.takeError()));
      return report();
    }
  figures();
  equalBytesFromAnyFolder();
  wrongBytesAreCounted();
  anArenaThatIsNotExactShows();
  whatIsLargeRunsFromTheSlowMemory();
  theLinkerSpeaksWhereItDoesNotFit();
  everyCoreHasItsMachine();
  brokenPromisesAreOurBugs();
  std::filesystem::remove_all(folder(""));
  return report();
}
