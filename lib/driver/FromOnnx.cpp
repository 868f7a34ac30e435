// SPDX-License-Identifier: Apache-2.0
#include "driver/FromOnnx.h"
#include "driver/Firmware.h"
#include "foreign/ExternalData.h"
#include "onnx/Metadata.h"
#include "support/Files.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::driver {

bool isModelFile(const Options &options) { return llvm::StringRef(options.spec).endswith(".onnx"); }

/// The name that the model was given when it was written, else one made from the file's.
static llvm::Expected<std::string> prefixOf(llvm::StringRef bytes, llvm::StringRef path) {
  auto metadata = onnx::readMetadata(bytes, path);
  if (!metadata)
    return metadata.takeError();
  if (auto named = metadata->find("pnasc.name"); named != metadata->end())
    return named->second;
  std::string name;
  for (char c : llvm::sys::path::filename(path).split('.').first.lower())
    name += llvm::isAlnum(c) ? c : '_';
  return llvm::isDigit(name.front()) ? "m" + name : name;
}

static void print(const Session &session, const Firmware &firmware) {
  if (session.wants("graph"))
    llvm::outs() << firmware.network.graph.text();
  if (session.wants("plan"))
    llvm::outs() << firmware.plan.text(firmware.network.graph);
  if (session.wants("c"))
    printFiles(firmware.c);
  if (session.options.emit.empty())
    for (const auto &[path, text] : firmware.c)
      llvm::outs() << path << ' ' << text.size() << '\n';
}

llvm::Error fromOnnx(Session &session) {
  llvm::Expected<std::string> bytes = foreign::readModelFile(session.options.spec);
  if (!bytes)
    return bytes.takeError();
  llvm::Expected<std::string> name = prefixOf(*bytes, session.options.spec);
  if (!name)
    return name.takeError();
  llvm::Expected<Firmware> firmware = lowerToC(std::move(*bytes), *name);
  if (!firmware)
    return firmware.takeError();
  print(session, *firmware);
  if (session.writes())
    return writeFiles(session.options.output, firmware->c);
  return llvm::Error::success();
}

} // namespace pnasc::driver
