// SPDX-License-Identifier: Apache-2.0
// What is in the files of a data set, before anything is chosen, cut or normalised.
//
//   read = csv("dataset_*.txt", columns = 1..24)
//
// An entry is one file `<name>.reader.cpp` here that defines `reader_<name>()`: it takes one file,
// on disk or inside an archive (File.h), and gives the records that it holds. Files come from
// whoever made the data: whatever is wrong with one is a failure that names it and the place in it,
// nothing is skipped or guessed in silence. A decoder is known to its own entry alone.
#pragma once

#include "catalogue/readers/File.h"
#include "ir/ReadSpec.h"
#include "ir/Shape.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace pnasc::readers {

/// Part of a recording that carries a label: rows [begin, end).
struct Annotation {
  uint64_t begin = 0, end = 0;
  std::string label;
};

/// An image, a recording, or a row of a table.
struct Record {
  std::string name; ///< within its file; empty where the file is one record
  /// Images: channels (1 or 3) x height x width. Recordings: channels x 1 x rows.
  ir::Shape shape;
  std::vector<uint8_t> bytes;        ///< of images, channel by channel
  std::vector<float> values;         ///< of all else, likewise
  double rate = 0;                   ///< rows a second, in Hz; 0: the file does not say
  std::vector<std::string> channels; ///< their names; empty: the file does not say
  std::string label;                 ///< of the whole record; empty: the file does not say
  std::vector<Annotation> annotations;
};

enum class Kind : uint8_t {
  Images,
  Series, ///< a record is a recording: windows are cut of it
  Either, ///< arrays and tables: what they are, the data set's declaration says
};

/// The arguments behind the pattern, by name: `columns = {1..3, 7}` is a list of closed intervals
/// counted from 1, a number is one of them.
using Interval = ir::Interval;
using Value = ir::ReaderValue;
using Options = ir::ReaderOptions;

/// An argument that an entry takes.
struct Argument {
  enum Type : uint8_t { Whole, Number, Truth, Text, Columns } type = Text;
  std::string name, help;
  std::string usual = {};       ///< where it is left out, as it would be written
  double least = 0, most = 1e9; ///< of numbers
};

struct Reader {
  std::string name, help;
  Kind kind = Kind::Series;
  std::vector<std::string> endings; ///< of the files it is made for, ".csv", in lower case
  std::vector<Argument> arguments;
  /// The records of a file, in its order. From several threads, each with another file.
  std::function<llvm::Expected<std::vector<Record>>(const File &, const Options &)> read;
};

/// Null where there is none of that name.
const Reader *find(llvm::StringRef name);
std::vector<const Reader *> all(); ///< sorted by name

// For entries: an argument, or what holds without it.
int64_t whole(const Options &options, const std::string &name, int64_t usual);
double number(const Options &options, const std::string &name, double usual);
bool truth(const Options &options, const std::string &name, bool usual);
std::string text(const Options &options, const std::string &name, const std::string &usual);
std::vector<Interval> columns(const Options &options, const std::string &name); ///< empty: all

/// "cannot read 'a/b.csv': row 17: ..."; an Exit::Environment failure.
llvm::Error wrong(const File &file, const std::string &what);

} // namespace pnasc::readers
