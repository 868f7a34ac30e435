// SPDX-License-Identifier: Apache-2.0
// The ten conditions of the MAFAULDA machine, and a stand-in for its data: recordings of a
// simulated rotor, for machines that do not have the 33 GB. Networks trained on it say nothing
// about real machines, so every data set made here is marked `simulated`.
#pragma once

#include "ir/Dataset.h"
#include "ir/Spec.h"
#include "support/Workers.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace pnasc::datasets {

constexpr size_t RotorChannels = 8;
constexpr double RotorRate = 50000;     ///< rows a second
constexpr size_t RotorRows = 250000;    ///< of a recording
constexpr size_t RotorRecordings = 600; ///< simulated

struct RotorClass {
  const char *name;                        ///< as a label
  const char *folder;                      ///< in the genuine layout
  llvm::ArrayRef<const char *> severities; ///< folders below; none for the normal condition
};
llvm::ArrayRef<RotorClass> rotorClasses();

/// Windows of simulated recordings, cut, split and normalised like measured ones.
llvm::Expected<ir::Dataset> simulatedRotor(const ir::DatasetSpec &spec, uint64_t seed,
                                           const support::Workers &workers);

/// Writes simulated recordings in the genuine layout: class folders, severities, CSV files named by
/// the rotation frequency.
llvm::Error writeSimulated(llvm::StringRef folder, size_t recordings, size_t rows, uint64_t seed);
inline llvm::Error writeSimulated(llvm::StringRef folder, uint64_t seed) {
  return writeSimulated(folder, 100, RotorRows, seed);
}

} // namespace pnasc::datasets
