// SPDX-License-Identifier: Apache-2.0
// Order, counting, suppression of repeats, JSON, failures, explanations.
// LINK: pnasc_support
#include "support/Diagnostics.h"
#include "Check.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace pnasc;
using support::Diag;

struct Fixture {
  Fixture() : engine(sources), page(text) {
    const unsigned id = sources.AddNewSourceBuffer(
        llvm::MemoryBuffer::getMemBufferCopy("first line\nsecond line\n", "a.pnas"), {});
    start = sources.getMemoryBuffer(id)->getBufferStart();
    engine.setStream(page);
  }
  llvm::SMRange range(int from, int to) const {
    return {llvm::SMLoc::getFromPointer(start + from), llvm::SMLoc::getFromPointer(start + to)};
  }
  bool says(llvm::StringRef what) { return llvm::StringRef(page.str()).contains(what); }

  llvm::SourceMgr sources;
  support::DiagnosticEngine engine;
  std::string text;
  llvm::raw_string_ostream page;
  const char *start;
};

static void text() {
  Fixture f;
  f.engine.report(Diag::Reserved, f.range(11, 17), "second", "a block");
  f.engine.report(Diag::UnknownName, f.range(0, 5), "word", "first", "").fix(f.range(0, 5), "fist");
  f.engine.report(Diag::Reserved, f.range(11, 17), "second", "a block");
  CHECK_EQ(f.engine.errors(), 2u); // the repeat is told once
  CHECK(f.engine.status() == support::Exit::Spec);
  f.engine.finish();
  CHECK(f.says("a.pnas:1:1: error: unknown word 'first' [PN2001]\nfirst line\n^~~~~\nfist"));
  CHECK(f.text.find("second line") > f.text.find("first line")); // by place, not by time
  CHECK(f.says("2 errors\n"));
}

static void failures() {
  Fixture f;
  support::Failure failure(support::Exit::Infeasible, "nothing fits", f.range(0, 5));
  failure.notes.push_back({"because of this", f.range(11, 17)});
  f.engine.render(failure);
  CHECK(f.says("a.pnas:1:1: error: nothing fits\n"));
  CHECK(f.says("a.pnas:2:1: note: because of this\n"));
  f.engine.render(support::Failure(support::Exit::Environment, "no disk"));
  CHECK(f.says("pnasc: error: no disk\n"));
}

static void json() {
  Fixture f;
  f.engine.setFormat(support::DiagnosticFormat::Json);
  f.engine.report(Diag::Reserved, f.range(11, 17), "second", "a block");
  f.engine.finish();
  CHECK(f.says(R"("id":"PN2008")"));
  CHECK(f.says(R"("line":2)"));
}

int main() {
  text();
  failures();
  json();
  CHECK(support::explain("pn2005")->find("1024") != std::string::npos);
  CHECK(!support::explain("PN9999"));
  CHECK_EQ(support::nearest("trails", {"trials", "train"}), std::string("trials"));
  CHECK_EQ(support::nearest("zebra", {"trials"}), std::string());
  return report();
}
