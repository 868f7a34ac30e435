// SPDX-License-Identifier: Apache-2.0
// Any float ONNX classifier that we read, quantised and built.
#include "importing/Import.h"

int main(int argc, char **argv) { return pnasc::importing::main(argc, argv); }
