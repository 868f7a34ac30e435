// SPDX-License-Identifier: Apache-2.0
// What the environment of mpirun says, without MPI.
#pragma once

namespace pnasc::ranks {

/// OMPI_COMM_WORLD_*, PMI_*; rank 0 of 1 where there is no launcher.
struct Launch {
  int rank = 0, size = 1;
};
Launch launched();

} // namespace pnasc::ranks
