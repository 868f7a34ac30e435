// SPDX-License-Identifier: Apache-2.0
// Order, counting, suppression of repeats, JSON, failures, explanations.
// LINK: pnasc_support
#include "support/Diagnostics.h"
#include "Check.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace pnasc;
using support::Diag;

struct Fixture {
  Fixture() : engine(sources), page(text) {
    file = sources.add(llvm::MemoryBuffer::getMemBufferCopy("first line\nsecond line\n", "a.pnas"));
    engine.setStream(page);
  }
  support::Span range(uint32_t from, uint32_t to) const { return {file, from, to - from}; }
  bool says(llvm::StringRef what) { return llvm::StringRef(page.str()).contains(what); }

  support::Sources sources;
  support::DiagnosticEngine engine;
  std::string text;
  llvm::raw_string_ostream page;
  uint32_t file;
};

static void text() {
  Fixture f;
  f.engine.report(Diag::Reserved, f.range(11, 17), "second", "a block");
  f.engine.report(Diag::UnknownName, f.range(0, 5), "first", "").fix(f.range(0, 5), "fist");
  f.engine.report(Diag::Reserved, f.range(11, 17), "second", "a block");
  CHECK_EQ(f.engine.errors(), 2u); // the repeat is told once
  CHECK(f.engine.status() == support::Exit::Spec);
  f.engine.finish();
  CHECK(f.says("a.pnas:1:1: error: unknown name 'first' [PN2001]\nfirst line\n^~~~~\nfist"));
  CHECK(f.text.find("second line") > f.text.find("first line")); // by place, not by time
  CHECK(f.says("2 errors\n"));
}

static void many() {
  Fixture f;
  for (int i = 0; i < 500; ++i)
    f.engine.report(Diag::UnknownName, f.range(0, 5), std::to_string(i), "").note("far too many");
  f.engine.finish();
  CHECK_EQ(llvm::StringRef(f.text).count("[PN2001]"), size_t{200});
  CHECK(f.says("500 errors, not all are shown\n"));
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
  f.engine.close("1.2.3");
  CHECK_EQ(llvm::StringRef(f.text).count("pnasc-diagnostics"), size_t{1}); // the header stands once
  CHECK(llvm::StringRef(f.text).startswith(R"({"format":"pnasc-diagnostics","version":1})"));
}

/// Columns of SARIF count characters, fixes are alternatives, and paths are URIs.
static void sarif() {
  support::Sources sources;
  const uint32_t file =
      sources.add(llvm::MemoryBuffer::getMemBufferCopy("\xC3\xA4 = 3 KB\n", "/a b/\xC3\xBC.pnas"));
  const support::Span unit{file, 7, 2};
  support::DiagnosticEngine engine(sources);
  std::string text;
  llvm::raw_string_ostream page(text);
  engine.setStream(page);
  engine.setFormat(support::DiagnosticFormat::Sarif);
  engine.report(Diag::AmbiguousUnit, unit, "KB", "kB", "KiB").fix(unit, "KiB").fix(unit, "kB");
  engine.finish();
  CHECK(page.str().empty());
  engine.render(support::Failure(support::Exit::Environment, "no disk"));
  engine.close("1.2.3");
  const llvm::Expected<llvm::json::Value> log = llvm::json::parse(page.str());
  const llvm::json::Object &run = *(*log->getAsObject()->getArray("runs"))[0].getAsObject();
  const llvm::json::Array &results = *run.getArray("results");
  CHECK_EQ(results.size(), size_t{2});
  const llvm::json::Object &first = *results[0].getAsObject();
  CHECK_EQ(first.getArray("fixes")->size(), size_t{2});
  const auto *place =
      (*first.getArray("locations"))[0].getAsObject()->getObject("physicalLocation");
  CHECK_EQ(*place->getObject("region")->getInteger("startColumn"), int64_t{7});
  CHECK(*place->getObject("artifactLocation")->getString("uri") == "file:///a%20b/%C3%BC.pnas");
  CHECK(!results[1].getAsObject()->get("ruleId"));
}

int main() {
  text();
  many();
  failures();
  json();
  sarif();
  CHECK(support::explain("pn2005")->find("1024") != std::string::npos);
  CHECK(!support::explain("PN9999"));
  CHECK_EQ(support::nearest("trails", {"trials", "train"}), std::string("trials"));
  CHECK_EQ(support::nearest("zebra", {"trials"}), std::string());
  CHECK_EQ(support::nearest("h", {"x"}), std::string());
  return report();
}
