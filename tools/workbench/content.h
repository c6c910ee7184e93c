// The content that the workbench works on: the questionnaires with what is wrong in their files, the channel directory,
// and the golden cases. Read from the project's folders; what cannot be read is told with its place, never hidden.
#ifndef ETEINEN_TOOLS_WORKBENCH_CONTENT_H_
#define ETEINEN_TOOLS_WORKBENCH_CONTENT_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/channels/directory.h"
#include "core/form/terminology.h"
#include "tools/cli/verify.h"

namespace eteinen::workbench {

struct Folders {
  std::string assets = "assets";
  std::string i18n = "i18n";
  std::string cases = "tests/content/golden";
  std::string replays = "tests/workbench/replays";  // where the journal puts its test cases
};

// Something wrong with a file, and where.
struct Fault {
  std::string file;
  std::string path;  // in the JSON; "" when the whole file is meant
  int line = 0;      // from 1; 0: not known
  std::string code;
  std::string message;
};

struct FormFile {
  std::string file;  // "assets/questionnaires/findrisc.json"
  std::string id;    // the name of the file without ".json" when it cannot be read
  std::string text;  // as it lies there
};

struct Content {
  Folders folders;
  std::vector<FormFile> forms;  // sorted by file
  std::optional<channels::Directory> directory;
  std::shared_ptr<const form::Terminology> terminology;
  std::vector<cli::GoldenCase> cases;
  std::vector<Fault> faults;  // of everything that was read

  // The index of the questionnaire with this id, or of the file of this name.
  std::optional<std::size_t> FindForm(std::string_view id_or_file) const;
};

Content LoadContent(const Folders& folders);

// Writes a whole file. Error: it cannot be written.
Status WriteFile(const std::string& file, const std::string& text);

// What is wrong with a questionnaire's text: that it is no JSON, no Questionnaire, that its rules cannot be read, and
// all that the form's own checks say (core/form/lint.h), each with its line.
std::vector<Fault> FaultsOf(const std::string& file, const std::string& text);

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_CONTENT_H_
