// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/File.h"
#include "catalogue/readers/Archive.h"
#include "catalogue/readers/Name.h"
#include "catalogue/readers/Unpacked.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Printable.h"
#include "support/Units.h"
#include <algorithm>
#include <cassert>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pnasc::readers {

namespace {

constexpr uint64_t MostBytes = uint64_t{1} << 31;

llvm::Error cannot(llvm::StringRef path, const std::string &reason) {
  return support::environment("cannot read '" + support::printable(path) + "': " + reason);
}
llvm::Error tooLarge(llvm::StringRef name, uint64_t bytes) {
  return cannot(name, "it has " + support::bytesText(bytes) + "; at most 2 GiB are read");
}

std::string resolved(const std::string &path) { // empty: it leads nowhere
  char *real = ::realpath(path.c_str(), nullptr);
  std::string text = real ? real : "";
  std::free(real);
  return text;
}

class Listing {
public:
  explicit Listing(llvm::StringRef folder) : root(folder.str()) {}

  llvm::Error run() {
    real = resolved(root);
    if (real.empty())
      return cannot(root, std::strerror(errno));
    for (folders = {""}; !folders.empty();) { // not recursive: folders may be nested deeply
      const std::string below = std::move(folders.back());
      folders.pop_back();
      if (llvm::Error error = folder(below))
        return error;
    }
    std::sort(archives.begin(), archives.end()); // of two damaged ones, always the same is told
    for (const std::string &name : archives)
      if (llvm::Error error = archive(name))
        return error;
    return sort();
  }

  std::vector<File> files;

private:
  std::string pathOf(const std::string &name) const { return root + "/" + name; }

  /// `below`: the name of a folder and '/', or nothing.
  llvm::Error folder(const std::string &below) {
    DIR *open = ::opendir(pathOf(below).c_str());
    if (!open)
      return cannot(pathOf(below), std::strerror(errno));
    llvm::Error error = entries(open, below);
    ::closedir(open);
    return error;
  }

  llvm::Error entries(DIR *open, const std::string &below) {
    for (errno = 0; dirent *next = ::readdir(open); errno = 0) {
      if (next->d_name[0] == '.')
        continue;
      struct stat info;
      if (::fstatat(::dirfd(open), next->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return cannot(pathOf(below + next->d_name), std::strerror(errno));
      if (llvm::Error error = entry(below + next->d_name, info))
        return error;
    }
    return errno == 0 ? llvm::Error::success() : cannot(pathOf(below), std::strerror(errno));
  }

  llvm::Error entry(const std::string &name, struct stat &info) {
    if (std::string reason = nameFault(name); !reason.empty())
      return cannot(pathOf(name), reason);
    if (S_ISLNK(info.st_mode))
      if (llvm::Error error = follow(name, info))
        return error;
    if (S_ISDIR(info.st_mode))
      folders.push_back(name + "/");
    else if (!S_ISREG(info.st_mode))
      return cannot(pathOf(name), "it is no regular file");
    else if (name.find('/') == std::string::npos && isArchive(name))
      archives.push_back(name);
    else
      files.push_back({name, pathOf(name), "", uint64_t(info.st_size)});
    return llvm::Error::success();
  }

  llvm::Error follow(const std::string &name, struct stat &info) {
    const std::string target = resolved(pathOf(name));
    if (target.empty() || ::stat(target.c_str(), &info) != 0)
      return cannot(pathOf(name), "it is a link that leads nowhere");
    const std::string inside = real == "/" ? real : real + "/";
    if (!llvm::StringRef(target).startswith(inside))
      return cannot(pathOf(name), "it is a link out of the data set's folder");
    if (S_ISDIR(info.st_mode)) // which may be one that it lies in
      return cannot(pathOf(name), "it is a link to a folder");
    return llvm::Error::success();
  }

  llvm::Error archive(const std::string &name) {
    auto created = Unpacked::create(pathOf(name));
    if (!created)
      return created.takeError();
    const std::shared_ptr<Unpacked> unpacked = *created;
    auto member = [&](std::string inside) {
      files.push_back({inside, pathOf(name), inside, 0, unpacked, unpacked->size()});
      return llvm::Error::success();
    };
    auto piece = [&](llvm::StringRef bytes) {
      files.back().bytes += bytes.size();
      return unpacked->append(bytes);
    };
    if (llvm::Error error = walkArchive(pathOf(name), {member, piece}))
      return error;
    return unpacked->finish();
  }

  llvm::Error sort() {
    auto byName = [](const File &a, const File &b) { return a.name < b.name; };
    std::stable_sort(files.begin(), files.end(), byName);
    auto same = std::adjacent_find(files.begin(), files.end(),
                                   [](const File &a, const File &b) { return a.name == b.name; });
    if (same == files.end())
      return llvm::Error::success();
    auto place = [](const File &file) {
      return (file.member.empty() ? "on disk" : "in '" + support::printable(file.path) + "'");
    };
    return cannot(root, "it holds two files '" + support::printable(same->name) + "', one " +
                            place(*same) + " and one " + place(same[1]));
  }

  const std::string root;
  std::string real; ///< root without links
  std::vector<std::string> folders, archives;
};

} // namespace

llvm::Expected<std::string> File::read() const {
  if (!member.empty()) {
    assert(unpacked && "a member without its archive");
    return bytes > MostBytes ? tooLarge(name, bytes) : unpacked->read(offset, bytes);
  }
  llvm::Expected<int> fd = support::openFile(path);
  if (!fd)
    return fd.takeError();
  struct stat info = {};
  std::string all;
  int code = ::fstat(*fd, &info) != 0 ? errno : 0;
  const uint64_t size = uint64_t(info.st_size);
  if (code == 0 && size <= MostBytes)
    code = readAt(*fd, 0, size, all);
  ::close(*fd);
  if (code != 0)
    return cannot(path, std::strerror(code));
  if (size > MostBytes)
    return tooLarge(path, size);
  return all;
}

llvm::Expected<std::vector<File>> filesIn(llvm::StringRef folder) {
  Listing listing(folder);
  if (llvm::Error error = listing.run())
    return error;
  return std::move(listing.files);
}

} // namespace pnasc::readers
