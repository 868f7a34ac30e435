// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Archive.h"
#include "catalogue/readers/Name.h"
#include "catalogue/readers/Stream.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Printable.h"
#include "support/Units.h"
#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <clocale>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace pnasc::readers {

namespace {

constexpr size_t PieceBytes = 1 << 16;
constexpr uint64_t HarmlessBytes = uint64_t{1} << 30;
constexpr uint64_t LikelyRatio = 1000;
constexpr uint64_t HeaderBytes = 512; ///< what a member takes that is empty: it counts too

/// libarchive takes names through the thread's locale, and loses what that cannot spell.
class Utf8Locale {
public:
  Utf8Locale() : ours(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (ours)
      before = ::uselocale(ours);
  }
  ~Utf8Locale() {
    if (!ours)
      return;
    ::uselocale(before);
    ::freelocale(ours);
  }

private:
  locale_t ours, before = nullptr;
};

class Walk {
public:
  Walk(std::string shown, uint64_t size, const Visitor &visitor)
      : in(archive_read_new()), shown(std::move(shown)), visitor(visitor), buffer(PieceBytes),
        most(std::max(HarmlessBytes, size * LikelyRatio)) {}
  ~Walk() { archive_read_free(in); }
  Walk(const Walk &) = delete;

  llvm::Error zip(llvm::StringRef bytes) {
    archive_read_support_format_zip_seekable(in); // by the list at its end, as all others read it
    return all(archive_read_open_memory(in, bytes.data(), bytes.size()));
  }
  llvm::Error zip(int fd) {
    archive_read_support_format_zip_seekable(in);
    return all(archive_read_open_fd(in, fd, PieceBytes));
  }
  llvm::Error tar(Stream &source) {
    stream = &source;
    archive_read_support_format_tar(in);
    if (llvm::Error error = all(archive_read_open(in, this, nullptr, pull, nullptr)))
      return error;
    return drain();
  }

private:
  llvm::Error all(int code) {
    archive_entry *entry = nullptr;
    while (code == ARCHIVE_OK && (code = archive_read_next_header(in, &entry)) == ARCHIVE_OK)
      if (llvm::Error error = one(entry))
        return error;
    return code == ARCHIVE_EOF ? llvm::Error::success() : damaged();
  }

  llvm::Error one(archive_entry *entry) {
    const char *spelled = archive_entry_pathname(entry);
    llvm::StringRef name = spelled ? spelled : "\xFF"; // null: no UTF-8 can be made of it
    while (name.consume_front("./"))
      ;
    const bool folder = archive_entry_filetype(entry) == AE_IFDIR;
    if (folder)
      name = name.rtrim('/');
    if (folder && (name.empty() || name == "."))
      return count(HeaderBytes);
    if (std::string reason = nameFault(name); !reason.empty())
      return hostile(name, reason);
    if (llvm::Error error = count(HeaderBytes + name.size()))
      return error;
    if (folder)
      return llvm::Error::success();
    const bool hidden = isHidden(name);
    if (!hidden)
      if (llvm::Error error = announce(entry, name))
        return error;
    return pieces(name, hidden);
  }

  llvm::Error announce(archive_entry *entry, llvm::StringRef name) {
    if (archive_entry_hardlink(entry) || archive_entry_filetype(entry) == AE_IFLNK)
      return hostile(name, "it is a link; unpack the archive by hand");
    if (archive_entry_filetype(entry) != AE_IFREG)
      return hostile(name, "it is no regular file");
    if (archive_entry_is_encrypted(entry))
      return hostile(name, "it is encrypted");
    return visitor.member(name.str());
  }

  /// Hidden ones are read as well: their size counts, and a checksum may tell of more than them.
  llvm::Error pieces(llvm::StringRef name, bool hidden) {
    const std::string kept = name.str(); // libarchive's own goes with the next call
    la_ssize_t got;
    while ((got = archive_read_data(in, buffer.data(), buffer.size())) > 0) {
      if (llvm::Error error = count(uint64_t(got)))
        return error;
      if (!hidden)
        if (llvm::Error error = visitor.piece({buffer.data(), size_t(got)}))
          return error;
    }
    return got < 0 ? damaged(" at '" + support::printable(kept) + "'") : llvm::Error::success();
  }

  /// What follows the last member: the rest of what the checksums are of.
  llvm::Error drain() {
    for (;;) {
      llvm::Expected<size_t> got = stream->read(buffer.data(), buffer.size());
      if (!got)
        return got.takeError();
      if (*got == 0)
        return llvm::Error::success();
      if (llvm::Error error = count(*got))
        return error;
    }
  }

  llvm::Error count(uint64_t bytes) {
    total += bytes;
    if (total <= most)
      return llvm::Error::success();
    return support::environment("cannot unpack '" + shown + "': it unpacks to more than " +
                                support::bytesText(most) +
                                ", which no archive of its size is believed");
  }
  llvm::Error hostile(llvm::StringRef name, const std::string &reason) const {
    return support::environment("cannot unpack '" + shown + "': it holds '" +
                                support::printable(name) + "': " + reason);
  }
  llvm::Error damaged(const std::string &place = "") {
    if (!failed.empty()) // the stream below has said more
      return support::environment(failed);
    const char *reason = archive_error_string(in);
    return support::environment("cannot unpack '" + shown + "'" + place + ": " +
                                (reason ? support::printable(reason) : "it is damaged"));
  }

  static la_ssize_t pull(archive *in, void *self, const void **into) {
    Walk &walk = *static_cast<Walk *>(self);
    walk.pulled.resize(PieceBytes);
    llvm::Expected<size_t> got = walk.stream->read(walk.pulled.data(), walk.pulled.size());
    *into = walk.pulled.data();
    if (got)
      return la_ssize_t(*got);
    walk.failed = llvm::toString(got.takeError());
    archive_set_error(in, EIO, "%s", "damaged");
    return -1;
  }

  Utf8Locale locale;
  archive *in;
  const std::string shown;
  const Visitor &visitor;
  std::vector<char> buffer, pulled;
  Stream *stream = nullptr;
  std::string failed; ///< what reading the stream ended with
  uint64_t total = 0;
  const uint64_t most;
};

} // namespace

bool isArchive(llvm::StringRef name) {
  return llvm::any_of(
      llvm::ArrayRef({".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2"}),
      [&](const char *ending) { return name.endswith_insensitive(ending); });
}

llvm::Error walkZip(llvm::StringRef bytes, const std::string &shown, const Visitor &visitor) {
  return Walk(support::printable(shown), bytes.size(), visitor).zip(bytes);
}

llvm::Error walkArchive(llvm::StringRef path, const Visitor &visitor) {
  llvm::Expected<int> fd = support::openFile(path);
  if (!fd)
    return fd.takeError();
  struct stat info = {};
  ::fstat(*fd, &info);
  Walk walk(support::printable(path), uint64_t(info.st_size), visitor);
  if (path.endswith_insensitive(".zip")) {
    llvm::Error error = walk.zip(*fd);
    ::close(*fd);
    return error;
  }
  ::close(*fd);
  llvm::Expected<std::unique_ptr<Stream>> stream = Stream::open(path);
  return stream ? walk.tar(**stream) : stream.takeError();
}

} // namespace pnasc::readers
