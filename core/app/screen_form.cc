#include <algorithm>

#include "core/app/answer.h"
#include "core/app/handover.h"
#include "core/app/outcome.h"
#include "core/app/screen.h"
#include "core/app/symptoms.h"
#include "core/fhir/element.h"
#include "core/form/combine.h"
#include "core/form/urls.h"

namespace eteinen::app {
namespace {

using view::Node;
using view::Role;

constexpr std::string_view kRequired = "error.required";

std::string KeyOf(const form::Item& item) { return "q." + item.link_id; }

bool HasControl(const form::Item& item, std::string_view control) {
  for (const Json& extension : (*item.definition)["extension"].Items()) {
    if (extension["url"].AsString() != "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl") continue;
    for (const Json& coding : extension["valueCodeableConcept"]["coding"].Items()) {
      if (coding["code"].AsString() == control) return true;
    }
  }
  return false;
}

// SDC: a display item with the control "help" beneath a question is its hint.
bool IsHelp(const form::Item& item) { return item.type == form::ItemType::kDisplay && HasControl(item, "help"); }

// SDC: a long list of options with the control "autocomplete" is searched by writing.
bool IsSearched(const form::Item& item) { return IsChosen(item) && HasControl(item, "autocomplete"); }

std::string HelpOf(const form::Questionnaire& questionnaire, const form::Item& item, const std::string& locale) {
  for (const int child : item.children) {
    if (IsHelp(questionnaire.items()[static_cast<std::size_t>(child)])) return questionnaire.TextOf(child, locale).text;
  }
  return {};
}

std::string_view FieldKind(form::ItemType type) {
  switch (type) {
    case form::ItemType::kInteger:
      return "integer";
    case form::ItemType::kDecimal:
    case form::ItemType::kQuantity:
      return "decimal";
    case form::ItemType::kDate:
      return "date";
    case form::ItemType::kTime:
      return "time";
    case form::ItemType::kText:
      return "textarea";
    default:
      return "text";
  }
}

std::string ErrorText(const Scene& scene, const AnswerError& error) {
  text::Arguments arguments;
  for (const auto& [name, value] : error.arguments) {
    const std::optional<text::Number> number = text::Number::Parse(value);
    arguments.push_back({name, number ? text::Argument(*number) : text::Argument(value)});
  }
  return scene.Say(scene.texts.Has(error.id) ? error.id : "error.other", arguments);
}

// A line of the error summary, which stands apart from its question and so has to name it.
Node ErrorLine(const Scene& scene, const std::string& id, const std::string& question, const std::string& error_id,
               const std::string& error) {
  const bool required = error_id == kRequired;
  return Node(Role::kLink, "errors." + id)
      .Text(scene.Say(required ? "error.line.required" : "error.line", {{"question", question}, {"error", error}}));
}

class PageDrawer {
 public:
  // `page`: the item that the page consists of.
  PageDrawer(const Scene& scene, int page)
      : scene_(scene), session_(*scene.state.filling.session), page_(page), has_wrong_answer_(HasWrongAnswer(page)) {}

  void DrawPage(Node& parent) { Draw(page_, true, parent); }
  Nodes TakeSummary() { return std::move(summary_); }

 private:
  // Draws an item and what is under it into `parent`. `heading`: its text is the page's h1.
  void Draw(int index, bool heading, Node& parent) {
    const form::Item& item = session_.questionnaire().items()[static_cast<std::size_t>(index)];
    const Result<form::ItemState> state = session_.StateOf(index, {});
    if (item.hidden || IsHelp(item) || !state.ok() || !state->enabled) return;
    if (item.type == form::ItemType::kGroup) {
      if (heading) {
        parent.Add(Localised(Node(Role::kHeading, "page.title").With("level", 1), state->text));
        for (const int child : item.children) Draw(child, false, parent);
      } else {
        Node group = Localised(Node(Role::kGroup, KeyOf(item)).With("level", 2), state->text);
        for (const int child : item.children) Draw(child, false, group);
        parent.Add(std::move(group));
      }
      return;
    }
    if (item.type == form::ItemType::kDisplay) {
      parent.Add(Localised(Node(Role::kText, KeyOf(item)), state->text));
    } else if (item.read_only) {
      if (!state->answers.Items().empty() && !has_wrong_answer_) parent.Add(Calculated(item, *state));
    } else if (IsSearched(item)) {
      DrawSearched(item, *state, heading, parent);
    } else if (item.type == form::ItemType::kAttachment) {
      AddPhoto(item, *state, heading, parent);
    } else if (IsChosen(item)) {
      parent.Add(Choices(item, *state, heading));
    } else {
      parent.Add(Field(item, *state, heading));
    }
    for (const int child : item.children) Draw(child, false, parent);
  }

