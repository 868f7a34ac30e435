// SPDX-License-Identifier: Apache-2.0
// Built in place of Mpi.cpp where MPI is not installed.
#include "ranks/Launch.h"
#include "ranks/Ranks.h"
#include "support/Error.h"

namespace pnasc::ranks {

llvm::Expected<std::unique_ptr<Group>> join() {
  if (launched().size > 1)
    return support::environment(
        "mpirun started " + std::to_string(launched().size) +
        " processes, but this pnasc was built without MPI (Debian: libopenmpi-dev)");
  return nullptr;
}

} // namespace pnasc::ranks
