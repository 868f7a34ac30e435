// SPDX-License-Identifier: Apache-2.0
#include "driver/Driver.h"

int main(int argc, char **argv) { return pnasc::driver::run({argv + 1, argv + argc}, nullptr); }
