// SPDX-License-Identifier: Apache-2.0
// The table of contents of pnasc: from a command line to an exit status. Only this room sees all
// the stages, and only it touches the layout of the output folder.
#pragma once

#include "driver/Options.h"
#include "driver/Torch.h"

namespace pnasc::driver {

/// `torch` is null in pnasc; then the stages that need it are reached by exec of pnasc-run with the
/// same arguments.
int main(int argc, char **argv, const TorchStages *torch);

std::string versionText(); ///< 0.1.0

} // namespace pnasc::driver
