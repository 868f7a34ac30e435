// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_emit pnasc_quantize pnasc_lower pnasc_measure
// Estimated instructions of every kernel against what the emulator counts, in networks of that
// kernel alone and in small networks of many: within 10 % of the count, and with the margin never
// below it.
#include "Check.h"
#include "catalogue/kernels/Kernel.h"
#include "emit/Catalogue.h"
#include "emit/Objects.h"
#include "measure/Script.h"
#include "plan/Plan.h"
#include <map>
#include <set>

using namespace pnasc;
using catalogue::Builder;
using catalogue::Pairs;

namespace {

struct Case {
  std::string kernel; ///< empty: a network of many
  ir::Network network;
};

using Make = std::function<ir::NodeId(Builder &)>;
constexpr ir::Shape image{8, 14, 12}, deep{64, 5, 5}, series{16, 1, 96}, odd{3, 19, 17};

class Cases {
public:
  std::vector<Case> all;

  void on(std::initializer_list<ir::Shape> shapes, const std::string &kernel, const Make &make) {
    for (const ir::Shape &shape : shapes) {
      Builder b(kernel, shape, 2);
      b.network.outputs = {make(b)};
      all.push_back({kernel, b.network});
    }
  }
  void plain(const std::string &kernel, const std::string &op, const Pairs &attributes = {}) {
    on({image, deep, series}, kernel, [&](Builder &b) { return b.add(op, {0}, attributes); });
  }
};

Pairs window(std::vector<int64_t> kernel, std::vector<int64_t> stride,
             std::vector<int64_t> padding) {
  return {{"kernel", kernel}, {"stride", stride}, {"padding", padding}};
}

void valuesOneByOne(Cases &cases) {
  cases.plain("relu.c", "relu");
  cases.plain("table.c", "silu");
  cases.plain("zeros.c", "zeros");
  cases.plain("softmax.c", "softmax");
  cases.plain("log_softmax.c", "log_softmax");
  cases.plain("prelu.c", "prelu");
  cases.on({image, deep, series}, "add.c", [](Builder &b) { return b.add("add", {0, 0}); });
  cases.on({image, deep, series}, "multiply.c", [](Builder &b) {
    return b.add("multiply", {0, 0});
  });
  for (const char *op : {"multiply", "add"})
    cases.on({odd}, std::string(op) + ".c", [&](Builder &b) { return b.add(op, {0, 0}); });
  for (const char *op : {"softmax", "prelu"})
    cases.on({odd}, std::string(op) + ".c", [&](Builder &b) { return b.add(op, {0}); });
  cases.on({image, deep, series}, "concat.c", [](Builder &b) { return b.add("concat", {0, 0}); });
}

Make conv(int64_t channels, std::vector<int64_t> kernel, int64_t pad, int64_t groups = 1,
          int64_t stride = 1) {
  return [=](Builder &b) {
    const int64_t rows = kernel[0] > 1 ? pad : 0;
    return b.conv(0, channels, kernel, {rows, pad, rows, pad}, {stride, stride}, groups);
  };
}

/// Convolutions and linear layers, with padding and without.
void sums(Cases &cases) {
  cases.on({image, deep, odd}, "conv.dsp", conv(12, {3, 3}, 1));
  cases.on({image, deep, odd}, "conv.dsp", conv(12, {3, 3}, 0));
  cases.on({image, deep, odd}, "conv.dsp", conv(24, {1, 1}, 0));
  cases.on({image, odd}, "conv.dsp", conv(7, {5, 5}, 2, 1, 2));
  cases.on({series}, "conv.dsp", conv(16, {1, 9}, 4, 1));
  cases.on({{1, 16, 16}}, "conv.dsp", conv(4, {3, 3}, 1));
  for (const ir::Shape &shape : {image, deep}) {
    const int64_t channels = shape.channels;
    cases.on({shape}, "depthwise.dsp", conv(channels, {3, 3}, 1, channels));
    cases.on({shape}, "depthwise.dsp", conv(channels, {3, 3}, 0, channels));
    cases.on({shape}, "depthwise.dsp", conv(channels, {5, 5}, 2, channels, 2));
    cases.on({shape}, "conv.c", conv(channels, {3, 3}, 1, 4));
    cases.on({shape}, "conv.c", conv(channels, {3, 3}, 0, 2));
    cases.on({shape}, "conv.c", conv(2 * channels, {1, 1}, 0, 2));
  }
  cases.on({series}, "depthwise.dsp", conv(16, {1, 5}, 2, 16));
  cases.on({series}, "conv.c", conv(16, {1, 5}, 2, 4));
  cases.on({odd}, "conv.c", conv(3, {3, 3}, 1, 3));
  for (const char *kernel : {"linear.c", "linear.dsp"})
    for (const int64_t features : {10, 40})
      cases.on({{96, 1, 1}, {250, 1, 1}}, kernel, [&](Builder &b) {
        return b.add("linear", {0}, {{"features", {features}}});
      });
}

void places(Cases &cases) {
  cases.on({image, deep}, "pad.c", [](Builder &b) {
    return b.add("pad", {0}, {{"padding", {1, 1, 1, 1}}});
  });
  cases.on({odd}, "pad.c", [](Builder &b) {
    return b.add("pad", {0}, {{"padding", {0, 1, 2, 0}}});
  });
  cases.on({series}, "pad.c", [](Builder &b) {
    return b.add("pad", {0}, {{"padding", {0, 4, 0, 4}}});
  });
  cases.on({image}, "reshape.c", [](Builder &b) {
    return b.add("reshape", {0}, {{"shape", {14, 12, 8}}});
  });
  cases.on({deep}, "reshape.c", [](Builder &b) {
    return b.add("reshape", {0}, {{"shape", {5, 5, 64}}});
  });
  cases.on({series}, "reshape.c", [](Builder &b) {
    return b.add("reshape", {0}, {{"shape", {96, 1, 16}}});
  });
  cases.plain("walk.c", "channel_shuffle", {{"groups", {4}}});
  cases.plain("walk.c", "transpose", {{"order", {0, 2, 1}}});
  cases.on({image, deep}, "walk.c", [](Builder &b) {
    return b.add("upsample", {0}, {{"factor", {2, 2}}});
  });
  cases.on({image, deep}, "upsample_bilinear.c", [](Builder &b) {
    return b.add("upsample_bilinear", {0}, {{"factor", {2, 2}}});
  });
  cases.on({series}, "upsample_bilinear.c", [](Builder &b) {
    return b.add("upsample_bilinear", {0}, {{"factor", {1, 4}}});
  });
}

void windows(Cases &cases) {
  for (const char *pool : {"average_pool", "max_pool"}) {
    const std::string kernel = std::string(pool) + ".c";
    cases.on({image, deep}, kernel, [&](Builder &b) {
      return b.add(pool, {0}, window({2, 2}, {2, 2}, {0, 0, 0, 0}));
    });
    cases.on({image, deep}, kernel, [&](Builder &b) {
      return b.add(pool, {0}, window({3, 3}, {1, 1}, {1, 1, 1, 1}));
    });
    cases.on({series}, kernel, [&](Builder &b) {
      return b.add(pool, {0}, window({1, 3}, {1, 2}, {0, 1, 0, 1}));
    });
  }
  cases.plain("average_pool.c", "global_average_pool");
  for (const int64_t pad : {0, 2}) {
    Pairs gaps = window({3, 3}, {1, 1}, {pad, pad, pad, pad});
    gaps.push_back({"dilation", {2, 2}});
    cases.on({image, odd}, "dilated_max_pool.c",
             [&](Builder &b) { return b.add("max_pool", {0}, gaps); });
  }
  const auto spread = [&](std::vector<int64_t> kernel, std::vector<int64_t> stride) {
    return [=](Builder &b) {
      return b.add("conv_transpose", {0},
                   {{"channels", {6}}, {"kernel", kernel}, {"stride", stride}});
    };
  };
  cases.on({image, deep}, "conv_transpose.c", spread({2, 2}, {2, 2}));
  cases.on({image, deep}, "conv_transpose.c", spread({4, 4}, {2, 2}));
  cases.on({image}, "conv_transpose.c", spread({3, 3}, {1, 1}));
  cases.on({series}, "conv_transpose.c", spread({1, 4}, {1, 2}));
}

/// A page that times each model once, on inputs of chance, from whatever arena it wants.
class Bench {
public:
  explicit Bench(const targets::Target &target) : target(target) {}

