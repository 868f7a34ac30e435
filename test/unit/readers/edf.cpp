// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_readers
// EDF and EDF+ written here field by field: scales, rates, annotations, gaps, damage.
#include "readers/Reading.h"

namespace pnasc::readers {
const Reader &reader_edf();
} // namespace pnasc::readers

using namespace pnasc;
using namespace pnasc::readers;
using namespace std::string_literals; // of texts with zeros in them

namespace {

std::string field(std::string text, size_t width) {
  text.resize(width, ' ');
  return text;
}

struct Signal {
  std::string name, least, most, digitalLeast, digitalMost;
  size_t samples;
};

std::string samples(const std::vector<int16_t> &values) {
  std::string bytes;
  for (int16_t value : values)
    bytes += {char(value & 255), char(value >> 8)};
  return bytes;
}

std::string edf(const std::vector<Signal> &signals, const std::string &kind,
                const std::string &records, const std::string &duration, const std::string &data) {
  std::string bytes = field("0", 8) + field("X F X", 80) + field("Startdate X", 80) +
                      field("01.02.03", 8) + field("04.05.06", 8) +
                      field(std::to_string(256 * (signals.size() + 1)), 8) + field(kind, 44) +
                      field(records, 8) + field(duration, 8) +
                      field(std::to_string(signals.size()), 4);
  auto all = [&](size_t width, auto text) {
    for (const Signal &signal : signals)
      bytes += field(text(signal), width);
  };
  auto none = [](const Signal &) { return std::string(); };
  all(16, [](const Signal &s) { return s.name; });
  all(80, none);
  all(8, [](const Signal &) { return std::string("uV"); });
  all(8, [](const Signal &s) { return s.least; });
  all(8, [](const Signal &s) { return s.most; });
  all(8, [](const Signal &s) { return s.digitalLeast; });
  all(8, [](const Signal &s) { return s.digitalMost; });
  all(80, none);
  all(8, [](const Signal &s) { return std::to_string(s.samples); });
  all(32, none);
  return bytes + data;
}

const Signal A{"EEG C3/A2", "-100", "100", "-1000", "1000", 2};
const Signal B{"EEG C4/A1", "0", "1", "0", "10", 2};
const Signal Slow{"Temp", "30", "40", "0", "100", 1};
const Signal Notes{"EDF Annotations", "-1", "1", "-32768", "32767", 30};

std::string notes(std::string text) {
  text.resize(2 * Notes.samples);
  return text;
}

std::string mixed() {
  return edf({A, Slow, B}, "", "2", "1",
             samples({10, -20, 50, 1, 2}) + samples({1000, 0, 70, 3, 4}));
}

std::string annotated(const std::string &kind, const char *second) {
  return edf({A, Notes}, kind, "2", "2",
             samples({1, 2}) +
                 notes("+5\x14\x14\0+5.5\x15"
                       "2\x14wake\x14"
                       "eyes\x14\0"s) +
                 samples({3, 4}) + notes(std::string(second) + "\x14\x14"));
}

std::string fault(const std::string &bytes, const Options &options = {}) {
  return said(reader_edf(), bytes, options);
}

void signals() {
  const Record record = good(reader_edf(), mixed())[0];
  CHECK_EQ(record.shape.text(), "2x1x4");
  CHECK_EQ(record.rate, 2);
  CHECK(equal(record.values, {1, -2, 100, 0, 0.1f, 0.2f, 0.3f, 0.4f}));
  CHECK_EQ(record.channels[0] + "|" + record.channels[1], "EEG C3/A2|EEG C4/A1");
  const Record slow = good(reader_edf(), mixed(), {{"signals", std::string("Te*")}})[0];
  CHECK(slow.rate == 1 && equal(slow.values, {35, 37}));
  const Record turned =
      good(reader_edf(), mixed(), {{"signals", std::string("EEG C4/A1, EEG C3*")}})[0];
  CHECK_EQ(turned.channels[0], "EEG C4/A1");
  CHECK(contains(fault(mixed(), {{"signals", std::string("*")}}),
                 "several rates cannot be one recording: 'EEG C3/A2' 2 Hz, 'Temp' 1 Hz"));
  CHECK(contains(fault(mixed(), {{"signals", std::string("EMG")}}), "there is no signal 'EMG'"));
  std::string open = mixed();
  open.replace(236, 2, "-1");
  CHECK_EQ(good(reader_edf(), open)[0].shape.text(), "2x1x4");
}

void annotations() {
  for (const std::string &bytes : {annotated("EDF+C", "+7"), annotated("EDF+D", "+7")}) {
    const Record record = good(reader_edf(), bytes)[0];
    CHECK_EQ(record.shape.text(), "1x1x4");
    CHECK_EQ(record.annotations.size(), 2u);
    CHECK_EQ(record.annotations[0].begin, 1u); // half a second behind the begin is rounded
    CHECK_EQ(record.annotations[0].end, 3u);
    CHECK_EQ(record.annotations[0].label + record.annotations[1].label, "wakeeyes");
  }
  CHECK(contains(fault(annotated("EDF+D", "+9")),
                 "record 2: it begins at 9 s, 7 s are due: recordings with gaps are not read"));
  CHECK(contains(fault(annotated("EDF+C", "seven")), "record 2: an annotation is damaged: 'seven"));
  const std::string alone = edf({Notes}, "EDF+C", "1", "0",
                                notes("+0\x14\x14\0+0\x15"
                                      "30\x14W\x14\0+30\x15"
                                      "60\x14N1\x14\0"s));
  const Record hypnogram = good(reader_edf(), alone)[0];
  CHECK_EQ(hypnogram.shape.text(), "0x1x90");
  CHECK_EQ(hypnogram.rate, 1);
  CHECK(hypnogram.annotations.size() == 2 && hypnogram.annotations[1].begin == 30 &&
        hypnogram.annotations[1].end == 90 && hypnogram.annotations[1].label == "N1");
  damage(reader_edf(), alone);
}

void faults() {
  const std::string whole = mixed();
  CHECK(contains(fault(whole.substr(0, whole.size() - 1)),
                 "its header promises 2 records of 10 bytes, 19 bytes are there: it is truncated"));
  CHECK(contains(fault(whole + "xx"), "22 bytes are there"));
  CHECK(contains(fault(whole.substr(0, 300)), "truncated inside its header"));
  CHECK(contains(fault(whole.substr(0, 100)), "it is no EDF file"));
  CHECK(contains(fault(edf({A}, "", "99999999", "1", "")), "promises 99999999 records"));
  CHECK(contains(fault(edf({A}, "", "many", "1", "")), "a field of the header is no number"));
  CHECK(contains(fault(edf({A}, "", "1", "0", samples({1, 2}))), "no samples, or no duration"));
  CHECK(contains(fault(edf({}, "", "1", "1", "")), "for 0 signals cannot be"));
  CHECK(contains(fault(edf({{"flat", "1", "1", "0", "5", 1}}, "", "1", "1", samples({1}))),
                 "signal 'flat' has no scale"));
  CHECK(contains(fault(edf({{"big", "-1e300", "1e300", "0", "5", 1}}, "", "1", "1", samples({1}))),
                 "too large"));
  CHECK(contains(fault(std::string("\xff") + "BIOSEMI"), "it is BDF"));
  CHECK(contains(fault(""), "it is no EDF file"));
}

} // namespace

int main() {
  signals();
  annotations();
  faults();
  damage(reader_edf(), mixed());
  damage(reader_edf(), annotated("EDF+D", "+7"));
  return report();
}
