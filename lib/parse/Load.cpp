// SPDX-License-Identifier: Apache-2.0
#include "parse/Load.h"
#include "parse/SourceLocations.h"
#include "support/Units.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

namespace pnasc::parse {

using support::Diag;

namespace {

/// A thousand times the longest program we know.
constexpr uint64_t mostBytes = 4 << 20;

/// A place in a file that is not shown: its bytes are not for terminals.
support::Span placeIn(support::Sources &sources, const std::string &file, llvm::StringRef shown,
                      size_t offset) {
  return {sources.add(llvm::MemoryBuffer::getMemBufferCopy(shown, file)), uint32_t(offset), 0};
}

/// A pipe or a device has no size beforehand and may have no end: one byte more than is allowed.
llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> stream(const std::string &file) {
  int descriptor = 0;
  if (const std::error_code code = llvm::sys::fs::openFileForRead(file, descriptor))
    return code;
  std::string text(mostBytes + 1, '\0');
  size_t size = 0;
  llvm::Error failed = llvm::Error::success();
  for (bool more = true; more && size < text.size();) {
    auto count = llvm::sys::fs::readNativeFile(
        descriptor, llvm::MutableArrayRef<char>(text.data() + size, text.size() - size));
    more = count && *count > 0;
    if (count)
      size += *count;
    else
      failed = llvm::joinErrors(std::move(failed), count.takeError());
  }
  llvm::sys::fs::closeFile(descriptor);
  if (failed)
    return llvm::errorToErrorCode(std::move(failed));
  return llvm::MemoryBuffer::getMemBufferCopy(llvm::StringRef(text.data(), size), file);
}

/// Lines stay where they are, everything but plain characters becomes a question mark.
std::string shown(llvm::StringRef text) {
  std::string result = text.str();
  for (char &c : result)
    if (!llvm::isPrint(c) && c != '\n' && c != '\t')
      c = '?';
  return result;
}

} // namespace

std::unique_ptr<llvm::MemoryBuffer> loadFile(const std::string &file, support::Span from,
                                             support::Sources &sources,
                                             support::DiagnosticEngine &diagnostics) {
  llvm::sys::fs::file_status status;
  const std::error_code code = llvm::sys::fs::status(file, status);
  if (code || llvm::sys::fs::is_directory(status)) {
    diagnostics.report(Diag::CannotRead, from, file, code ? code.message() : "it is a folder");
    return nullptr;
  }
  const auto tooLarge = [&](uint64_t bytes) {
    if (bytes > mostBytes)
      diagnostics.report(Diag::FileTooLarge, from.isValid() ? from : placeIn(sources, file, "", 0),
                         file, support::bytesText(bytes), support::bytesText(mostBytes));
    return bytes > mostBytes;
  };
  if (tooLarge(status.getSize()))
    return nullptr;
  // Volatile: read and not mapped, so that the file may change or go while we still point at it.
  auto buffer = llvm::sys::fs::is_regular_file(status)
                    ? llvm::MemoryBuffer::getFile(file, /*IsText=*/false,
                                                  /*RequiresNullTerminator=*/true,
                                                  /*IsVolatile=*/true)
                    : stream(file);
  if (!buffer)
    diagnostics.report(Diag::CannotRead, from, file, buffer.getError().message());
  else if (!tooLarge((*buffer)->getBufferSize()))
    return std::move(*buffer);
  return nullptr;
}

bool isText(const llvm::MemoryBuffer &buffer, support::Span from, support::Sources &sources,
            support::DiagnosticEngine &diagnostics) {
  const llvm::StringRef text = buffer.getBuffer();
  const std::string file = buffer.getBufferIdentifier().str();
  const std::optional<size_t> wrong = firstWrongByte(text);
  if (!wrong)
    return true;
  if (text.contains('\0'))
    diagnostics.report(Diag::Binary, from.isValid() ? from : placeIn(sources, file, "", 0), file);
  else
    diagnostics.report(Diag::NotText, placeIn(sources, file, shown(text), *wrong), file, *wrong);
  return false;
}

} // namespace pnasc::parse