  // Whether something was answered, at or under an item, that cannot stand: nothing is calculated from a height of 1,70
  // cm.
  bool HasWrongAnswer(int index) const {
    const form::Item& item = session_.questionnaire().items()[static_cast<std::size_t>(index)];
    const bool typed = scene_.state.filling.drafts.count(KeyOf(item)) > 0;
    if (item.IsQuestion() && !item.read_only && (typed || session_.IsAnswered(index, {}))) {
      const std::string error = ErrorOf(scene_.state.filling, item).id;
      if (!error.empty() && error != kRequired) return true;
    }
    return std::any_of(item.children.begin(), item.children.end(), [&](int child) { return HasWrongAnswer(child); });
  }

  // What is asked, a field to search by, and the options that fit; what is chosen is never out of sight.
  void DrawSearched(const form::Item& item, const form::ItemState& state, bool heading, Node& parent) {
    const auto search = scene_.state.filling.searches.find(item.link_id);
    const std::string wanted = search == scene_.state.filling.searches.end() ? std::string() : search->second;
    Node title = heading ? Node(Role::kHeading, "page.title").With("level", 1)
                         : Node(Role::kHeading, "title." + item.link_id).With("level", 2);
    parent.Add(Localised(std::move(title), state.text));
    parent.Add(Node(Role::kField, "find." + item.link_id)
                   .Text(scene_.Say("form.find"))
                   .With("kind", "search")
                   .With("value", wanted)
                   .Can("set"));
    Node question = Choices(item, state, false).Text(scene_.Say("form.choose"));
    std::vector<Node>& choices = question.children;
    const auto is_out = [&](const Node& choice) {
      const bool checked = std::find(choice.is.begin(), choice.is.end(), "checked") != choice.is.end();
      return !checked && SearchScore(Json::MakeObject({{"title", choice.Field("text")}}), wanted) == 0;
    };
    if (!wanted.empty()) choices.erase(std::remove_if(choices.begin(), choices.end(), is_out), choices.end());
    if (choices.empty()) parent.Add(Paragraph("find.none", scene_.Say("form.find.none")));
    parent.Add(std::move(question));
  }

  // SDC: what a question is called where there is little room; its text where it has no short one.
  std::string ShortText(const form::Item& item) const {
    const form::Questionnaire& questionnaire = session_.questionnaire();
    if (const Json* text = fhir::Extension(*item.definition, form::url::kShortText)) {
      return form::Localised(*text, "valueString", scene_.locale(), questionnaire.language()).text;
    }
    return questionnaire.TextOf(questionnaire.Find(item.link_id), scene_.locale()).text;
  }

  Node Localised(Node node, const form::LocalText& text) const {
    node.Text(text.text);
    if (!text.language.empty() && text.language != scene_.locale() &&
        text.language != text::LanguageOf(scene_.locale())) {
      node.With("lang", text.language);
    }
    return node;
  }

  Node Calculated(const form::Item& item, const form::ItemState& state) const {
    std::string value = FieldText(item, state.answers, scene_.locale());
    if (const std::string unit = UnitOf(item); !unit.empty()) value += "\xC2\xA0" + unit;
    return Node(Role::kSummaryList, KeyOf(item) + ".list").Add(Row(KeyOf(item), state.text.text, std::move(value)));
  }

  // The error of a question, shown only after the page was sent, and its line in the summary.
  void AddError(const form::Item& item, Node& node) {
    const std::vector<std::string>& shown = scene_.state.filling.errors_shown;
    if (std::find(shown.begin(), shown.end(), KeyOf(item)) == shown.end()) return;
    const AnswerError error = ErrorOf(scene_.state.filling, item);
    if (error.id.empty()) return;
    const std::string text = ErrorText(scene_, error);
    node.With("error", text);
    summary_.push_back(ErrorLine(scene_, item.link_id, ShortText(item), error.id, text).With("target", KeyOf(item)));
  }

