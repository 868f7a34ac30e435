// SPDX-License-Identifier: Apache-2.0
#include "ranks/Launch.h"
#include <cstdlib>
#include <initializer_list>

namespace pnasc::ranks {

static int number(const char *first, const char *second, int fallback) {
  for (const char *name : {first, second})
    if (const char *text = std::getenv(name))
      return std::atoi(text);
  return fallback;
}

Launch launched() {
  return {number("OMPI_COMM_WORLD_RANK", "PMI_RANK", 0),
          number("OMPI_COMM_WORLD_SIZE", "PMI_SIZE", 1)};
}

} // namespace pnasc::ranks
