// SPDX-License-Identifier: Apache-2.0
#include "elaborate/Interpreter.h"

namespace pnasc::elaborate {

llvm::Expected<ir::Network> regionNetwork(const Plan &plan, ir::Region region,
                                          const GroupSetting &setting, const ir::Shape &in) {
  try {
    Interpreter run(plan, in, true);
    const ir::NodeId end = region == ir::Region::Stem ? run.stem(0)
                           : region == ir::Region::Head
                               ? run.head(0)
                               : run.group(ir::groupOf(region), setting, 0).back();
    ir::Network network = swept(std::move(run.network), end);
    network.outputs.clear();
    return network;
  } catch (Stop &stop) {
    return llvm::make_error<support::Failure>(std::move(stop.failure));
  }
}

} // namespace pnasc::elaborate
