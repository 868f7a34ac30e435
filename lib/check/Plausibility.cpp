// SPDX-License-Identifier: Apache-2.0
// Values that are right by themselves and do not go together: overlapping banks, limits that
// nothing meets or that exclude nothing, a search shorter than its first generation.
#include "catalogue/datasets/Format.h"
#include "catalogue/readers/Reader.h"
#include "check/Checker.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::check {
namespace {

const ast::Entry *entryOf(const ast::Section &section, llvm::StringRef key,
                          llvm::StringRef name = {}) {
  for (const ast::Entry &entry : section.entries)
    if (entry.key.text == key && entry.name.text == name)
      return &entry;
  return nullptr;
}

void checkReserve(Job &job, const ast::Section &section, const char *memory, uint64_t reserved,
                  const ir::Bank &bank) {
  const ast::Entry *entry = entryOf(section, "reserve", memory);
  if (entry && reserved >= bank.bytes)
    job.reader.diagnostics
        .report(Diag::ReserveTooLarge, entry->value->range, memory, support::bytesText(reserved),
                support::bytesText(bank.bytes))
        .note("the bank stands here", bank.range);
}

/// The one figure of whole networks that a requirement limits from above, and its largest value.
std::optional<std::pair<ir::Metric, double>> single(const ir::Requirement &one) {
  if (one.terms.size() != 1 || one.terms[0].coefficient <= 0 || !one.terms[0].part.empty())
    return std::nullopt;
  return std::pair(one.terms[0].metric, one.limit / one.terms[0].coefficient);
}

/// Choices that only multiply equal networks. A line of `each group` counts where it counts once.
void checkEffects(Job &job) {
  const std::pair<ir::Hyperparameter, const char *> keys[] = {
      {ir::Hyperparameter::Kernel, "kernel"}, {ir::Hyperparameter::Stride, "stride"}};
  for (const auto &[what, key] : keys) {
    std::vector<support::Span> idle, used;
    for (size_t group = 0; group < 4; ++group) {
      const ir::Choice *choice = job.spec.find(what, group);
      if (!choice || !choice->range.isValid())
        continue;
      const auto index = size_t(choice - job.spec.choices.data());
      const bool read =
          llvm::any_of(job.spec.architectures, [&](const auto &one) { return one.reads[index]; });
      (read ? used : idle).push_back(choice->range);
    }
    for (const support::Span &range : idle)
      if (llvm::none_of(used, [&](const auto &u) { return u.startsWith(range); }))
        job.reader.diagnostics.report(Diag::NoEffect, range, key);
  }
}

} // namespace

void checkBoard(Job &job, const ast::Section &section) {
  const ir::Board &board = job.spec.board;
  std::vector<const ir::Bank *> banks;
  for (const auto *list : {&board.ram, &board.flash})
    for (const ir::Bank &bank : *list) {
      for (const ir::Bank *other : banks)
        if (bank.origin < other->origin + other->bytes && other->origin < bank.origin + bank.bytes)
          job.reader.diagnostics.report(Diag::BanksOverlap, bank.range, other->name, bank.name)
              .note("'" + other->name + "' stands here", other->range);
      banks.push_back(&bank);
    }
  const auto largest = std::max_element(board.ram.begin(), board.ram.end(),
                                        [](auto &a, auto &b) { return a.bytes < b.bytes; });
  checkReserve(job, section, "ram", board.reservedRam, *largest);
  checkReserve(job, section, "flash", board.reservedFlash, board.flash.front());
}

void checkData(Job &job, const ast::Section &section) {
  const ir::DatasetSpec &data = job.spec.dataset;
  const datasets::Format *format = datasets::find(data.format);
  const readers::Reader *reader = readers::find(data.read.reader);
  const bool either = reader && reader->kind == readers::Kind::Either;
  const bool series = reader ? reader->kind == readers::Kind::Series || (either && data.window > 0)
                             : format && format->series;
  std::vector<const char *> foreign;
  if (format && series)
    foreign = {"height", "width"};
  else if (format && !either)
    foreign = {"window", "windows", "decimate"};
  for (const char *key : foreign)
    if (const ast::Entry *entry = entryOf(section, key))
      job.reader.diagnostics.report(Diag::WrongData, entry->key.range,
                                    reader ? reader->name : data.format,
                                    series ? "series" : "images", key, series ? "images" : "series");
  if (const ast::Entry *window = entryOf(section, "window"); window && data.stride > data.window)
    job.reader.diagnostics.report(Diag::StrideSkips, window->range, data.stride - data.window);
}

void checkLimits(Job &job) {
  const auto &all = job.spec.requirements;
  for (const ir::Requirement &one : all) {
    const auto mine = single(one);
    if (one.fromBoard || !mine)
      continue;
    const auto tighter = llvm::find_if(all, [&](const ir::Requirement &other) {
      const auto its = single(other);
      return its && its->first == mine->first && its->second < mine->second;
    });
    if (tighter == all.end())
      continue;
    const std::string why = tighter->fromBoard ? "board '" + job.spec.board.name + "' leaves " +
                                                     support::bytesText(uint64_t(tighter->limit))
                                               : "'" + tighter->name + "' is tighter";
    job.reader.diagnostics.report(Diag::NeverBinds, one.range, one.name, why)
        .note("the tighter limit stands here", tighter->range);
  }
}

void checkSearch(Job &job, const ast::Section &search, const ast::Section &select) {
  const ir::SearchSpec &given = job.spec.search;
  if (const ast::Entry *trials = entryOf(search, "trials");
      trials && given.trials < given.population)
    job.reader.diagnostics.report(Diag::FewTrials, trials->value->range, given.trials,
                                  given.population);
  if (const ast::Entry *keep = entryOf(select, "keep"); keep && job.spec.select.keep > given.trials)
    job.reader.diagnostics.report(Diag::KeepTooMany, keep->value->range, job.spec.select.keep,
                                  given.trials);
  checkEffects(job);
}

} // namespace pnasc::check
