// SPDX-License-Identifier: Apache-2.0
#include "measure/Stack.h"
#include "support/Error.h"
#include "llvm/Support/Regex.h"
#include <algorithm>

namespace pnasc::measure {

void readCallGraphInfo(llvm::StringRef ci, CallGraph &graph) {
  static const llvm::Regex node("^node: . title: \"([^\"]+)\" label: \".*\\\\n([0-9]+) bytes "
                                "\\(([a-z,]+)\\)");
  static const llvm::Regex edge("^edge: . sourcename: \"([^\"]+)\" targetname: \"([^\"]+)\"");
  while (!ci.empty()) {
    llvm::StringRef line;
    std::tie(line, ci) = ci.split('\n');
    llvm::SmallVector<llvm::StringRef, 4> found;
    if (node.match(line, &found)) {
      Function &function = graph[found[1].str()];
      found[2].getAsInteger(10, function.frameBytes);
      if (found[3] != "static" && found[3] != "dynamic,bounded")
        function.trouble = "its frame has no fixed size";
    } else if (edge.match(line, &found)) {
      graph[found[1].str()].callees.insert(found[2].str());
    }
  }
}

namespace {

/// The functions of a disassembly, each with all names that its address has.
class Disassembly {
public:
  explicit Disassembly(const targets::Family &family) : family(family) {}
  void read(llvm::StringRef objdump, CallGraph &graph);

private:
  const targets::Family &family;
  static const llvm::Regex symbol, label, instruction;
  std::multimap<uint64_t, std::string> names;
  std::map<uint64_t, Function> functions;

  void readInstruction(Function &function, uint64_t start, llvm::StringRef mnemonic,
                       llvm::StringRef operands);
  std::string nameAt(uint64_t address) const;
};

const llvm::Regex Disassembly::symbol("^([0-9a-f]+) .*[ \t][0-9a-f]+ (\\.hidden )?([^ ]+)$");
const llvm::Regex Disassembly::label("^([0-9a-f]+) <([^>]+)>:$");
const llvm::Regex Disassembly::instruction("^ *[0-9a-f]+:\t([a-z0-9.]+)\t?(.*)");

} // namespace

void Disassembly::readInstruction(Function &function, uint64_t start, llvm::StringRef mnemonic,
                                  llvm::StringRef operands) {
  const targets::Instruction read = family.readInstruction(mnemonic, operands);
  function.frameBytes += read.pushedBytes;
  if (!read.trouble.empty())
    function.trouble = read.trouble;
  // A branch to another function's first address is a (tail) call, one to its own a loop.
  if (read.target && names.count(*read.target) && (read.call || *read.target != start))
    function.callees.insert(nameAt(*read.target));
}

std::string Disassembly::nameAt(uint64_t address) const {
  return names.lower_bound(address)->second;
}

void Disassembly::read(llvm::StringRef objdump, CallGraph &graph) {
  llvm::StringRef rest = objdump;
  llvm::SmallVector<llvm::StringRef, 4> found;
  Function *current = nullptr;
  uint64_t start = 0;
  while (!rest.empty()) {
    llvm::StringRef line;
    std::tie(line, rest) = rest.split('\n');
    if (label.match(line, &found)) {
      found[1].getAsInteger(16, start);
      current = &functions[start];
    } else if (line.contains(" F ") && symbol.match(line, &found)) {
      uint64_t address = 0;
      found[1].getAsInteger(16, address);
      names.emplace(address / family.instructionAlignment * family.instructionAlignment,
                    found[3].str());
    } else if (current && instruction.match(line, &found)) {
      readInstruction(*current, start, found[1], found[2]);
    }
  }
  for (const auto &[address, name] : names)
    if (functions.count(address))
      graph.emplace(name, functions[address]); // what gcc told stays
}

void readDisassembly(llvm::StringRef objdump, const targets::Family &family, CallGraph &graph) {
  Disassembly(family).read(objdump, graph);
}

namespace {
struct Walk {
  const CallGraph &graph;
  std::map<std::string, uint64_t> known;
  std::set<std::string> open;

  llvm::Expected<uint64_t> below(const std::string &name) {
    if (auto it = known.find(name); it != known.end())
      return it->second;
    auto it = graph.find(name);
    std::string trouble;
    if (it == graph.end())
      trouble = name == "__indirect_call" ? "a call through a pointer" : "it is not defined";
    else
      trouble = open.insert(name).second ? it->second.trouble : "it calls itself";
    if (!trouble.empty())
      return support::failure(support::Exit::Internal,
                              "no bound for the stack: '" + name + "': " + trouble);
    uint64_t deepest = 0;
    for (const std::string &callee : it->second.callees) {
      llvm::Expected<uint64_t> depth = below(callee);
      if (!depth)
        return depth;
      deepest = std::max(deepest, *depth);
    }
    open.erase(name);
    return known[name] = it->second.frameBytes + deepest;
  }
};
} // namespace

llvm::Expected<uint64_t> deepestStack(const CallGraph &graph, const std::string &root) {
  return Walk{graph, {}, {}}.below(root);
}

} // namespace pnasc::measure
