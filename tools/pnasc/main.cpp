// SPDX-License-Identifier: Apache-2.0
// The compiler without LibTorch, which starts at once.
#include "driver/Driver.h"

int main(int argc, char **argv) { return pnasc::driver::main(argc, argv, nullptr); }
