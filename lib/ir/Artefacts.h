// SPDX-License-Identifier: Apache-2.0
// Which files a run leaves behind: `deploy { emit = {c, report} }`.
#pragma once

namespace pnasc::ir {

/// What is not written is made all the same where something follows from it. study.db and each
/// model's manifest.json always are.
struct Artefacts {
  bool c = true, onnx = true, firmware = true, report = true;
  bool operator==(const Artefacts &) const = default;
};

} // namespace pnasc::ir
