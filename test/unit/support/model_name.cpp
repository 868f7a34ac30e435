// SPDX-License-Identifier: Apache-2.0
// What a model may be called, and what its name becomes where it may not.
// LINK: pnasc_support
#include "Check.h"
#include "support/ModelName.h"

using namespace pnasc;
using support::modelName;
using support::namingProblem;

int main() {
  CHECK_EQ(namingProblem("mbednet1d_137"), "");
  CHECK_EQ(namingProblem("stdint"), "C has a header of that name");
  CHECK_EQ(namingProblem("test"), "CMake has a target of that name");
  for (const char *name : {"", "Net", "2net", "a-b", "../x", "a\nb"})
    CHECK_EQ(namingProblem(name), "it needs lower-case letters, digits and '_', a letter first");
  CHECK_EQ(namingProblem(std::string(97, 'a')), "it has more than 96 letters");

  CHECK_EQ(modelName("MbedNet1d_137"), "mbednet1d_137");
  CHECK_EQ(modelName("my model-3"), "my_model_3");
  CHECK_EQ(modelName("3d"), "m3d");
  CHECK_EQ(modelName(""), "m");
  CHECK_EQ(modelName("stdint"), "m_stdint");
  CHECK_EQ(modelName("Test"), "m_test");

  // Too long: cut, and still not the same.
  const std::string one = modelName(std::string(250, 'a') + "1"),
                    other = modelName(std::string(250, 'a') + "2");
  CHECK_EQ(one.size(), size_t(48 + 1 + 8));
  CHECK(one != other);
  for (const std::string &name : {one, other, modelName(std::string(250, '7'))}) {
    CHECK_EQ(namingProblem(name), "");
    CHECK_EQ(modelName(name), name);
  }
  return report();
}
