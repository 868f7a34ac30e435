// SPDX-License-Identifier: Apache-2.0
// Runs the bodies of architectures and blocks, which makes nodes of a Network. Programs are checked
// before, so names and types are right; what can still go wrong is that shapes do not fit, or
// arithmetic. Internal to elaborate.
//
// Widths scale exactly once: a number bound to a parameter of type Channels is scaled, unless it
// comes from a tensor's channels or from a parameter that was scaled already.
#pragma once

#include "elaborate/Functions.h"
#include "elaborate/Regions.h"
#include "ir/Network.h"
#include "support/Error.h"
#include "llvm/ADT/SmallVector.h"

namespace pnasc::elaborate {

struct Value {
  ast::Type type = ast::Type::Int;
  /// Of Int, Bool (0, 1), Padding, words (Program::words); of Float in millionths.
  int64_t number = 0;
  bool scaled = false; ///< an Int that follows from scaled channels
  ir::NodeId node = 0; ///< of Tensor
};

/// Leaves the interpreter; never the room.
struct Stop {
  support::Failure failure;
};

class Interpreter {
public:
  /// Without `names` the nodes get none: for whoever only asks for shapes.
  Interpreter(const Plan &plan, const ir::Shape &input, bool names);

  ir::NodeId stem(ir::NodeId x);
  /// The last node of each position.
  std::vector<ir::NodeId> group(int group, const GroupSetting &setting, ir::NodeId x);
  /// The scores; `network.outputs` becomes them and what the head hands out besides.
  ir::NodeId head(ir::NodeId x);

  ir::Network network;

private:
  /// The variables of one call of a block, or of a stem or head.
  struct Scope {
    std::string prefix; ///< of node names
    llvm::SmallVector<std::pair<llvm::StringRef, Value>, 16> variables;
    llvm::SmallVector<std::pair<llvm::StringRef, int>, 8> counters;
    bool implicitInput = false; ///< stem and head: a call without a tensor takes x
    bool returned = false;

    const Value *find(llvm::StringRef name) const;
    void set(llvm::StringRef name, Value value);
    std::string nameFor(llvm::StringRef what);
  };
  /// An argument by name, or by position where the name is empty.
  struct Bound {
    llvm::StringRef name;
    Value value;
  };
  using Bindings = llvm::SmallVector<Bound, 8>;

  ir::NodeId region(const ast::Body &body, ir::Region where, ir::NodeId x);
  /// `x` is what the position reads, `entry` what the whole group reads; the same in the first one.
  ir::NodeId position(const ast::Position &position, const GroupSetting &setting, bool first,
                      ir::NodeId x, ir::NodeId entry, std::string prefix);
  std::optional<Value> run(const ast::Body &body, Scope &scope);
  void handOut(const ast::Statement &statement, ir::NodeId scores, Scope &scope);
  std::optional<Value> branch(const ast::If &given, Scope &scope);

  Value eval(const ast::Expr &expr, Scope &scope);
  Value reference(const ast::Expr &expr, llvm::StringRef name, Scope &scope);
  Value member(const ast::Member &member, Scope &scope);
  Value unary(const ast::Unary &unary, const ast::Expr &expr, Scope &scope);
  Value binary(const ast::Binary &binary, const ast::Expr &expr, Scope &scope);
  Value call(const ast::Call &call, const ast::Expr &expr, Scope &scope);
  Bindings evaluated(const ast::Call &call, bool wantsTensor, llvm::StringRef tensorName,
                     Scope &scope);
  Value callBlock(const ast::Block &block, const Bindings &bound, std::string prefix,
                  support::Span place);
  Value callFunction(const Function &function, const ast::Call &call, support::Span place,
                     Scope &scope);
  llvm::SmallVector<Value, 8> bindFunction(const Function &function, const ast::Call &call,
                                           Scope &scope);
  /// A value as a parameter of `type` takes it: this is where channels are scaled.
  Value convert(Value value, ast::Type type) const;

  ir::NodeId append(ir::Node node, support::Span place);
  /// Fails where no kernel takes these shapes.
  void demandKernel(const ir::Node &node, support::Span place) const;
  /// Adding zeros changes nothing: without them, and whether anything is left to add.
  static std::vector<ir::NodeId> withoutZeros(const ir::Network &network,
                                              std::vector<ir::NodeId> inputs);
  std::optional<Value> repeat(const ast::Loop &loop, Scope &scope);
  void bindArguments();
  std::vector<int64_t> keyOf(const ast::Block &block, const Scope &scope) const;
  /// What a call is known to come to: a stand-in for its last operator.
  std::optional<Value> known(const std::vector<int64_t> &key, support::Span place);
  /// Operators, calls of blocks and turns of loops; fails where they are too many.
  void count(int64_t more, support::Span place);
  const ir::Shape &shape(ir::NodeId node) const { return network.nodes[node].shape; }

  const Plan &plan;
  const bool names;
  ir::Region where = ir::Region::Stem;
  Scope arguments;       ///< of the architecture
  int64_t operators = 0; ///< also those of calls that were known
};

/// Which nodes those at `ends` depend on, themselves among them.
std::vector<bool> neededFor(const ir::Network &network, llvm::ArrayRef<ir::NodeId> ends);

/// The network without nodes that its outputs don't need: branches that a word such as `none` has
/// closed.
ir::Network swept(ir::Network network);

[[noreturn]] void stop(std::string message, support::Span place);

} // namespace pnasc::elaborate
