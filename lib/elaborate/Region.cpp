// SPDX-License-Identifier: Apache-2.0
#include "elaborate/Interpreter.h"

namespace pnasc::elaborate {

llvm::Expected<ir::Network> regionNetwork(const Plan &plan, ir::Region region,
                                          const GroupSetting &setting, const ir::Shape &in) {
  try {
    Interpreter run(plan, in, true);
    if (region == ir::Region::Stem)
      run.stem(0);
    else if (region == ir::Region::Head)
      run.head(0);
    else
      run.group(ir::groupOf(region), setting, 0);
    return std::move(run.network);
  } catch (Stop &stop) {
    return llvm::make_error<support::Failure>(std::move(stop.failure));
  }
}

} // namespace pnasc::elaborate