  Node Choices(const form::Item& item, const form::ItemState& state, bool heading) {
    Node question = Localised(Node(Role::kQuestion, KeyOf(item)), state.text)
                        .Hint(HelpOf(session_.questionnaire(), item, scene_.locale()))
                        .Is("required", state.required)
                        .Is("heading", heading)
                        .Can("set");
    const std::string_view kind = item.repeats ? "checkbox" : "radio";
    const auto add = [&](const std::string& word, Node choice, bool checked) {
      choice.key = KeyOf(item) + "." + word;
      question.Add(std::move(choice).With("kind", kind).With("value", word).Is("checked", checked).Can("set"));
    };
    if (item.type == form::ItemType::kBoolean) {
      const Json* answer = state.answers.Items().empty() ? nullptr : state.answers.Items().front().Find("valueBoolean");
      add("true", Node(Role::kChoice, "").Text(scene_.Say("answer.yes")), answer != nullptr && answer->AsBool());
      add("false", Node(Role::kChoice, "").Text(scene_.Say("answer.no")), answer != nullptr && !answer->AsBool());
    } else {
      for (const form::OptionState& option : session_.OptionsOf(item.link_id, {})) {
        if (!option.enabled) continue;
        bool checked = false;
        for (const Json& answer : state.answers.Items()) {
          const Json* value = answer.Find(option.key);
          if (value == nullptr) continue;
          checked = checked || (value->IsObject() ? (*value)["code"] == (*option.value)["code"] &&
                                                        (*value)["system"] == (*option.value)["system"]
                                                  : *value == *option.value);
        }
        add(OptionWord(option), Localised(Node(Role::kChoice, ""), option.text), checked);
      }
    }
    AddError(item, question);
    return question;
  }

  void AddPhoto(const form::Item& item, const form::ItemState& state, bool heading, Node& parent) {
    const std::string& id = item.link_id;
    parent.Add(Localised(Node(Role::kHeading, heading ? "page.title" : KeyOf(item)).With("level", heading ? 1 : 2),
                         state.text));
    const std::string help = HelpOf(session_.questionnaire(), item, scene_.locale());
    if (!help.empty()) parent.Add(Paragraph(KeyOf(item) + ".hint", help, "hint"));
    const Filling& filling = scene_.state.filling;
    if (!filling.photo_error.empty()) {
      parent.Add(
          Node(Role::kNotice, KeyOf(item) + ".error").With("tone", "error").Text(scene_.Say(filling.photo_error)));
    }
    const auto photo = filling.photos.find(id);
    if (photo == filling.photos.end()) {
      parent.Add(Button("photo.add." + id, scene_.Say("photo.add"), "secondary"));
      return;
    }
    parent.Add(Node(Role::kNotice, KeyOf(item) + ".added")
                   .With("tone", "success")
                   .Text(scene_.Say("photo.added", {{"file", PhotoInWords(photo->second, scene_.texts)}})));
    parent.Add(Button("photo.add." + id, scene_.Say("photo.change"), "secondary"));
    parent.Add(Button("photo.remove." + id, scene_.Say("photo.remove"), "quiet"));
  }

  Node Field(const form::Item& item, const form::ItemState& state, bool heading) {
    const auto draft = scene_.state.filling.drafts.find(KeyOf(item));
    std::string value =
        draft != scene_.state.filling.drafts.end() ? draft->second : FieldText(item, state.answers, scene_.locale());
    Node field = Localised(Node(Role::kField, KeyOf(item)), state.text)
                     .Hint(HelpOf(session_.questionnaire(), item, scene_.locale()))
                     .With("kind", FieldKind(item.type))
                     .With("value", std::move(value))
                     .With("unit", UnitOf(item))
                     .Is("required", state.required)
                     .Is("heading", heading)
                     .Can("set");
    if (item.max_length) field.With("max", *item.max_length);
    AddError(item, field);
    return field;
  }

