// SPDX-License-Identifier: Apache-2.0
// libarchive inflates .xz and .bz2 and checks them; of .gz it leaves the checksum aside, so that is
// read by our own reader, as is what is not compressed.
#include "catalogue/readers/Stream.h"
#include "catalogue/readers/GzipFile.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Printable.h"
#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

namespace pnasc::readers {

namespace {

constexpr size_t PieceBytes = 1 << 16;

class Gzip : public Stream {
public:
  explicit Gzip(std::unique_ptr<readers::GzipFile> file) : file(std::move(file)) {}
  llvm::Expected<size_t> read(char *into, size_t size) override {
    llvm::Expected<size_t> got = file->read(into, size);
    if (!got || *got > 0)
      return got;
    llvm::Expected<bool> ended = file->atEnd(); // whether the compressed data are whole
    if (!ended)
      return ended.takeError();
    return 0;
  }

private:
  std::unique_ptr<readers::GzipFile> file;
};

class Filtered : public Stream {
public:
  Filtered(llvm::StringRef path, int fd) : path(path), fd(fd), in(archive_read_new()) {}
  ~Filtered() override {
    archive_read_free(in);
    ::close(fd);
  }
  llvm::Error begin() {
    archive_read_support_filter_xz(in);
    archive_read_support_filter_bzip2(in);
    archive_read_support_format_raw(in);
    archive_entry *entry = nullptr;
    if (archive_read_open_fd(in, fd, PieceBytes) != ARCHIVE_OK ||
        archive_read_next_header(in, &entry) != ARCHIVE_OK)
      return damaged();
    if (archive_filter_count(in) != 2) // the filter, and the file itself
      return support::environment("cannot unpack '" + support::printable(path) +
                                  "': it is not compressed as its name says");
    return llvm::Error::success();
  }
  llvm::Expected<size_t> read(char *into, size_t size) override {
    const la_ssize_t got = archive_read_data(in, into, size);
    if (got < 0)
      return damaged();
    return size_t(got);
  }

private:
  llvm::Error damaged() const {
    const char *reason = archive_error_string(in);
    return support::environment("cannot unpack '" + support::printable(path) +
                                "': " + (reason ? support::printable(reason) : "it is damaged"));
  }

  std::string path;
  int fd;
  archive *in;
};

} // namespace

llvm::Expected<std::unique_ptr<Stream>> Stream::open(llvm::StringRef path) {
  const bool byArchive = path.endswith_insensitive("xz") || path.endswith_insensitive("bz2");
  if (!byArchive) {
    llvm::Expected<std::unique_ptr<readers::GzipFile>> file = readers::GzipFile::open(path);
    if (!file)
      return file.takeError();
    return std::make_unique<Gzip>(std::move(*file));
  }
  llvm::Expected<int> fd = support::openFile(path);
  if (!fd)
    return fd.takeError();
  auto filtered = std::make_unique<Filtered>(path, *fd);
  if (llvm::Error error = filtered->begin())
    return error;
  return filtered;
}

} // namespace pnasc::readers