  void add(const Case &one) {
    const std::string name = "n" + std::to_string(estimates.size());
    ir::IntegerNetwork net = catalogue::integerNetwork(one.network, target.name, 5);
    if (!one.kernel.empty()) {
      CHECK_EQ(net.graph.nodes.size(), 1u);
      if (one.kernel == "linear.c") // which these cores have a better one for
        net.graph.nodes[0].kernel = one.kernel;
      CHECK_EQ(net.graph.nodes[0].kernel, one.kernel);
    }
    const ir::Schedule plan = plan::plan(net.graph);
    folder.write(llvm::cantFail(emit::emitC(net, plan, name, {})));
    estimates.push_back(kernels::instructions(net.graph));
    sources += " " + name + ".c " + name + "_weights.c";
    includes += "#include \"" + name + ".h\"\n";
    arena = std::max(arena, plan.arenaBytes);
    const std::string upper = llvm::StringRef(name).upper();
    calls += "  {\n    " + name + "_context c;\n    if (" + name + "_init(&c, arena, " + upper +
             "_ARENA_BYTES) != 0) leave(1);\n    fill(" + name + "_input(&c), " + upper +
             "_INPUT_BYTES);\n    const uint32_t begin = timer_start();\n    " + name +
             "_invoke(&c);\n    say_number(timer_stop(begin));\n  }\n";
  }

