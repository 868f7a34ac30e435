// SPDX-License-Identifier: Apache-2.0
// One build for any CPU: of a function marked so there are two versions, and on CPUs with wide
// vectors the loader picks the second.
#pragma once

#define PNASC_VECTORISED __attribute__((target_clones("default", "arch=haswell")))
#define PNASC_INLINE inline __attribute__((always_inline))
