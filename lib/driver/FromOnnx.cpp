// SPDX-License-Identifier: Apache-2.0
#include "driver/FromOnnx.h"
#include "driver/Folder.h"
#include "driver/Run.h"
#include "foreign/ExternalData.h"
#include "onnx/Metadata.h"
#include "support/ModelName.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace pnasc::driver {

bool isModelFile(const Options &options) { return llvm::StringRef(options.spec).endswith(".onnx"); }

/// The name that the model was given when it was written, else one made from the file's.
static llvm::Expected<std::string> prefixOf(llvm::StringRef bytes, llvm::StringRef path) {
  auto metadata = onnx::readMetadata(bytes, path);
  if (!metadata)
    return metadata.takeError();
  const auto named = metadata->find("pnasc.name");
  return named != metadata->end()
             ? support::modelName(named->second)
             : support::modelName(llvm::sys::path::filename(path).split('.').first);
}

llvm::Error fromOnnx(Session &session) {
  llvm::Expected<std::string> bytes = foreign::readModelFile(session.options.spec);
  if (!bytes)
    return bytes.takeError();
  llvm::Expected<std::string> name = prefixOf(*bytes, session.options.spec);
  if (!name)
    return name.takeError();
  llvm::Expected<Firmware> firmware = readBack(std::move(*bytes));
  if (!firmware)
    return firmware.takeError();
  Run run(session);
  Making &making = run.models.emplace_back();
  making.result.name = *name;
  making.firmware = std::move(*firmware);
  if (llvm::Error error = follow(run, Stage::Plan, Stage::Emit))
    return error;
  const ir::Bundle &c = making.firmware.c;
  if (session.options.emit.empty())
    for (const auto &[path, text] : c)
      llvm::outs() << path << ' ' << text.size() << '\n';
  if (!session.writes())
    return llvm::Error::success();
  if (llvm::Error error = demandOursOrAbsent(session.options.output, c))
    return error;
  return writeFiles(session.options.output, c);
}

} // namespace pnasc::driver