  /// Instructions of each, in order.
  std::vector<double> run() {
    writePages();
    const targets::Family &family = *target.family;
    const std::string compiler = objects::compiler(target);
    for (const std::string &source : family.sources())
      sources += " " + source;
    if (!CHECK(folder.run(compiler + " -c bench.c" + sources)) ||
        !CHECK(folder.run(compiler +
                          " -nostartfiles -Wl,--gc-sections -Wl,-T,bench.ld -o bench.elf *.o")) ||
        !CHECK(folder.run(family.emulator.name + " -M " + target.machine.name + " " +
                          llvm::join(family.emulatorOptions, " ") + " -kernel bench.elf")))
      return {};
    std::vector<double> counts;
    std::istringstream numbers(folder.read("said"));
    for (double ticks; numbers >> ticks;)
      counts.push_back(ticks * 1e9 / double(target.machine.counterHz));
    CHECK_EQ(counts.size(), estimates.size());
    return counts;
  }

  std::vector<double> estimates; ///< margin included

private:
  void writePages() {
    static const std::vector<targets::Page> pages = {
#include "FirmwarePages.inc"
    };
    for (const std::vector<targets::Page> &list : {pages, target.family->pages})
      for (const targets::Page &page : list)
        folder.write(page.name, page.text);
    folder.write("model.h", "");
    folder.write("bench.ld", measure::emulatorScript("n0", target, {0, arena}));
    folder.write("bench.c", "#include \"firmware.h\"\n#include \"machine.h\"\n" + includes +
                                "static uint8_t arena[" + std::to_string(arena) +
                                "] __attribute__((section(\".arena\"), aligned(64)));\n" + page +
                                "void firmware_main(void) {\n" + calls + "  leave(0);\n}\n");
  }

  static const char *const page;
  const targets::Target &target;
  compile::Folder folder;
  std::string sources, includes, calls;
  uint64_t arena = 0;
};

const char *const Bench::page = R"(
void fault(void) { leave(2); }
static void fill(int8_t *to, uint32_t count) {
  static uint32_t state = 1;
  for (uint32_t i = 0; i < count; ++i)
    to[i] = (int8_t)((state = state * 1664525u + 1013904223u) >> 24);
}
static void say_number(uint32_t number) {
  char text[16], *p = text + sizeof text;
  *--p = 0;
  *--p = '\n';
  do
    *--p = (char)('0' + number % 10u);
  while ((number /= 10u) != 0);
  say(p);
}
)";

void noneIsLeftOut(const std::vector<Case> &cases) {
  for (const kernels::Kernel *kernel : kernels::all())
    if (!CHECK(llvm::any_of(cases, [&](const Case &one) { return one.kernel == kernel->name; })))
      std::cerr << "  " << kernel->name << "\n";
}

void judge(const targets::Target &target, const std::vector<Case> &cases) {
  Bench bench(target);
  for (const Case &one : cases)
    bench.add(one);
  const std::vector<double> counts = bench.run();
  // The kernels' counts are those of what gcc makes for the Cortex-M4 and M7. For other cores it
  // may schedule simple loops otherwise: those are told of too high, at most by a quarter.
  const bool counted = target.name == "cortex-m4" || target.name == "cortex-m7";
  const double most = counted ? 1.1 : 1.25;
  for (size_t i = 0; i < counts.size(); ++i) {
    const double told = bench.estimates[i], bare = told / kernels::Margin;
    const bool right = CHECK(told >= counts[i] && bare <= most * counts[i]);
    if (!right || std::getenv("PNASC_SHOW"))
      std::cerr << "  " << target.name << " " << cases[i].kernel << " of "
                << cases[i].network.inputShape().text() << ": " << bare << " told, " << counts[i]
                << " counted, " << bare / counts[i] << "\n";
  }
}

} // namespace

int main() {
  const auto targets = objects::installed(true);
  Cases cases;
  valuesOneByOne(cases);
  sums(cases);
  places(cases);
  windows(cases);
  for (const ir::Network &network : {networks::image(), networks::series(), networks::gated()})
    cases.all.push_back({"", network});
  noneIsLeftOut(cases.all);
  for (const targets::Target *target : targets)
    judge(*target, cases.all);
  return report();
}
