// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Edf.h"
#include "catalogue/readers/Words.h"
#include "support/Number.h"
#include "support/Units.h"
#include "llvm/ADT/SmallVector.h"
#include <cmath>

namespace pnasc::readers {

namespace {

class Header {
public:
  Header(const File &file, llvm::StringRef bytes) : file(file), bytes(bytes) {}

  llvm::Expected<EdfFile> read() {
    if (bytes.startswith("\xff"
                         "BIOSEMI"))
      return wrong(file, "it is BDF, of 24 bits; only EDF is read");
    if (bytes.size() < General || bytes.substr(0, 8).rtrim() != "0")
      return wrong(file, "it is no EDF file");
    edf.gaps = bytes.substr(192, 44).startswith("EDF+D");
    double records = 0, signals = 0, headerBytes = 0;
    if (!number(184, 8, headerBytes) || !number(236, 8, records) || !number(244, 8, edf.duration) ||
        !number(252, 4, signals) || edf.duration < 0)
      return wrong(file, "a field of the header is no number that it can be: " +
                             shown(bytes.substr(184, 8)) + ", " + shown(bytes.substr(236, 20)));
    count = size_t(signals);
    if (signals < 1 || signals != double(count) || headerBytes != double(General * (count + 1)))
      return wrong(file, "a header of " + support::exactText(headerBytes) + " bytes for " +
                             support::exactText(signals) + " signals cannot be");
    if (bytes.size() < General * (count + 1))
      return wrong(file, "it is truncated inside its header");
    for (size_t i = 0; i < count; ++i)
      if (llvm::Error error = readSignal(i))
        return error;
    if (llvm::Error error = checkLength(records))
      return error;
    return std::move(edf);
  }

private:
  static constexpr size_t General = 256;

  bool number(size_t at, size_t width, double &into) const {
    return support::parseNumber(bytes.substr(at, width).trim(llvm::StringRef(" \0", 2)), into);
  }

  /// Fields of all signals stand together; `before` bytes of other fields stand before these.
  size_t place(size_t signal, size_t before, size_t width) const {
    return General + before * count + signal * width;
  }

  llvm::Error readSignal(size_t i) {
    EdfSignal signal;
    signal.name = bytes.substr(place(i, 0, 16), 16).trim().str();
    signal.annotations = signal.name == "EDF Annotations";
    double low = 0, high = 0, samples = 0;
    const bool known = number(place(i, 104, 8), 8, signal.least) &&
                       number(place(i, 112, 8), 8, signal.most) &&
                       number(place(i, 120, 8), 8, low) && number(place(i, 128, 8), 8, high);
    signal.scaled = known && std::fabs(low) <= 65536 && std::fabs(high) <= 65536 && low != high &&
                    signal.least != signal.most;
    if (signal.scaled)
      signal.digitalLeast = int64_t(low), signal.digitalMost = int64_t(high);
    constexpr double MostSamples = 1 << 30;
    if (!number(place(i, 216, 8), 8, samples) || samples < 0 || samples > MostSamples ||
        samples != std::floor(samples))
      return wrong(file, "signal " + shown(signal.name) + " has " +
                             shown(bytes.substr(place(i, 216, 8), 8)) + " samples a record");
    signal.samples = uint64_t(samples);
    signal.offset = edf.recordSamples;
    signal.rate = edf.duration > 0 ? samples / edf.duration : 0;
    edf.recordSamples += signal.samples;
    edf.signals.push_back(std::move(signal));
    return llvm::Error::success();
  }

  /// A recorder that was not stopped leaves -1 for the number of records.
  llvm::Error checkLength(double records) {
    edf.data = bytes.drop_front(General * (count + 1));
    const uint64_t record = 2 * edf.recordSamples;
    if (record == 0)
      return wrong(file, "its records are empty");
    const double held = double(edf.data.size()) / double(record);
    if (records == -1)
      records = held;
    if (records < 1 || records != std::floor(records) || records != held)
      return wrong(file, "its header promises " + support::exactText(records) + " records of " +
                             support::grouped(record) + " bytes, " +
                             support::grouped(edf.data.size()) + " bytes are there" +
                             (records > held ? ": it is truncated" : ""));
    edf.records = uint64_t(records);
    return llvm::Error::success();
  }

  const File &file;
  llvm::StringRef bytes;
  size_t count = 0;
  EdfFile edf;
};

/// Lists of +onset[21 duration]20 text 20 text 20 0, numbers for separators; zeros behind the last.
class Annotations {
public:
  Annotations(const File &file, const EdfFile &edf) : file(file), edf(edf) {}

  llvm::Expected<std::vector<EdfAnnotation>> read() {
    for (record = 0; record < edf.records; ++record) {
      bool first = true; // the first list of a record's first such signal says when it begins
      for (const EdfSignal &signal : edf.signals) {
        if (!signal.annotations)
          continue;
        for (llvm::StringRef left = edf.at(signal, record).rtrim('\0'); !left.empty();) {
          llvm::StringRef list;
          std::tie(list, left) = left.split('\0');
          if (llvm::Error error = readList(list, first))
            return error;
          first = false;
        }
      }
      if (first && edf.gaps)
        return fail("it does not say when it begins");
    }
    for (EdfAnnotation &annotation : made)
      annotation.onset -= begin;
    return std::move(made);
  }

private:
  llvm::Error readList(llvm::StringRef list, bool first) {
    if (list.empty()) // some writers fill up to even places
      return llvm::Error::success();
    llvm::SmallVector<llvm::StringRef> parts;
    list.split(parts, '\x14');
    llvm::StringRef onset, duration;
    std::tie(onset, duration) = parts[0].split('\x15');
    const bool isSigned = onset.startswith("+") || onset.startswith("-");
    EdfAnnotation annotation;
    onset.consume_front("+");
    if (!isSigned || parts.size() < 2 || !support::parseNumber(onset, annotation.onset) ||
        (!duration.empty() && !support::parseNumber(duration, annotation.duration)) ||
        annotation.duration < 0)
      return fail("an annotation is damaged: " + shown(list));
    if (first && parts[1].empty())
      if (llvm::Error error = checkTime(annotation.onset))
        return error;
    for (llvm::StringRef text : llvm::makeArrayRef(parts).drop_front()) {
      annotation.text = text.str();
      if (!text.empty())
        made.push_back(annotation);
    }
    return llvm::Error::success();
  }

  llvm::Error checkTime(double onset) {
    if (record == 0)
      begin = onset;
    const double due = begin + double(record) * edf.duration;
    if (edf.gaps && std::fabs(onset - due) > 1e-3)
      return fail("it begins at " + support::exactText(onset) + " s, " + support::exactText(due) +
                  " s are due: recordings with gaps are not read");
    return llvm::Error::success();
  }

  llvm::Error fail(const std::string &what) {
    return wrong(file, "record " + support::grouped(record + 1) + ": " + what);
  }

  const File &file;
  const EdfFile &edf;
  uint64_t record = 0;
  double begin = 0;
  std::vector<EdfAnnotation> made;
};

} // namespace

llvm::Expected<EdfFile> readEdfHeader(const File &file, llvm::StringRef bytes) {
  return Header(file, bytes).read();
}

llvm::Expected<std::vector<EdfAnnotation>> readEdfAnnotations(const File &file,
                                                              const EdfFile &edf) {
  return Annotations(file, edf).read();
}

} // namespace pnasc::readers
