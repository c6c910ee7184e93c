// A booking without identification: the code that comes with it, and the page that opens it by its code.
#include "core/app/screen.h"

namespace eteinen::app {

using view::Node;
using view::Role;

void AddCode(const Scene& scene, const Appointment& appointment, Nodes& nodes) {
  if (appointment.code.empty()) return;
  Node list(Role::kSummaryList, "code.shown");
  list.Add(Row("code.value", scene.Say("code.label"), appointment.code));
  nodes.push_back(std::move(list));
  nodes.push_back(Paragraph("code.keep", scene.Say("code.keep")));
}

Nodes CodeScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Back(scene));
  nodes.push_back(Title(scene, "code.title"));
  const State& state = scene.state;
  if (state.identity.identified) {
    // A log-in is not given up for a booking that may be another's.
    nodes.push_back(Node(Role::kNotice, "code.signed-in").With("tone", "info").Text(scene.Say("code.signed-in")));
    nodes.push_back(Button("start.appointments", scene.Say("booked.appointments"), "secondary"));
    nodes.push_back(Button("sign-out", scene.Say("action.sign-out"), "secondary"));
    return nodes;
  }
  if (!state.code_error.empty()) {
    nodes.push_back(
        Node(Role::kErrorSummary, "errors")
            .With("title", scene.Say("error.summary"))
            .Add(Node(Role::kLink, "errors.code").Text(scene.Say(state.code_error)).With("target", "code")));
  }
  nodes.push_back(Paragraph("code.text", scene.Say("code.text")));
  Node form(Role::kForm, "form");
  Node field = Node(Role::kField, "code")
                   .Text(scene.Say("code.label"))
                   .Hint(scene.Say("code.hint"))
                   .With("kind", "text")
                   .With("value", state.code)
                   .With("max", 40)
                   .With("autocomplete", "off")
                   .Can("set");
  if (!state.code_error.empty()) field.With("error", scene.Say(state.code_error));
  form.Add(std::move(field));
  form.Add(Button("form.submit", scene.Say("code.open"), "primary")
               .Is("submit")
               .Is("busy", scene.effects.Waiting(Purpose::kOpenByCode)));
  nodes.push_back(std::move(form));
  Node here = Node(Role::kGroup, "code.here").Text(scene.Say("code.here")).With("level", 2);
  for (const Appointment& one : state.appointments.list) {
    if (one.status != "booked") continue;
    here.Add(Button("appointments." + one.id, DayAndTime(scene, one.start), "tile")
                 .Hint(ServiceName(scene, one.service))
                 .With("icon", "calendar"));
  }
  if (here.children.empty()) return nodes;
  nodes.push_back(std::move(here));
  // Whoever uses this device next finds nothing of it.
  nodes.push_back(Button("sign-out", scene.Say("code.forget"), "quiet"));
  return nodes;
}

}  // namespace eteinen::app