  const Scene& scene_;
  const form::Session& session_;
  int page_;
  bool has_wrong_answer_;  // on the page
  Nodes summary_;
};

Node ErrorSummary(const Scene& scene, Nodes links) {
  Node summary = Node(Role::kErrorSummary, "errors").With("title", scene.Say("error.summary"));
  for (Node& link : links) summary.Add(std::move(link));
  return summary;
}

// What leads on from the last page. Nothing is promised that an answer may still put off: as long as no outcome is
// certain, more may be asked.
std::string_view LastSubmit(const Scene& scene) {
  if (scene.state.filling.terms.sent) return "form.to-review";
  return OutcomeOf(scene.state).urgency.empty() ? "action.continue" : "form.finish";
}

enum class Asked { kNever, kPerhaps, kAlways };

// Whether an item asks anything, whatever is answered.
Asked AskedOf(const form::Questionnaire& questionnaire, int index) {
  const form::Item& item = questionnaire.items()[static_cast<std::size_t>(index)];
  if (item.hidden || item.read_only || item.type == form::ItemType::kDisplay) return Asked::kNever;
  Asked asked = item.IsQuestion() ? Asked::kAlways : Asked::kNever;
  if (item.type == form::ItemType::kGroup) {
    for (const int child : item.children) asked = std::max(asked, AskedOf(questionnaire, child));
  }
  const bool conditional =
      !item.enable_when.empty() || fhir::Extension(*item.definition, form::url::kEnableWhenExpression) != nullptr;
  return conditional ? std::min(asked, Asked::kPerhaps) : asked;
}

// Which page it is; of how many, where no answer changes that.
Node Progress(const Scene& scene, std::size_t page, std::size_t pages) {
  const form::Questionnaire& form = *scene.state.filling.form;
  const bool open = std::any_of(form.roots().begin(), form.roots().end(),
                                [&](int root) { return AskedOf(form, root) == Asked::kPerhaps; });
  Node progress = Node(Role::kProgress, "progress");
  if (open) return progress.Text(scene.Say("form.progress.open", {{"page", page + 1}}));
  return progress.Text(scene.Say("form.progress", {{"page", page + 1}, {"pages", pages}}))
      .With("value", static_cast<std::int64_t>(100 * (page + 1) / (pages + 1)));
}

}  // namespace

Nodes QuestionScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  const Filling& filling = scene.state.filling;
  const std::vector<const form::Item*> pages = PagesOf(*filling.session);
  const auto page = static_cast<std::size_t>(filling.page);
  if (page >= pages.size()) return nodes;
  nodes.push_back(Progress(scene, page, pages.size()));
  // Which of several symptoms the page is about.
  if (const Json* topic = fhir::Extension(*pages[page]->definition, form::kTopicUrl)) {
    const form::LocalText text = form::Localised(*topic, "valueString", scene.locale(), filling.form->language());
    nodes.push_back(Paragraph("form.topic", text.text, "hint"));
  }
  AddContinued(scene, nodes);
  Node form(Role::kForm, "form");
  PageDrawer drawer(scene, filling.form->Find(pages[page]->link_id));
  drawer.DrawPage(form);
  if (Nodes links = drawer.TakeSummary(); !links.empty()) nodes.push_back(ErrorSummary(scene, std::move(links)));
  const bool last = page + 1 == pages.size() && !filling.reviewing;
  form.Add(Button("form.submit", scene.Say(last ? LastSubmit(scene) : "action.continue"), "primary").Is("submit"));
  nodes.push_back(std::move(form));
  AddUnkept(scene, nodes);
  return nodes;
}

void AddUnkept(const Scene& scene, Nodes& nodes) {
  if (scene.state.unkept && scene.state.filling.kept.empty())
    nodes.push_back(Paragraph("form.unkept", scene.Say("form.unkept"), "hint"));
}

Nodes PlaceScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  Node form(Role::kForm, "form");
  Node question = Node(Role::kQuestion, "place")
                      .Text(scene.Say("place.title"))
                      .Hint(scene.Say("place.hint"))
                      .Is("required")
                      .Is("heading")
                      .Can("set");
  if (scene.state.place_error) {
    question.With("error", scene.Say("error.required"));
    Nodes links;
    links.push_back(
        ErrorLine(scene, "place", scene.Say("place.title"), std::string(kRequired), scene.Say("error.required"))
            .With("target", "place"));
    nodes.push_back(ErrorSummary(scene, std::move(links)));
  }
  const auto add = [&](const std::string& value, std::string text, std::string_view language) {
    question.Add(Node(Role::kChoice, "place." + value)
                     .Text(std::move(text))
                     .With("lang", language)
                     .With("kind", "radio")
                     .With("value", value)
                     .Is("checked", scene.state.municipality == value)
                     .Can("set"));
  };
  if (scene.state.content.directory) {
    for (const std::string& name : scene.state.content.directory->municipalities) {
      add(name, name, PlaceLanguage(scene));
    }
  }
  add("elsewhere", scene.Say("place.elsewhere"), "");
  form.Add(std::move(question));
  form.Add(Button("form.submit", scene.Say("action.continue"), "primary").Is("submit"));
  nodes.push_back(std::move(form));
  return nodes;
}

}  // namespace eteinen::app
