// A questionnaire that is open on the desk: its text, the form that the engine makes of it, one filling of it, and what
// an edited expression changes.
//
// The file is read and written as text: an edit replaces one JSON string in it and nothing else. What changes is found
// by comparing with the form as it was saved, filled with the same answers, and by the golden cases of both.
#ifndef ETEINEN_TOOLS_WORKBENCH_OPEN_FORM_H_
#define ETEINEN_TOOLS_WORKBENCH_OPEN_FORM_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/form/assessment.h"
#include "core/form/outline.h"
#include "core/form/session.h"
#include "tools/workbench/content.h"
#include "tools/workbench/matter.h"

namespace eteinen::workbench {

// One text of the questionnaire compiled and filled.
struct FilledForm {
  form::Questionnaire questionnaire;  // stays where it is: the others point into it
  std::vector<form::Rule> rules;
  std::optional<form::Session> filling;

  form::Session& session() { return *filling; }
  const form::Session& session() const { return *filling; }

  // Answers of `like` are taken over as far as they fit. Errors: as CompileQuestionnaire, ReadRules, Session::Begin.
  static Result<std::unique_ptr<FilledForm>> Of(const std::string& text, const form::Start& start,
                                                const form::Session* like);
};

class OpenForm {
 public:
  // `content` outlives this. A broken file opens too: filled() is then null and faults() tells why.
  OpenForm(const Content& content, std::size_t index, const Matter& matter);

  const FormFile& file() const { return content_->forms[index_]; }
  const std::string& text() const { return text_; }
  const std::vector<Fault>& faults() const { return faults_; }
  FilledForm* filled() { return form_.get(); }
  const FilledForm* filled() const { return form_.get(); }
  const std::vector<form::Edge>& edges() const { return edges_; }
  const form::Start& start() const { return start_; }
  // The person, the moment or the language has changed. Answers stay.
  void SetMatter(const Matter& matter);

  // An answer by the author. Errors: as Session::SetAnswer.
  Status Answer(std::string_view link_id, const form::At& at, const Json& answers);
  // Plain answers of a case; what was answered before is dropped. Errors: as form::SetPlainAnswers.
  Status AnswerAll(const Json& plain);
  // Grows with every answer and edit: what was worked out from older ones is to be worked out anew.
  std::uint64_t revision() const { return revision_; }

  // Puts another text in the place of the expression at `path`. The edit stands even if the form does not compile then;
  // faults() says why, and filled() stays what it was. Error: there is no text at that place.
  Status Edit(const std::string& path, const std::string& expression);
  bool edited() const { return text_ != saved_; }
  void Revert();
  // Writes the text to its file. Error: it cannot be written, or somebody else has changed it meanwhile.
  Status Save();

  // What the edits change, in words: "item bmi: 24.1 → 24", "urgency: today → immediate". Empty without edits.
  const std::vector<std::string>& changes() const { return changes_; }
  // The golden cases of this questionnaire that come out otherwise than with the saved file, looked at one by one.
  struct CaseChange {
    std::string name;
    std::string before;  // "today health by fever-high"
    std::string now;
    bool right = false;  // as the case says
  };
  const std::vector<CaseChange>& case_changes() const { return case_changes_; }
  std::size_t cases() const { return cases_.size(); }
  std::size_t cases_done() const { return cases_done_; }
  // Looks at some cases, at most for about so many milliseconds. Call it once a frame.
  void Work(double milliseconds);

 private:
  void Compile();
  void Compare();

  const Content* content_;
  std::size_t index_;
  std::string saved_;
  std::string text_;
  form::Start start_;
  std::unique_ptr<FilledForm> form_;
  std::vector<form::Edge> edges_;
  std::vector<Fault> faults_;
  std::uint64_t revision_ = 0;
  std::unique_ptr<FilledForm> before_;  // the saved text, while there are edits
  std::vector<std::string> changes_;
  std::vector<const cli::GoldenCase*> cases_;
  std::size_t cases_done_ = 0;
  std::vector<CaseChange> case_changes_;
};

}  // namespace eteinen::workbench

#endif  // ETEINEN_TOOLS_WORKBENCH_OPEN_FORM_H_
