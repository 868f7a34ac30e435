// SPDX-License-Identifier: Apache-2.0
// The scratch folder of one model: what is written into it and which programs work there. All paths
// given to the tools are relative to it, so that no path of this machine gets into an image or a
// map.
#pragma once

#include "catalogue/targets/Target.h"
#include "measure/Measure.h"
#include "measure/Process.h"
#include "measure/Script.h"
#include "measure/Stack.h"
#include "measure/Tools.h"
#include "measure/Transcript.h"

namespace pnasc::measure {

class Workshop {
public:
  /// Finds the tools and writes every source.
  static llvm::Expected<Workshop> open(const Request &request);

  llvm::Error compile();                 ///< library and firmware, for the core
  llvm::Error linkForEmulator();         ///< <name>.elf, <name>.map
  llvm::Expected<Transcript> emulate();  ///< runs <name>.elf over all vectors
  llvm::Expected<uint64_t> stackBytes(); ///< of m_invoke, from compiler and image
  /// The linker's words where the model does not fit the board; empty where it does.
  llvm::Expected<std::string> linkForBoard(uint64_t stackBytes);
  llvm::Expected<std::vector<std::vector<int8_t>>> runOnHost();

  std::string path(llvm::StringRef file) const { return request.scratchFolder + "/" + file.str(); }
  const targets::Target &emulated() const { return target; }
  const std::vector<std::string> &objects() const { return libraryObjects; }
  size_t vectors() const { return vectorCount; }

private:
  Workshop(const Request &request, const targets::Target &target)
      : request(request), target(target) {}

  llvm::Error writeLibrary();
  llvm::Error writeFirmware();
  llvm::Error writeVectors();
  llvm::Error compileOne(const std::string &source, bool library);
  llvm::Expected<Outcome> link(const std::string &script, const std::string &image,
                               const std::string &map, const std::vector<std::string> &objects);
  /// In the scratch folder.
  llvm::Expected<Outcome> run(const std::vector<std::string> &command, const std::string &log,
                              unsigned seconds = 900) const;
  Sizes sizes() const;
  uint64_t inputBytes() const;
  uint64_t outputBytes() const;

  const Request &request;
  const targets::Target &target;
  Toolbox tools;
  std::vector<std::string> librarySources, libraryObjects; ///< file names, sorted
  size_t vectorCount = 0;
};

} // namespace pnasc::measure
