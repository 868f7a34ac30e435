// SPDX-License-Identifier: Apache-2.0
// docs/pnas-import.md lists the operators that are read: those, and no others.
//
// LINK: pnasc_foreign vendor_onnx
#include "Check.h"
#include "foreign/Read.h"
#include "support/Files.h"
#include "llvm/ADT/StringRef.h"
#include <filesystem>
#include <onnx/defs/schema.h>
#include <set>

using namespace pnasc;

static const std::filesystem::path root =
    std::filesystem::path(__FILE__).parent_path().parent_path().parent_path().parent_path();

/// Of a model of one node nothing else is said before it is known whether its operator is.
static bool isRead(const std::string &type) {
  ::onnx::ModelProto model;
  model.mutable_graph()->add_node()->set_op_type(type);
  auto network = pnasc::foreign::readFloat(model.SerializeAsString(), "m");
  return CHECK(!network) &&
         !llvm::StringRef(llvm::toString(network.takeError())).contains("unsupported operators");
}

/// Names in backquotes below the heading, which has examples of its own in none.
static std::set<std::string> documented() {
  const std::string page =
      llvm::cantFail(support::readFile((root / "docs" / "pnas-import.md").string()));
  llvm::StringRef section = llvm::StringRef(page).split("\n## Operators\n").second;
  section = section.split("\n## ").first;
  std::set<std::string> names;
  while (section.contains('`')) {
    const auto [name, rest] = section.split('`').second.split('`');
    names.insert(name.str());
    section = rest;
  }
  return names;
}

int main() {
  std::set<std::string> types = {"Gelu", "Swish", "Mish"}; // newer than the library
  for (const auto &schema : ::onnx::OpSchemaRegistry::get_all_schemas())
    if (schema.domain().empty())
      types.insert(schema.Name());
  const std::set<std::string> listed = documented();
  CHECK(listed.size() > 50);
  for (const std::string &type : listed)
    if (!CHECK(types.count(type)))
      std::cerr << "  no operator of ONNX: " << type << "\n";
  for (const std::string &type : types)
    if (isRead(type) != (listed.count(type) != 0))
      CHECK_EQ(type, listed.count(type) ? "not read" : "read and not listed");
  return report();
}
