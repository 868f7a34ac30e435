// SPDX-License-Identifier: Apache-2.0
// Boards: banks of memory, what is taken of them, core and clock.
#include "catalogue/targets/Target.h"
#include "check/Checker.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace pnasc::check {
namespace {

/// `ram ocram = 512 KiB at 0x20200000 from "..."`
void readBank(Job &job, const ast::Entry &entry) {
  Reader &reader = job.reader;
  ir::Bank bank;
  bank.name = entry.name.text;
  bank.range = entry.range;
  const std::optional<double> bytes = reader.quantity(itemOf(entry), dimension::bytes);
  const ast::Clause *at = entry.clause("at");
  if (!at)
    reader.diagnostics.report(Diag::NoAddress, entry.range, bank.name);
  const std::optional<int64_t> origin =
      at ? reader.whole({at->word, *at->value, nullptr, at->value->range}, 0, UINT32_MAX)
         : std::nullopt;
  if (!bytes || !origin)
    return;
  if (*bytes < 1)
    return (void)reader.diagnostics.report(Diag::NotPositive, entry.value->range,
                                           "the size of bank '" + bank.name + "'");
  if (*bytes + double(*origin) > 0x1p32) {
    reader.diagnostics.report(Diag::BeyondAddresses, entry.value->range,
                              text({*bytes + double(*origin), dimension::bytes}));
    return;
  }
  bank.bytes = uint64_t(*bytes);
  bank.origin = uint64_t(*origin);
  auto &banks = entry.key.text == "ram" ? job.spec.board.ram : job.spec.board.flash;
  const auto before = llvm::find_if(banks, [&](const auto &b) { return b.name == bank.name; });
  if (before != banks.end())
    reader.twice("bank", entry.name, before->range);
  else
    banks.push_back(std::move(bank));
}

/// `reserve ram = 16 KiB`
void readReserve(Job &job, const ast::Entry &entry) {
  if (entry.name.text != "ram" && entry.name.text != "flash")
    return job.reader.unknown(Diag::UnknownWord, entry.name, {"ram", "flash"}, "memory");
  uint64_t &place =
      entry.name.text == "ram" ? job.spec.board.reservedRam : job.spec.board.reservedFlash;
  if (place)
    return (void)job.reader.diagnostics.report(Diag::Twice, entry.name.range, "reserve",
                                               entry.name.text);
  if (const auto bytes = job.reader.quantity(itemOf(entry), dimension::bytes); bytes && *bytes >= 0)
    place = uint64_t(*bytes);
  else if (bytes)
    job.reader.diagnostics.report(Diag::OutOfRange, entry.value->range, "'reserve'",
                                  text({*bytes, dimension::bytes}), "0 or more");
}

/// A line with two names.
void readPair(Job &job, const ast::Entry &entry) {
  job.reader.clauses(entry, {entry.key.text == "reserve" ? "" : "at"});
  if (entry.key.text == "reserve")
    readReserve(job, entry);
  else if (entry.key.text == "ram" || entry.key.text == "flash")
    readBank(job, entry);
  else
    job.reader.unknown(Diag::UnknownWord, entry.key, {"ram", "flash", "reserve"}, "kind of memory");
}

/// The catalogue's name for a core of the language: cortex_m7 is cortex-m7.
std::string catalogued(llvm::StringRef word) {
  for (const targets::Target *core : targets::all()) {
    std::string spelt = core->name;
    std::replace(spelt.begin(), spelt.end(), '-', '_');
    if (spelt == word)
      return core->name;
  }
  return {};
}

void requireBoard(Job &job, const ast::Section &section) {
  const ir::Board &board = job.spec.board;
  const auto need = [&](bool given, const char *what) {
    if (!given)
      job.reader.diagnostics.report(Diag::Missing, section.name.range, "board '" + board.name + "'",
                                    what);
  };
  need(!board.core.empty(), "'core'");
  need(board.clockHz > 0, "'clock'");
  need(!board.ram.empty(), "a bank of RAM, 'ram NAME = 128 KiB at 0x20000000'");
  need(!board.flash.empty(), "a bank of flash, 'flash NAME = 512 KiB at 0x08000000'");
}

} // namespace

void readBoard(Job &job, const ast::Section &section) {
  ir::Board &board = job.spec.board;
  Reader &reader = job.reader;
  board.name = section.name.text;
  board.range = section.range;
  const unsigned before = reader.diagnostics.errors();
  const Settings given = reader.settings(section, language::section("board"));
  given.store("title", board.title);
  given.store("core", board.core);
  board.core = catalogued(board.core);
  given.store("clock", board.clockHz);
  given.store("energy", board.picojoulePerCycle);
  board.picojoulePerCycle *= 1e12;
  if (const Settings::One *energy = given.find("energy"); energy && energy->line)
    if (const ast::Clause *from = energy->line->clause("from"))
      board.energySource = from->value->as<ast::Text>()->value;
  for (const ast::Entry &entry : section.entries)
    if (entry.kind == ast::Entry::Kind::Fixed && !entry.name.empty())
      readPair(job, entry);
  // Else what is missing may be what was wrong, or could not be read.
  if (reader.diagnostics.errors() == before && section.whole)
    requireBoard(job, section);
  if (reader.diagnostics.errors() == before && !board.ram.empty() && !board.flash.empty())
    checkBoard(job, section);
}

void addBoardRequirements(ir::Spec &spec) {
  const ir::Board &board = spec.board;
  const auto largest =
      std::max_element(board.ram.begin(), board.ram.end(),
                       [](const ir::Bank &a, const ir::Bank &b) { return a.bytes < b.bytes; });
  const auto limit = [](const char *name, ir::Metric metric, uint64_t bytes, support::Span range) {
    ir::Requirement one;
    one.name = name;
    one.terms = {{1.0, metric}};
    one.limit = double(bytes);
    one.range = range;
    one.fromBoard = true;
    return one;
  };
  const ir::Requirement implied[] = {
      limit("board_ram", ir::Metric::Ram, board.usableRam(), largest->range),
      limit("board_rom", ir::Metric::Rom, board.usableFlash(), board.flash.front().range)};
  spec.requirements.insert(spec.requirements.begin(), std::begin(implied), std::end(implied));
}

} // namespace pnasc::check
