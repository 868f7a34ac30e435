// SPDX-License-Identifier: Apache-2.0
#include "parse/Parse.h"
#include "parse/Builder.h"
#include "parse/Load.h"
#include "parse/Tree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <algorithm>

namespace pnasc::parse {
namespace {

using support::Diag;
namespace path = llvm::sys::path;

/// Follows imports, each file once; `program` fills as files are finished.
class Loader {
public:
  Loader(support::Sources &sources, support::DiagnosticEngine &diagnostics, const Files &files)
      : sources(sources), diagnostics(diagnostics), files(files),
        program(std::make_shared<ast::Program>()) {}

  std::shared_ptr<const ast::Program> load(llvm::StringRef file,
                                           std::unique_ptr<llvm::MemoryBuffer> text);

private:
  /// `text` stands for what the file holds; null: it is read. False where there is nothing to go
  /// on with.
  bool read(const std::string &file, support::Span from, std::unique_ptr<llvm::MemoryBuffer> text);
  void followAll(const std::vector<ast::Import> &imports, const std::string &importer);
  void follow(const ast::Import &import, const std::string &importer);
  void checkVersion(const File &file);
  void take(File file, bool imported);
  std::string find(llvm::StringRef name, llvm::StringRef importer) const;

  support::Sources &sources;
  support::DiagnosticEngine &diagnostics;
  const Files &files;
  std::shared_ptr<ast::Program> program;
  std::vector<std::string> open, done; ///< real paths
};

std::string realPath(llvm::StringRef file) {
  llvm::SmallString<256> real;
  return llvm::sys::fs::real_path(file, real) ? file.str() : real.str().str();
}

std::shared_ptr<const ast::Program> Loader::load(llvm::StringRef file,
                                                 std::unique_ptr<llvm::MemoryBuffer> text) {
  program->path = file.str();
  if (!read(file.str(), {}, std::move(text)))
    return nullptr;
  for (const auto &type : program->types)
    for (const ast::Name &word : type->words)
      program->words.try_emplace(word.text, int64_t(program->words.size()));
  for (const auto &block : program->blocks)
    program->blockNames.try_emplace(block->name.text, block.get());
  for (const auto &one : program->architectures)
    program->architectureNames.try_emplace(one->name.text, one.get());
  return program;
}

bool Loader::read(const std::string &file, support::Span from,
                  std::unique_ptr<llvm::MemoryBuffer> text) {
  if (const auto open = files.open.find(file); !text && open != files.open.end())
    text = llvm::MemoryBuffer::getMemBufferCopy(open->second, file);
  if (!text)
    text = loadFile(file, from, sources, diagnostics);
  if (!text || !isText(*text, from, sources, diagnostics))
    return false;
  const uint32_t id = sources.add(std::move(text));
  Tree tree(id, sources.text(id), diagnostics);
  Grammar::ProgramContext *root = tree.program();
  if (!root)
    return false;
  File content = Builder(tree.places(), tree.sound()).file(root);
  program->whole &= content.whole;
  if (open.empty())
    program->range = content.version.empty() ? content.start : content.version.range;
  checkVersion(content);
  open.push_back(realPath(file));
  followAll(content.imports, file);
  done.push_back(open.back());
  open.pop_back();
  const bool empty = content.empty;
  take(std::move(content), !open.empty());
  return !empty;
}

void Loader::followAll(const std::vector<ast::Import> &imports, const std::string &importer) {
  llvm::StringMap<support::Span> seen;
  for (const ast::Import &import : imports) {
    const auto [before, fresh] = seen.try_emplace(import.path, import.range);
    if (fresh)
      follow(import, importer);
    else
      diagnostics.report(Diag::ImportedTwice, import.range, import.path)
          .note("first here", before->second);
  }
}

void Loader::follow(const ast::Import &import, const std::string &importer) {
  const std::string file = find(import.path, importer);
  if (file.empty()) {
    program->whole = false;
    auto handle = diagnostics.report(Diag::NoSuchImport, import.range, import.path);
    handle.note("looked beside '" + importer +
                "', in the folders of -I and in the installed library");
    return;
  }
  const std::string real = realPath(file);
  if (llvm::is_contained(open, real)) {
    program->whole = false;
    auto handle = diagnostics.report(Diag::ImportCycle, import.range, import.path);
    for (auto at = llvm::find(open, real); at != open.end(); ++at)
      handle.note("by way of '" + *at + "'");
    return;
  }
  if (!llvm::is_contained(done, real) && !read(file, import.range, nullptr))
    program->whole = false;
}

std::string Loader::find(llvm::StringRef name, llvm::StringRef importer) const {
  std::vector<std::string> folders{path::parent_path(importer).str()};
  llvm::append_range(folders, files.importPaths);
  for (const std::string &folder : folders)
    for (const char *ending : {".pnas", ""}) {
      llvm::SmallString<256> file(folder);
      path::append(file, name + ending);
      if (files.open.count(file.str().str()) || llvm::sys::fs::is_regular_file(file))
        return file.str().str();
    }
  return {};
}

void Loader::checkVersion(const File &file) {
  if (file.empty)
    diagnostics.report(Diag::EmptyFile, file.start).fix(file.start, "pnas 1.0 ");
  else if (file.version.empty() && file.whole) // else it may be what could not be read
    diagnostics.report(Diag::MissingVersion, file.start).fix(file.start, "pnas 1.0 ");
  else if (!file.version.empty() && file.version.text != "1.0")
    diagnostics.report(Diag::WrongVersion, file.version.range, file.version.text);
}

void Loader::take(File file, bool imported) {
  for (ast::Section &section : file.sections)
    section.imported = imported;
  for (auto &block : file.blocks)
    block->imported = imported;
  for (auto &architecture : file.architectures)
    architecture->imported = imported;
  std::move(file.types.begin(), file.types.end(), std::back_inserter(program->types));
  std::move(file.blocks.begin(), file.blocks.end(), std::back_inserter(program->blocks));
  std::move(file.architectures.begin(), file.architectures.end(),
            std::back_inserter(program->architectures));
  std::move(file.sections.begin(), file.sections.end(), std::back_inserter(program->sections));
}

} // namespace

std::shared_ptr<const ast::Program> parse(support::Sources &sources,
                                          support::DiagnosticEngine &diagnostics,
                                          llvm::StringRef file, const Files &files,
                                          std::unique_ptr<llvm::MemoryBuffer> text) {
  return Loader(sources, diagnostics, files).load(file, std::move(text));
}

std::optional<ast::Override> parseOverride(support::Sources &sources,
                                           support::DiagnosticEngine &diagnostics,
                                           llvm::StringRef name, llvm::StringRef value) {
  const std::string line = (name + " = " + value).str();
  auto buffer = llvm::MemoryBuffer::getMemBufferCopy(line, "<command line>");
  if (!isText(*buffer, {}, sources, diagnostics))
    return std::nullopt;
  const uint32_t id = sources.add(std::move(buffer));
  Tree tree(id, sources.text(id), diagnostics);
  Grammar::OverrideContext *root = tree.override();
  if (!root || !tree.sound())
    return std::nullopt;
  ast::Override result;
  result.entry = Builder(tree.places(), true).overriding(root, result.path);
  return result;
}

} // namespace pnasc::parse
