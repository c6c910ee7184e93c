// Several people's times in one write: brothers and sisters who come one after another. All are booked, or none is.
#include "tools/backend/bookings.h"

namespace eteinen::backend {
namespace {

constexpr std::size_t kMost = 6;

std::string Place(std::size_t i) { return "entry[" + std::to_string(i) + "].resource"; }

// The same refusal, with the entry that it is about.
Answer At(Answer refusal, std::size_t i) {
  const Result<Json> body = ParseJson(refusal.body);
  if (!body.ok() || (*body)["issue"].Items().empty()) return refusal;
  Json issue = (*body)["issue"].Items().front();
  issue.Set("expression", Json::MakeArray({Json(Place(i))}));
  Json outcome = *body;
  outcome.Set("issue", Json::MakeArray({std::move(issue)}));
  refusal.body = WriteJson(outcome);
  return refusal;
}

Json Entry(const Answer& booked) {
  Json response = Json::MakeObject({{"status", "201"}});
  for (const auto& [name, value] : booked.headers) {
    if (name == "ETag") response.Set("etag", value);
    if (name == "Location") response.Set("location", value);
  }
  const Result<Json> resource = ParseJson(booked.body);
  return Json::MakeObject({{"resource", resource.ok() ? *resource : Json()}, {"response", std::move(response)}});
}

}  // namespace

Answer Bookings::BookTogether(const Caller& caller, const CallerFor& caller_for, const Request& request,
                              const Json& body, Instant now) {
  if (!can_.together) return Refuse("method");
  if (request.Header("idempotency-key").empty()) return Refuse("precondition", "Idempotency-Key is missing");
  if (body["resourceType"].AsString() != "Bundle" || body["type"].AsString() != "transaction") {
    return RefuseInput("type", "expected a Bundle of type transaction");
  }
  const Json::Array& entries = body["entry"].Items();
  if (entries.size() < 2 || entries.size() > kMost) return RefuseInput("entry", "expected two to six appointments");

  Transaction transaction(store_.database());
  if (transaction.begun() != Outcome::kDone) return RefuseOutcome(transaction.begun());
  if (std::optional<Answer> before = AnsweredBefore(caller, request)) return *std::move(before);
  Json done = Json::MakeArray();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::string place;
    const std::optional<AskedAppointment> asked = ReadAskedAppointment(entries[i]["resource"], place);
    if (!asked) return RefuseInput(Place(i) + "." + place, "not an Appointment of the contract");
    if (asked->status != "booked" || asked->slot.empty()) return RefuseInput(Place(i), "expected booked, and a slot");
    const std::optional<Caller> whose = caller_for(asked->patient);
    if (!whose) return At(Refuse("not-permitted"), i);
    const Answer taken = Take(*whose, *asked, now);
    // Nothing is committed: what was taken before this one is free again.
    if (taken.status != 201) return At(taken, i);
    done.Append(Entry(taken));
  }
  Answer answer = JsonAnswer(
      200,
      Json::MakeObject({{"resourceType", "Bundle"}, {"type", "transaction-response"}, {"entry", std::move(done)}}));
  return Commit(transaction, caller, request, std::move(answer), now);
}

}  // namespace eteinen::backend
