// SPDX-License-Identifier: Apache-2.0
// The European Data Format, EDF and EDF+: a header of text, then records of samples in 16 bits.
// Read by hand: the library wants a path, keeps its files in one table without a lock, and refuses
// whole files for what is odd in signals that nobody asked for.
#pragma once

#include "catalogue/readers/Reader.h"

namespace pnasc::readers {

struct EdfSignal {
  std::string name;
  bool annotations = false;
  double least = 0, most = 0; ///< physical
  int64_t digitalLeast = 0, digitalMost = 0;
  bool scaled = false;  ///< those four make a scale
  uint64_t samples = 0; ///< in each record
  uint64_t offset = 0;  ///< in each record, in samples
  double rate = 0;      ///< in Hz; 0 where records have no duration
};

struct EdfFile {
  std::vector<EdfSignal> signals;
  uint64_t records = 0;
  uint64_t recordSamples = 0; ///< of all signals
  double duration = 0;        ///< of a record, in seconds
  bool gaps = false;          ///< EDF+D: records may be apart
  llvm::StringRef data;

  /// The bytes of one signal in one record.
  llvm::StringRef at(const EdfSignal &signal, uint64_t record) const {
    return data.substr((record * recordSamples + signal.offset) * 2, signal.samples * 2);
  }
};

/// Fails where a field is no number, or the file is not as long as its header says.
llvm::Expected<EdfFile> readEdfHeader(const File &file, llvm::StringRef bytes);

/// In seconds from the begin of the first record.
struct EdfAnnotation {
  double onset = 0, duration = 0;
  std::string text;
};

/// Those of EDF+. Fails where one is damaged, or records do not follow one another without a gap.
llvm::Expected<std::vector<EdfAnnotation>> readEdfAnnotations(const File &file, const EdfFile &edf);

} // namespace pnasc::readers
