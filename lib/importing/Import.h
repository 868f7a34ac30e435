// SPDX-License-Identifier: Apache-2.0
// pnas-import: from a float ONNX classifier to firmware.
#pragma once

namespace pnasc::importing {

/// From a command line to an exit status.
int main(int argc, char **argv);

} // namespace pnasc::importing
