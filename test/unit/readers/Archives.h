// SPDX-License-Identifier: Apache-2.0
// Archives of given members, written by libarchive.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <string>
#include <vector>

struct Entry {
  std::string name, bytes;
  unsigned type = AE_IFREG;
  std::string link = {};
  bool hard = false;
};

/// `format`: zip, ustar, pax, gnutar; `filter`: none, gzip, xz, bzip2.
inline std::string archived(const std::string &format, const std::string &filter,
                            const std::vector<Entry> &entries) {
  archive *out = archive_write_new();
  archive_write_set_format_by_name(out, format.c_str());
  if (filter != "none")
    archive_write_add_filter_by_name(out, filter.c_str());
  archive_write_set_bytes_in_last_block(out, 1);
  std::string bytes;
  auto take = [](archive *, void *to, const void *from, size_t size) -> la_ssize_t {
    static_cast<std::string *>(to)->append(static_cast<const char *>(from), size);
    return la_ssize_t(size);
  };
  archive_write_open(out, &bytes, nullptr, take, nullptr);
  for (const Entry &one : entries) {
    archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, one.name.c_str());
    archive_entry_set_filetype(entry, one.type);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, la_int64_t(one.bytes.size()));
    if (!one.link.empty() && one.hard)
      archive_entry_set_hardlink(entry, one.link.c_str());
    else if (!one.link.empty())
      archive_entry_set_symlink(entry, one.link.c_str());
    archive_write_header(out, entry);
    archive_write_data(out, one.bytes.data(), one.bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(out);
  archive_write_free(out);
  return bytes;
}
