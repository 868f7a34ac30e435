// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_report
// The keys that others read, the schema, and a page that opens offline. With arguments it writes a
// sample: unit_report_report FOLDER.
#include "Check.h"
#include "Sample.h"
#include "support/Files.h"
#include "llvm/Support/JSON.h"
#include <cstdlib>
#include <filesystem>

using namespace pnasc;
namespace fs = std::filesystem;

namespace {

bool contains(const std::string &text, const std::string &part) {
  return text.find(part) != std::string::npos;
}

size_t times(const std::string &text, const std::string &part) {
  size_t count = 0;
  for (size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size())
    ++count;
  return count;
}

void keys() {
  Sample sample;
  const std::string text = report::json(sample.input);
  llvm::json::Value value = llvm::cantFail(llvm::json::parse(text));
  const llvm::json::Object &root = *value.getAsObject();
  CHECK_EQ(root.getString("target")->str(), "teensy41");
  CHECK_EQ(*root.getInteger("seed"), 1);
  CHECK_EQ(root.getObject("space")->getString("raw")->str(), "134000000000000000");
  CHECK_EQ(*root.getObject("space")->getInteger("remaining_low"), 8900000000000000);
  CHECK_EQ(*root.getObject("search")->getInteger("trials"), 500);
  CHECK_EQ(*root.getObject("search")->getInteger("selected"), 4);
  CHECK_EQ(*root.getObject("search")->getNumber("hypervolume"), 0.8312345678);
  CHECK(*root.getObject("dataset")->getBoolean("simulated"));
  const llvm::json::Array &trials = *root.getArray("trials");
  CHECK_EQ(trials.size(), 500u);
  CHECK_EQ(trials[1].getAsObject()->getString("architecture")->str(), "InceptionTime");
  CHECK_EQ(trials[1].getAsObject()->getObject("genome")->getString("group1.depth")->str(), "2");
  CHECK(*trials[1].getAsObject()->getBoolean("on_front"));
  CHECK(trials[2].getAsObject()->get("snip")->getAsNull().hasValue());
  CHECK_EQ(*trials[3].getAsObject()->getNumber("zico"), sample.study.trials[3].scores.of("zico"));
  const llvm::json::Object &model = *(*root.getArray("models"))[0].getAsObject();
  CHECK_EQ(*model.getObject("ram_bytes")->getObject("linked")->getInteger("total"),
           41984 + 8 + 152);
  CHECK_EQ(*model.getObject("emulator")->getInteger("mismatches"), 0);
  CHECK(model.get("energy_mj_estimate")->getAsNull().hasValue());
  CHECK_EQ(model.getArray("requirements")->size(), 4u);
}

/// A figure with the source that the board's file names.
std::string withEnergy() {
  Sample sample(40);
  sample.input.board.energySource = "a data sheet";
  sample.input.models[0].energyMillijoule = 0.25;
  return report::json(sample.input);
}

void energy() {
  const llvm::json::Value value = llvm::cantFail(llvm::json::parse(withEnergy()));
  const auto &models = *value.getAsObject()->getArray("models");
  const llvm::json::Object &model = *models[0].getAsObject();
  CHECK_EQ(*model.getNumber("energy_mj_estimate"), 0.25);
  CHECK_EQ(model.getString("energy_source")->str(), "a data sheet");
  CHECK(!models[1].getAsObject()->get("energy_source"));
}

void schema() {
  if (std::system("python3 -c pass 2>/dev/null") != 0) {
    skip("python3, which checks the schema, is not installed");
    return;
  }
  const fs::path root = fs::path(__FILE__).parent_path().parent_path().parent_path().parent_path();
  const fs::path file =
      fs::temp_directory_path() / ("pnasc-report-" + std::to_string(::getpid()) + ".json");
  auto check = [&](const std::string &text) {
    llvm::cantFail(support::writeFile(file.string(), text));
    const std::string command = "python3 '" + (root / "test/report/validate.py").string() + "' '" +
                                (root / "docs/report.schema.json").string() + "' '" +
                                file.string() + "' >/dev/null 2>&1";
    return std::system(command.c_str());
  };
  std::string text = report::json(Sample(40).input);
  CHECK_EQ(check(text), 0);
  CHECK_EQ(check(withEnergy()), 0);
  text.replace(text.find("\"mismatches\": 0"), 15, "\"mismatches\": -1");
  CHECK(check(text) != 0);
  Sample bare(4);
  bare.input.models.clear();
  bare.input.stageSeconds.clear();
  CHECK_EQ(check(report::json(bare.input)), 0);
  fs::remove(file);
}

void page() {
  Sample sample;
  const std::string text = report::html(sample.input);
  CHECK(contains(text, "Simulated data."));
  CHECK_EQ(times(text, "<figure "), 9u);
  CHECK_EQ(times(text, "</figure>"), 9u);
  CHECK_EQ(times(text, "circle class=\"chosen\""), 4 * 4u + 1);
  CHECK(contains(text, "&lt;here&gt;") && !contains(text, "<here>"));
  CHECK(contains(text, "qemu-system-arm is not installed"));
  for (const char *outside : {"http:", "https:", "src=", "@import", "url("})
    CHECK(!contains(text, outside));
  for (const char *number : {"nan", "inf\""})
    CHECK(!contains(text, std::string("=\"") + number));
  sample.data.simulated = false;
  CHECK(!contains(report::html(sample.input), "Simulated data."));
}

/// Times stand in one block and nowhere else.
void timing() {
  Sample sample;
  const std::string before = report::html(sample.input), data = report::json(sample.input);
  CHECK_EQ(before, report::html(Sample().input));
  sample.input.stageSeconds = {{"narrow", 7.77}};
  const std::string after = report::html(sample.input);
  auto without = [](std::string text) {
    const size_t begin = text.find("<!-- timing: begin"), end = text.find("<!-- timing: end");
    CHECK(begin != std::string::npos && end != std::string::npos);
    return text.erase(begin, end - begin);
  };
  CHECK(before != after);
  CHECK_EQ(without(before), without(after));
  const std::string other = report::json(sample.input);
  CHECK_EQ(data.substr(0, data.find("\"timing\"")), other.substr(0, other.find("\"timing\"")));
}

/// A search that was stopped early has neither models nor, perhaps, trials.
void empty() {
  Sample sample(4);
  sample.input.models.clear();
  sample.study = {};
  const std::string text = report::html(sample.input);
  CHECK(contains(text, "No model was built"));
  CHECK(llvm::cantFail(llvm::json::parse(report::json(sample.input))).getAsObject());
}

} // namespace

int main(int argc, char **argv) {
  if (argc > 1) {
    Sample sample;
    llvm::cantFail(
        support::writeFile(std::string(argv[1]) + "/report.json", report::json(sample.input)));
    llvm::cantFail(
        support::writeFile(std::string(argv[1]) + "/report.html", report::html(sample.input)));
    return 0;
  }
  keys();
  energy();
  schema();
  page();
  timing();
  empty();
  return ::report();
}
