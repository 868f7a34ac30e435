// SPDX-License-Identifier: Apache-2.0
// How a command line is read, what is said of a wrong one, and what a shell makes of one again.
// LINK: pnasc_support
#include "Check.h"
#include "support/CommandLine.h"

using namespace pnasc;
namespace take = support::take;

struct Taken {
  std::string folder;
  std::vector<std::string> paths, words;
  std::optional<std::string> genome;
  unsigned jobs = 0;
  bool fresh = false, help = false;
  int colour = 0;

  support::CommandLine line() {
    return {"tool",
            {{"Files",
              {{"-o", "DIR", "the folder", take::text(folder)},
               {"-I", "DIR", "more", take::texts(paths)},
               {"--secret", "N", "", take::number(jobs)}}},
             {"Others",
              {{"--jobs", "N", "threads", take::number(jobs, 1)},
               {"--genome", "JSON", "this one", take::maybe(genome)},
               {"--fresh", "", "anew", take::flag(fresh)},
               {"--color", "auto|never", "colour",
                take::word<int>(colour, {{"auto", 1}, {"never", 2}})},
               {"--help", "", "this text", take::flag(help), true}}}},
            [this](llvm::StringRef word) -> std::string {
              words.push_back(word.str());
              return words.size() > 2 ? "unexpected argument '" + word.str() + "'" : "";
            }};
  }
  std::string read(std::vector<std::string> arguments) {
    return llvm::toString(line().read(arguments));
  }
};

static void forms() {
  Taken t;
  CHECK_EQ(t.read({"a", "-o", "x", "-I=y", "-Iz", "--jobs=3", "--genome", "", "--fresh", "-"}), "");
  CHECK_EQ(t.folder, "x");
  CHECK(t.paths == (std::vector<std::string>{"y", "z"}));
  CHECK(t.words == (std::vector<std::string>{"a", "-"}));
  CHECK_EQ(t.jobs, 3u);
  CHECK(t.genome && t.genome->empty() && t.fresh && !t.help);
  CHECK_EQ(Taken().read({"--", "--fresh", "-o"}), ""); // words
  CHECK_EQ(Taken().read({"--help", "--nonsense"}), "");
  Taken last;
  CHECK_EQ(last.read({"-o", "x", "-o=--fresh", "--color", "auto", "--color=never"}), "");
  CHECK_EQ(last.folder, "--fresh");
  CHECK_EQ(last.colour, 2);
}

static void mistakes() {
  const std::string see = "; see 'tool --help'";
  CHECK_EQ(Taken().read({"--job=3"}), "unknown option '--job', did you mean '--jobs'?" + see);
  CHECK_EQ(Taken().read({"--secre=3"}), "unknown option '--secre'" + see);
  CHECK_EQ(Taken().read({"-x"}), "unknown option '-x'" + see);
  CHECK_EQ(Taken().read({"-o"}), "option '-o' wants a value (DIR)" + see);
  CHECK_EQ(Taken().read({"-o", "--fresh"}), "option '-o' wants a value (DIR)" + see);
  CHECK_EQ(Taken().read({"--fresh=1"}), "option '--fresh' takes no value" + see);
  CHECK_EQ(Taken().read({"--jobs=0"}), "--jobs wants a whole number of at least 1, not '0'" + see);
  CHECK_EQ(Taken().read({"--jobs=4294967296"}),
           "--jobs wants a whole number of at least 1, not '4294967296'" + see);
  CHECK_EQ(Taken().read({"--color=red"}), "--color wants auto|never, not 'red'" + see);
  CHECK_EQ(Taken().read({"a", "b", "c"}), "unexpected argument 'c'" + see);
}

int main() {
  forms();
  mistakes();
  const std::string help = Taken().line().optionsText();
  CHECK(llvm::StringRef(help).startswith("\nFiles\n  -o DIR                        the folder\n"));
  CHECK(llvm::StringRef(help).contains("\nOthers\n  --jobs=N                      threads\n"));
  CHECK(!llvm::StringRef(help).contains("secret"));
  CHECK_EQ(support::shellText({"pnasc", "a b/it's.pnas", "--set", "x=1;rm -rf", "", "t\tn\n'"}),
           "pnasc 'a b/it'\\''s.pnas' --set 'x=1;rm -rf' '' $'t\\x09n\\x0a\\''");
  return report();
}
