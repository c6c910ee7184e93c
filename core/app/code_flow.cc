// A booking that was made without identification, opened by the code that came with it. Nothing else finds it.
#include "core/app/booking_reading.h"
#include "core/app/flow.h"

namespace eteinen::app {

void OpenCode(Step& step) {
  State& state = step.state;
  LeaveBooking(step);
  LoadContent(step);
  state.code.clear();
  state.code_error.clear();
  if (!state.identity.identified) {
    // What was booked in this very session is shown without a code.
    state.appointments = Appointments();
    LoadAppointments(step);
  }
  Show(step, Screen::kCode);
}

void SubmitCode(Step& step) {
  State& state = step.state;
  if (step.effects.Waiting(Purpose::kOpenByCode)) return;
  state.code_error.clear();
  if (state.code.empty()) {
    state.code_error = "code.missing";
    step.focus = "errors";
    return;
  }
  step.effects.Http(Purpose::kOpenByCode, "", true, "POST", "/fhir/Appointment/$manage", WriteHeaders(state),
                    WriteJson(Json::MakeObject({{"code", state.code}})));
}

void OnOpenedByCode(Step& step, const HttpAnswer& answer) {
  State& state = step.state;
  std::optional<Appointment> opened = answer.Success() ? ReadAppointmentText(answer.body) : std::nullopt;
  if (opened) {
    state.code.clear();
    state.appointments.list = {*opened};
    state.appointments.loaded = true;
    return OpenAppointment(step, opened->id);
  }
  if (RefusalCode(answer.body) == "not-found" || RefusalCode(answer.body) == "invalid") {
    state.code_error = "code.wrong";
    step.focus = "errors";
    return;
  }
  NoteProblem(step, Purpose::kOpenByCode, "", answer);
}

}  // namespace eteinen::app
