// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_readers
// Which files a folder and its archives hold, what is in them, and what is refused.
#include "Archives.h"
#include "Check.h"
#include "Damage.h"
#include "catalogue/readers/File.h"
#include <filesystem>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace pnasc;
namespace fs = std::filesystem;

namespace {

std::string said(const std::string &folder) { return messageOf(readers::filesIn(folder)); }

/// "name=content" of each, in the order given.
std::string all(const std::string &folder) {
  auto files = readers::filesIn(folder);
  if (!files)
    return llvm::toString(files.takeError());
  std::string text;
  for (const readers::File &file : *files) {
    auto bytes = file.read();
    text += file.name + "=" + (bytes ? *bytes : llvm::toString(bytes.takeError())) + ";";
    CHECK(!bytes || bytes->size() == file.bytes);
  }
  return text;
}

void onDisk() {
  Scratch scratch;
  CHECK_EQ(all(scratch.folder), "");
  scratch.write("b.txt", "1");
  scratch.write("B.txt", "2");
  scratch.write("a/x/y", "3");
  scratch.write("a.txt", "4");
  scratch.write("\xC3\xA9", "5");
  scratch.write(".hidden", "no");
  scratch.write(".git/config", "no");
  scratch.write("a/x.zip", "of a folder below: not opened");
  fs::create_symlink("b.txt", scratch / "link");
  CHECK_EQ(all(scratch.folder), "B.txt=2;a.txt=4;a/x.zip=of a folder below: not opened;a/x/y=3;"
                                "b.txt=1;link=1;\xC3\xA9=5;");
  fs::create_symlink(scratch.folder, scratch.folder + "-link"); // the folder itself may be one
  CHECK(contains(all(scratch.folder + "-link"), "link=1;"));
  fs::remove(scratch.folder + "-link");
  CHECK(contains(said(scratch / "none"), "No such file"));
  CHECK(contains(said(scratch / "b.txt"), "Not a directory"));
}

void refusedOnDisk() {
  auto one = [](const std::function<void(const Scratch &)> &make) {
    Scratch scratch;
    make(scratch);
    return said(scratch.folder);
  };
  CHECK(contains(one([](auto &s) { fs::create_symlink("/etc/passwd", s / "x"); }),
                 "/x': it is a link out of the data set's folder"));
  CHECK(contains(one([](auto &s) { fs::create_symlink("..", s / "x"); }), "it is a link out of"));
  CHECK(contains(one([](auto &s) {
                   s.write("d/e", "");
                   fs::create_symlink("d", s / "x");
                 }),
                 "it is a link to a folder"));
  CHECK(contains(one([](auto &s) {
                   s.write("d/e", "");
                   fs::create_symlink("..", s / "d/x");
                 }),
                 "it is a link"));
  CHECK(contains(one([](auto &s) { fs::create_symlink("x", s / "x"); }), "leads nowhere"));
  CHECK(contains(one([](auto &s) { ::mkfifo((s / "x").c_str(), 0600); }),
                 "/x': it is no regular file"));
  CHECK(contains(one([](auto &s) { ::mkfifo((s / "x.tar.gz").c_str(), 0600); }),
                 "it is no regular file"));
  CHECK(contains(one([](auto &s) { s.write("\xFF.txt", ""); }),
                 "/\\xFF.txt': its name is not UTF-8: byte 0"));
  Scratch scratch;
  ::mkfifo((scratch / "later").c_str(), 0600);
  CHECK(contains(messageOf(readers::File{"later", scratch / "later", "", 0}.read()),
                 "it is no regular file"));
  scratch.write("large", "");
  fs::resize_file(scratch / "large", (uint64_t{1} << 31) + 1); // takes no room
  CHECK(contains(messageOf(readers::File{"large", scratch / "large", "", 0}.read()),
                 "at most 2 GiB are read"));
}

const std::vector<Entry> some = {{"d/", "", AE_IFDIR},
                                 {"./d/two.csv", "2,2\n"},
                                 {"one \xC3\xA9.csv", std::string(100000, '1')},
                                 {"empty", ""},
                                 {"__MACOSX/._one.csv", "hidden"},
                                 {".DS_Store", "hidden"}};
const std::pair<const char *, const char *> forms[] = {
    {"zip", "none"},   {"ustar", "none"},  {"pax", "none"}, {"gnutar", "none"},
    {"ustar", "gzip"}, {"ustar", "bzip2"}, {"pax", "xz"}};

std::string ending(const std::string &format, const std::string &filter) {
  if (format == "zip")
    return ".zip";
  return filter == "none"   ? ".tar"
         : filter == "gzip" ? ".tgz"
         : filter == "xz"   ? ".tar.xz"
                            : ".TBZ2";
}

void archives() {
  std::setlocale(LC_ALL, "C"); // in which no name but ASCII can be spelled
  for (const auto &[format, filter] : forms) {
    Scratch scratch;
    scratch.write("data" + ending(format, filter), archived(format, filter, some));
    scratch.write("e.csv", "e");
    CHECK_EQ(all(scratch.folder),
             "d/two.csv=2,2\n;e.csv=e;empty=;one \xC3\xA9.csv=" + std::string(100000, '1') + ";");
    auto files = llvm::cantFail(readers::filesIn(scratch.folder));
    CHECK_EQ(files[0].member, "d/two.csv");
    fs::remove_all(scratch.folder); // what was unpacked is held by the files
    CHECK_EQ(llvm::cantFail(files[0].read()), "2,2\n");
    fs::create_directory(scratch.folder);
  }
}

std::string refused(const std::vector<Entry> &entries, const std::string &format = "ustar") {
  Scratch scratch;
  scratch.write("x." + std::string(format == "zip" ? "zip" : "tar"),
                archived(format, "none", entries));
  return said(scratch.folder);
}

void refusedInArchives() {
  for (const char *format : {"ustar", "pax", "gnutar", "zip"}) {
    CHECK(contains(refused({{"a/../../etc/x", "1"}}, format), "it leaves the folder"));
    CHECK(contains(refused({{"/etc/x", "1"}}, format), "'/etc/x': it leaves the folder"));
    CHECK(contains(refused({{"a//b", "1"}}, format), "not written plainly"));
    CHECK(contains(refused({{"l", "", AE_IFLNK, "/etc/passwd"}}, format), "'l': it is a link"));
    CHECK(
        contains(refused({{"a", "1"}, {"b", "1"}, {"a", "2"}}, format), "it holds two files 'a'"));
  }
  CHECK(contains(refused({{"a", "1"}, {"h", "", AE_IFREG, "a", true}}), "'h': it is a link"));
  CHECK(contains(refused({{"p", "", AE_IFIFO}}), "'p': it is no regular file"));
  CHECK(contains(refused({{"c", "", AE_IFCHR}}), "'c': it is no regular file"));
  CHECK(contains(refused({{"\xFF", "1"}}, "gnutar"), "'\\xFF': its name is not UTF-8"));
  CHECK(contains(refused({{std::string(5000, 'x'), "1"}}, "gnutar"), "longer than 4096 bytes"));
  Scratch scratch;
  scratch.write("x.tar", archived("ustar", "none", {{"a", "1"}}));
  scratch.write("a", "1");
  CHECK(contains(said(scratch.folder), "it holds two files 'a', one on disk and one in '"));
}

void broken() {
  auto with = [](const std::string &name, const std::string &bytes) {
    Scratch scratch;
    scratch.write(name, bytes);
    return said(scratch.folder);
  };
  CHECK(contains(with("x.zip", ""), "cannot unpack '"));
  CHECK(contains(with("x.tar", "no archive at all"), "cannot unpack '"));
  CHECK(contains(with("x.tar.xz", archived("ustar", "none", some)), "not compressed as its name"));
  const std::string gz = archived("ustar", "gzip", some);
  CHECK(contains(with("x.tgz", gz.substr(0, gz.size() - 4)), "the compressed data end early"));
  std::string sum = gz;
  sum[sum.size() - 8] ^= 1; // the checksum alone
  CHECK(contains(with("x.tgz", sum), "is damaged"));
  std::string zip = archived("zip", "none", {{"a", "stored or not"}});
  const size_t at = zip.find("PK\x03\x04") + 31 + 20; // behind header, name and extra field
  zip[at] ^= 4;
  CHECK(contains(with("x.zip", zip), "cannot unpack '"));
}

/// A tar file's header for a member of `size` bytes.
std::string header(const std::string &name, uint64_t size) {
  std::string bytes = archived("ustar", "none", {{name, ""}}).substr(0, 512);
  std::snprintf(&bytes[124], 12, "%011llo", static_cast<unsigned long long>(size));
  bytes.replace(148, 8, 8, ' ');
  unsigned sum = 0;
  for (char c : bytes)
    sum += uint8_t(c);
  std::snprintf(&bytes[148], 7, "%06o", sum);
  return bytes;
}

/// 1.2 GB of zeros in a few hundred bytes; hidden, since what is left out takes time as well.
void bombs() {
  const uint64_t piece = 100000000;
  const std::string zeros = archived("raw", "bzip2", {{"x", std::string(piece, '\0')}});
  std::string bomb = archived("raw", "bzip2", {{"x", header(".zeros", 12 * piece)}});
  for (int i = 0; i < 12; ++i)
    bomb += zeros;
  Scratch scratch;
  scratch.write("x.tar.bz2", bomb);
  CHECK(contains(said(scratch.folder), "it unpacks to more than 1024.00 MiB"));
}

void many() {
  Scratch scratch;
  std::vector<Entry> entries;
  for (int i = 0; i < 50000; ++i)
    entries.push_back({"f" + std::to_string(i * 7919 % 50000), std::to_string(i)});
  scratch.write("x.tar.gz", archived("ustar", "gzip", entries));
  const std::clock_t start = std::clock();
  auto files = llvm::cantFail(readers::filesIn(scratch.folder));
  CHECK_EQ(files.size(), 50000u);
  uint64_t bytes = 0;
  for (const readers::File &file : files)
    bytes += llvm::cantFail(file.read()).size();
  CHECK_EQ(bytes, 10u + 90 * 2 + 900 * 3 + 9000 * 4 + 40000 * 5);
  CHECK(double(std::clock() - start) / CLOCKS_PER_SEC < 5);
}

void damaged() {
  for (const auto &[format, filter] : forms) {
    std::vector<Entry> small = some;
    small[2].bytes.resize(1000);
    const std::string bytes = archived(format, filter, small);
    damage(format + ending(format, filter), bytes,
           [&, filter = filter, format = format](auto &changed) {
             Scratch scratch;
             scratch.write("x" + ending(format, filter), changed);
             auto files = readers::filesIn(scratch.folder);
             if (!files)
               return llvm::consumeError(files.takeError()), false;
             for (const readers::File &file : *files)
               CHECK_EQ(llvm::cantFail(file.read()).size(), file.bytes);
             return true;
           });
  }
}

} // namespace

int main() {
  onDisk();
  refusedOnDisk();
  archives();
  refusedInArchives();
  broken();
  bombs();
  many();
  damaged();
  return report();
}
