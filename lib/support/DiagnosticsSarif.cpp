// SPDX-License-Identifier: Apache-2.0
// Diagnostics as one document of SARIF 2.1.0 (Static Analysis Results Interchange Format, OASIS
// standard, 2020), for editors and code-scanning services. Columns count characters.
#include "support/Diagnostics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::support {

using llvm::json::Array;
using llvm::json::Object;

namespace {

/// A path as the URI reference that it is (RFC 3986): absolute ones with their scheme.
std::string uri(llvm::StringRef path) {
  std::string result = llvm::sys::path::is_absolute(path) ? "file://" : "";
  for (char c : path) {
    if (llvm::isAlnum(c) || llvm::StringRef("-._~/").contains(c))
      result += c;
    else
      result += "%" + llvm::toHex(llvm::StringRef(&c, 1));
  }
  return result;
}

class Document {
public:
  Document(const Sources &sources) : sources(sources) {}

  Object result(const Diagnostic &diagnostic);
  Array rules;

private:
  int64_t column(const Span &place) const;
  Object region(const Span &range) const;
  Object artifact(uint32_t file) const;
  Object location(Span range) const;
  int64_t rule(const std::string &id);

  const Sources &sources;
  std::vector<std::string> ids;
};

/// Of the start of `place`.
int64_t Document::column(const Span &place) const {
  const uint32_t bytes = sources.startOf(place).column - 1;
  const llvm::StringRef before = sources.text({place.file, place.offset - bytes, bytes});
  return 1 + llvm::count_if(before, [](char c) { return (uint8_t(c) & 0xC0) != 0x80; });
}

Object Document::region(const Span &range) const {
  return Object{{"startLine", int64_t(sources.startOf(range).line)},
                {"startColumn", column(range)},
                {"endLine", int64_t(sources.endOf(range).line)},
                {"endColumn", column(range.back())}};
}

Object Document::artifact(uint32_t file) const { return Object{{"uri", uri(sources.name(file))}}; }

/// Empty where the place is nowhere; the command line is no file and gets a logical location.
Object Document::location(Span range) const {
  if (!range.isValid())
    return {};
  const llvm::StringRef name = sources.name(range.file);
  if (name.startswith("<"))
    return Object{{"logicalLocations", Array{Object{{"fullyQualifiedName", name}}}}};
  return Object{{"physicalLocation",
                 Object{{"artifactLocation", artifact(range.file)}, {"region", region(range)}}}};
}

/// Its place among the rules that the document describes.
int64_t Document::rule(const std::string &id) {
  const auto known = llvm::find(ids, id);
  if (known != ids.end())
    return known - ids.begin();
  ids.push_back(id);
  const std::string text = explanation(id).str();
  rules.push_back(Object{{"id", id},
                         {"fullDescription", Object{{"text", text}}},
                         {"help", Object{{"text", text + "\n(pnasc explain " + id + ")"}}}});
  return int64_t(ids.size()) - 1;
}

Object Document::result(const Diagnostic &diagnostic) {
  Object result{{"level", diagnostic.severity == Severity::Error ? "error" : "warning"},
                {"message", Object{{"text", llvm::json::fixUTF8(diagnostic.message)}}}};
  if (!diagnostic.id.empty()) {
    result["ruleId"] = diagnostic.id;
    result["ruleIndex"] = rule(diagnostic.id);
  }
  if (Object place = location(diagnostic.range); !place.empty())
    result["locations"] = Array{std::move(place)};
  Array related, fixes;
  for (const Diagnostic::Note &note : diagnostic.notes) {
    Object place = location(note.range);
    place["message"] = Object{{"text", llvm::json::fixUTF8(note.message)}};
    related.push_back(std::move(place));
  }
  if (!related.empty())
    result["relatedLocations"] = std::move(related);
  for (const Diagnostic::Fix &fix : diagnostic.fixes) {
    Object replacement{{"deletedRegion", region(fix.range)},
                       {"insertedContent", Object{{"text", fix.replacement}}}};
    fixes.push_back(Object{
        {"description", Object{{"text", "write '" + fix.replacement + "'"}}},
        {"artifactChanges", Array{Object{{"artifactLocation", artifact(fix.range.file)},
                                         {"replacements", Array{std::move(replacement)}}}}}});
  }
  if (!fixes.empty())
    result["fixes"] = std::move(fixes);
  return result;
}

} // namespace

void DiagnosticEngine::printSarif(llvm::StringRef version) {
  Document document(files);
  Array list;
  bool success = true;
  for (const Diagnostic &diagnostic : results) {
    list.push_back(document.result(diagnostic));
    success &= diagnostic.severity != Severity::Error;
  }
  Object driver{{"name", "pnasc"}, {"version", version}, {"rules", std::move(document.rules)}};
  Object run{{"tool", Object{{"driver", std::move(driver)}}},
             {"columnKind", "unicodeCodePoints"},
             {"invocations", Array{Object{{"executionSuccessful", success}}}},
             {"results", std::move(list)}};
  Object root{{"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                          "sarif-schema-2.1.0.json"},
              {"version", "2.1.0"},
              {"runs", Array{std::move(run)}}};
  out() << llvm::formatv("{0:2}", llvm::json::Value(std::move(root))) << '\n';
  results.clear();
}

} // namespace pnasc::support
