// SPDX-License-Identifier: Apache-2.0
// pnasc with LibTorch: what pnasc replaces itself by when a stage that scores or trains is due.
#include "driver/Driver.h"

int main(int argc, char **argv) {
  return pnasc::driver::main(argc, argv, &pnasc::driver::torchStages());
}
