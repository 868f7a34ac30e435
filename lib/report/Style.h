// SPDX-License-Identifier: Apache-2.0
// The page's own style sheet and script, inline: the report opens without a network.
#pragma once

namespace pnasc::report {

/// Colours by Okabe and Ito 2008, told apart also by colour-blind readers; shapes differ besides.
extern const char *const StyleSheet;
/// Shows data-tip of what the pointer or the finger is on.
extern const char *const Script;

} // namespace pnasc::report
