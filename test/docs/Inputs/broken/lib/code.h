// SPDX-License-Identifier: Apache-2.0
// As docs/rationale.md, "Integers", says, and docs/rationale.md, "Sections
// of old".
