// SPDX-License-Identifier: Apache-2.0
// The integer reference: what an integer network computes, bit for bit. Emitted C, on the host and
// on the target, has to agree with it always. Its operators are <op>/<op>.integer.cpp in the
// catalogue.
#pragma once

#include "catalogue/ops/shared/Op.h"
#include "ir/Dataset.h"
#include "ir/Integer.h"

namespace pnasc::quantize {

/// Every tensor by id, for an input in HWC order.
std::vector<ops::Bytes> run(const ir::IntegerNetwork &network, const ops::Bytes &input);
/// All outputs, one after another, as the C gives them; keeps no tensor longer than it is read.
ops::Bytes outputs(const ir::IntegerNetwork &network, const ops::Bytes &input);
/// The first output alone.
ops::Bytes output(const ir::IntegerNetwork &network, const ops::Bytes &input);

/// One normalised sample, CHW, to int8 HWC: half to even, saturating, NaN to the zero point.
std::vector<int8_t> quantizeInput(const ir::IntegerNetwork &network, const float *chw);

/// The metrics of the network's task on a part; 0 each for an empty one.
std::vector<double> judged(const ir::IntegerNetwork &network, const ir::Split &split);

} // namespace pnasc::quantize
