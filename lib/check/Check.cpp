// SPDX-License-Identifier: Apache-2.0
#include "check/Check.h"
#include "catalogue/proxies/Catalogue.h"
#include "check/Checker.h"
#include "support/Digest.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {
namespace {

class Program {
public:
  Program(Job &job, support::DiagnosticEngine &diagnostics) : job(job), diagnostics(diagnostics) {}

  void run() {
    for (const ast::Section &section : job.program.sections)
      sort(section);
    checkDeclarations(job);
    checkUses(job);
    readAll();
    if (diagnostics.errors())
      return;
    addBoardRequirements(job.spec);
    checkLimits(job);
    checkSearch(job, *find("search"), findOrEmpty("select"));
    checkShapes(job);
    if (!diagnostics.errors())
      checkRequirementParts(job);
    if (!diagnostics.errors())
      warnOfUnused(job);
  }

private:
  /// Known kinds only, each named or not as it must be, the main file's own in the main file.
  void sort(const ast::Section &section) {
    const std::string &kind = section.kind.text;
    const language::Section *schema = language::findSection(kind);
    if (!schema)
      return job.reader.unknown(Diag::UnknownSection, section.kind,
                                language::namesOf(language::sections()));
    const bool library = schema->library;
    if (section.imported && !library)
      diagnostics.report(Diag::WrongPlace, section.kind.range, kind);
    if (schema->named) {
      if (section.name.empty())
        diagnostics.report(Diag::NamelessSection, section.kind.range, kind);
      else
        checkName(job, section.name, "a section");
    } else if (!section.name.empty())
      diagnostics.report(Diag::NamedSection, section.name.range, kind).fix(section.name.range, "");
    const auto before = llvm::find_if(sections, [&](const ast::Section *one) {
      return one->kind.text == kind && (!library || one->name.text == section.name.text);
    });
    if (before != sections.end())
      job.reader.twice("section", library ? section.name : section.kind, (*before)->kind.range,
                       Diag::DeclaredTwice);
    else
      sections.push_back(&section);
  }

  const ast::Section *find(llvm::StringRef kind) const {
    for (const ast::Section *section : sections)
      if (section->kind.text == kind)
        return section;
    return nullptr;
  }

  /// A section that may be left out is read all the same: the command line may speak for it.
  const ast::Section &findOrEmpty(const char *kind) {
    if (const ast::Section *section = find(kind))
      return *section;
    empty.push_back(std::make_unique<ast::Section>());
    empty.back()->kind.text = kind;
    return *empty.back();
  }

  const ast::Section *findNamed(const char *kind, const ast::Name &name) {
    std::vector<std::string> known;
    for (const ast::Section *section : sections)
      if (section->kind.text == kind) {
        if (section->name.text == name.text)
          return section;
        known.push_back(section->name.text);
      }
    job.reader.unknown(kind == llvm::StringRef("board") ? Diag::UnknownBoard : Diag::UnknownDataset,
                       name, known);
    return nullptr;
  }

  /// What `on` names; all data sets are read when there is none, for their errors.
  void readData(const ast::Section &search) {
    const ast::Entry *on = nullptr;
    for (const ast::Entry &entry : search.entries)
      if (entry.kind == ast::Entry::Kind::On) {
        if (on)
          job.reader.twice("setting", entry.key, on->key.range);
        on = &entry;
      }
    if (!on && search.whole)
      diagnostics.report(Diag::NoData, search.kind.range);
    if (const ast::Section *data = on ? findNamed("dataset", on->name) : nullptr)
      readDataset(job, *data);
  }

  void readDeploy() {
    const ast::Section &deploy = findOrEmpty("deploy");
    const Settings given = job.reader.settings(deploy, language::section("deploy"));
    readEmit(given.find("emit"));
    const Settings::One *line = given.find("target");
    const auto *target = line ? std::get_if<ast::Name>(&line->value) : nullptr;
    if (target) {
      if (const ast::Section *board = findNamed("board", *target))
        readBoard(job, *board);
    } else if (deploy.whole && job.program.whole)
      diagnostics.report(Diag::NoSection,
                         deploy.kind.range.isValid() ? deploy.kind.range : job.program.range,
                         "'deploy { target = BOARD }'");
  }

  void readEmit(const Settings::One *line) {
    const auto *words = line ? std::get_if<std::vector<std::string>>(&line->value) : nullptr;
    if (!words)
      return;
    const auto has = [&](const char *word) { return llvm::is_contained(*words, word); };
    job.spec.deploy = {has("c"), has("onnx"), has("firmware"), has("report")};
  }

  void readAll() {
    readDeploy(); // requirements of energy need the board
    if (const ast::Section *search = find("search")) {
      readData(*search);
      readSearch(job, *search);
    } else if (job.program.whole) {
      diagnostics.report(Diag::NoSection, job.program.range, "'search NAME { ... }'");
    }
    readScore(job, findOrEmpty("score"));
    readSelect(job, findOrEmpty("select"));
    readTrain(job, findOrEmpty("train"));
    readQuantize(job, findOrEmpty("quantize"));
    for (const ast::Name &name : job.reader.overrides.unused())
      job.reader.unknown(Diag::UnknownSetting, name, language::overridable());
  }

  Job &job;
  support::DiagnosticEngine &diagnostics;
  std::vector<const ast::Section *> sections;
  std::vector<std::unique_ptr<ast::Section>> empty;
};

/// Of everything that decides results, however it is laid out. Where data lie does not, so a folder
/// from the environment is left out, and neither does which files are written.
std::string digestOf(const ir::Spec &spec) {
  ir::Spec plain = spec;
  plain.dataset.root.clear();
  plain.dataset.rootVariable.clear();
  plain.deploy = {};
  std::string text = plain.text();
  for (const ir::ArchitectureRef &one : spec.architectures)
    text += ast::text(*one.declaration);
  for (const auto &block : spec.program->blocks)
    text += ast::text(*block);
  return support::digest(text);
}

} // namespace

std::shared_ptr<const ir::Spec> check(std::shared_ptr<const ast::Program> program,
                                      support::DiagnosticEngine &diagnostics,
                                      const Options &options) {
  auto spec = std::make_shared<ir::Spec>();
  spec->program = program;
  spec->path = program->path;
  spec->score = proxies::usual();
  Overrides overrides(options.overrides);
  Reader reader(diagnostics, overrides);
  reader.partial = !program->whole;
  Job job{*program, *spec, reader, options.environment};
  Program(job, diagnostics).run();
  if (diagnostics.errors())
    return nullptr;
  if (options.seed)
    spec->search.seed = *options.seed;
  spec->digest = digestOf(*spec);
  return spec;
}

} // namespace pnasc::check
