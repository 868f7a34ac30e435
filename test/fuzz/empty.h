// SPDX-License-Identifier: Apache-2.0
// In the fuzzed build this stands for a header of ANTLR's runtime that nobody needs and that clang
// rejects (a constructor calls another one that does not exist); see overlay.yaml.in.
