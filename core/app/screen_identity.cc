#include <algorithm>

#include "core/app/screen.h"
#include "core/calendar/civil_time.h"

namespace eteinen::app {
namespace {

using view::Node;
using view::Role;

constexpr std::string_view kNotServed[] = {"no-code", "no-bank-codes", "foster-parent", "public-guardian", "refused"};

// Not everybody can identify or act for another digitally: the way on is never further than one press.
Node OtherWaysButton(const Scene& scene) {
  return Button("other-ways", scene.Say("other-ways.open"), "secondary").With("icon", "phone");
}

// Whether what is unfinished is still there when the resident comes back from identifying elsewhere.
text::Arguments Kept(const Scene& scene) {
  const State& state = scene.state;
  const bool stays = !state.identity.provider || state.host;  // the page is not left
  return {{"kept", stays || state.KeepsAnswers() ? "yes" : "no"}};
}

Nodes IdentifyScreen(const Scene& scene) {
  const Identity& identity = scene.state.identity;
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "identify.title"));
  if (scene.state.framed) {
    nodes.push_back(Paragraph("identify.hint", scene.Say("identify.window.hint"), "hint"));
    nodes.push_back(Button("identify.start", scene.Say("identify.window"), "primary"));
  } else if (identity.provider) {
    nodes.push_back(Paragraph("identify.hint", scene.Say("identify.provider", Kept(scene)), "hint"));
    nodes.push_back(Button("identify.start", scene.Say("identify.start"), "primary")
                        .Is("busy", scene.effects.Waiting(Purpose::kDeparture)));
  } else {
    nodes.push_back(Paragraph("identify.hint", scene.Say("identify.hint"), "hint"));
    if (scene.effects.Waiting(Purpose::kTestPersons)) nodes.push_back(Loading(scene, "loading.persons"));
    for (const Identity::TestPerson& person : identity.test_persons) {
      nodes.push_back(Button("test-persons." + person.id, person.name, "tile")
                          .Hint(person.description)
                          .With("icon", "person")
                          .Is("busy", scene.effects.Waiting(Purpose::kSignIn)));
    }
  }
  nodes.push_back(Button("code.enter", scene.Say("code.enter"), "secondary").With("icon", "calendar"));
  nodes.push_back(OtherWaysButton(scene));
  return nodes;
}

}  // namespace

Nodes PersonsScreen(const Scene& scene) {
  const Identity& identity = scene.state.identity;
  if (!identity.identified) return IdentifyScreen(scene);
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "persons.title"));
  nodes.push_back(Paragraph("persons.hint", scene.Say("persons.hint"), "hint"));
  for (const Person& person : identity.may_act_for) {
    const bool selected = identity.acting_for && identity.acting_for->id == person.id;
    text::Arguments arguments = {{"relation", person.relation}};
    const Result<CivilDay> born = ParseDay(person.birth_date);
    arguments.push_back({"age", born.ok() ? AgeInYears(*born, ToHelsinki(scene.now).day) : 0});
    nodes.push_back(Button("persons." + person.id, person.name, "tile")
                        .Hint(scene.Say(selected ? "persons.selected" : "persons.description", arguments))
                        .With("icon", "person")
                        .Is("pressed", selected)
                        .Is("busy", scene.effects.Waiting(Purpose::kActFor)));
  }
  if (identity.service) {
    nodes.push_back(Button("persons.another", scene.Say("persons.another"), "secondary")
                        .Hint(scene.Say(scene.state.framed ? "identify.window.hint" : "persons.another.hint"))
                        .With("icon", "person")
                        .Is("busy", scene.effects.Waiting(Purpose::kDeparture)));
  }
  nodes.push_back(OtherWaysButton(scene));
  nodes.push_back(Button("sign-out", scene.Say("action.sign-out"), "secondary"));
  return nodes;
}

Nodes EndedScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Title(scene, "session.ended.title"));
  nodes.push_back(Paragraph("session.ended", scene.Say("session.ended", Kept(scene))));
  nodes.push_back(Button("session.identify", scene.Say("session.identify"), "primary"));
  nodes.push_back(Button("session.forget", scene.Say("session.forget"), "secondary"));
  return nodes;
}

Nodes OtherWaysScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "other-ways.title"));
  nodes.push_back(Paragraph("other-ways.lead", scene.Say("other-ways.lead"), "lead"));
  Node list(Role::kList, "other-ways.who");
  for (const std::string_view who : kNotServed) {
    const std::string id = "other-ways." + std::string(who);
    list.Add(Paragraph(id, scene.Say(id)));
  }
  nodes.push_back(std::move(list));
  if (scene.effects.Waiting(Purpose::kDirectory)) nodes.push_back(Loading(scene, "loading.channels"));
  AddPhoneChannels(scene, nodes);
  return nodes;
}

Node SessionWarning(const Scene& scene) {
  const Timing timing = scene.state.identity.timing.value_or(Timing());
  const bool more = timing.most > timing.left;
  Node notice = Node(Role::kNotice, "session.warning")
                    .With("tone", "warning")
                    .With("title", scene.Say("session.warning.title"))
                    .Text(scene.Say(more ? "session.warning" : "session.warning.last",
                                    {{"minutes", std::max<std::int64_t>(timing.left / 60, 1)}}));
  if (more) {
    notice.Add(Button("session.extend", scene.Say("session.extend"), "primary")
                   .Is("busy", scene.effects.Waiting(Purpose::kExtendSession)));
  }
  notice.Add(Button("sign-out", scene.Say("action.sign-out"), "secondary"));
  return notice;
}

}  // namespace eteinen::app
