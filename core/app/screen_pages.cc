// The pages that are content and nothing else (accessibility, privacy, other services), and the settings.
#include "core/app/flow.h"
#include "core/app/screen.h"

namespace eteinen::app {
namespace {

using view::Node;
using view::Role;

// A text of assets/pages in the resident's language, else in Finnish. `lang` is set when it is in another language than
// the screen.
struct Wording {
  std::string text;
  std::string lang;
};

Wording In(const Scene& scene, const Json& texts) {
  for (const std::string& locale : {scene.locale(), text::LanguageOf(scene.locale())}) {
    if (const Json* text = texts.Find(locale)) return {text->AsString(), {}};
  }
  return {texts["fi"].AsString(), "fi"};
}

Node With(Node node, const Wording& wording) {
  node.Text(wording.text);
  if (!wording.lang.empty()) node.With("lang", wording.lang);
  return node;
}

Node Block(const Scene& scene, const Json& block, const std::string& key) {
  const std::string kind = block["kind"].AsString();
  if (kind == "heading") return With(Node(Role::kHeading, key).With("level", 2), In(scene, block["text"]));
  if (kind == "list") {
    Node list(Role::kList, key);
    int i = 0;
    for (const Json& item : block["items"].Items()) {
      list.Add(With(Node(Role::kText, key + "." + std::to_string(i++)), In(scene, item)));
    }
    return list;
  }
  if (kind == "link") {
    Node link = With(Node(Role::kLink, key).With("href", block["href"].AsString()), In(scene, block["text"]));
    if (const Json* hint = block.Find("hint")) link.Hint(In(scene, *hint).text).With("style", "tile");
    return link;
  }
  return With(Node(Role::kText, key), In(scene, block["text"]));
}

void AddWaitOr(const Scene& scene, Nodes& nodes) {
  if (scene.effects.Waiting(Purpose::kPages)) nodes.push_back(Loading(scene, "loading.page"));
}

}  // namespace

Nodes MoreScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "more.title"));
  nodes.push_back(Button("more.settings", scene.Say("settings.title"), "tile")
                      .Hint(scene.Say("settings.hint"))
                      .With("icon", "settings"));
  if (!scene.state.content.pages) {
    AddWaitOr(scene, nodes);
    return nodes;
  }
  for (const Json& page : (*scene.state.content.pages)["pages"].Items()) {
    const std::string key = "pages." + page["id"].AsString();
    nodes.push_back(With(Button(key, "", "tile"), In(scene, page["title"]))
                        .Hint(In(scene, page["hint"]).text)
                        .With("icon", page["icon"].AsString()));
  }
  return nodes;
}

Nodes PageScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  const Json* page = OpenedPage(scene.state);
  if (page == nullptr) {
    nodes.push_back(Title(scene, "more.title"));
    AddWaitOr(scene, nodes);
    return nodes;
  }
  nodes.push_back(With(Node(Role::kHeading, "page.title").With("level", 1), In(scene, (*page)["title"])));
  // A page that belongs to an action of the table is for those who may do it, for the one acted for.
  const std::optional<Action> action = ActionOf((*page)["action"].AsString());
  if (action && !MayDo(scene.state, *action, Theme::kHealth)) {
    nodes.push_back(
        Node(Role::kNotice, "page.not-permitted").With("tone", "info").Text(scene.Say("refused.not-permitted")));
    AddExits(scene, "", nodes);
    return nodes;
  }
  int i = 0;
  for (const Json& block : (*page)["blocks"].Items()) {
    nodes.push_back(Block(scene, block, "page.block" + std::to_string(i++)));
  }
  if ((*page)["status"].AsString() == "example") {
    nodes.push_back(Paragraph("page.example", scene.Say("page.example"), "small"));
  }
  return nodes;
}

Nodes SettingsScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "settings.title"));
  Node language = Node(Role::kQuestion, "settings.language").Text(scene.Say("settings.language"));
  for (const std::string_view locale : kLocales) {
    const std::string name(locale);
    language.Add(Node(Role::kChoice, "settings.language." + name)
                     .Text(scene.Say("locale." + name))
                     .With("kind", "radio")
                     .With("value", name)
                     .With("lang", text::LanguageOf(locale))
                     .Is("checked", scene.state.ChosenLocale() == locale)
                     .Can("set"));
  }
  nodes.push_back(std::move(language));
  nodes.push_back(Node(Role::kQuestion, "settings.shared")
                      .Text(scene.Say("settings.shared"))
                      .Hint(scene.Say("settings.shared.hint"))
                      .Add(Node(Role::kChoice, "settings.shared.yes")
                               .Text(scene.Say("settings.shared.yes"))
                               .With("kind", "checkbox")
                               .With("value", "yes")
                               .Is("checked", scene.state.shared_device)
                               .Can("set")));
  nodes.push_back(Node(Role::kHeading, "settings.look").With("level", 2).Text(scene.Say("settings.look")));
  nodes.push_back(Paragraph("settings.look.text", scene.Say("settings.look.text")));
  return nodes;
}

}  // namespace eteinen::app
