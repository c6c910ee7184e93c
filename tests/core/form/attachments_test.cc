#include "core/form/attachments.h"

#include <gtest/gtest.h>

#include "tests/core/form/builders.h"

namespace eteinen::form {
namespace {

constexpr char kPicture[] = R"([{"valueAttachment":{"contentType":"image/png","title":"ihottuma.png","size":3,)"
                            R"("url":"urn:eteinen:file:f1"}}])";

Session WithPicture(const Questionnaire& form) {
  Session session = Begin(form);
  EXPECT_TRUE(session.SetAnswer("picture", {}, Read(kPicture)).ok());
  return session;
}

Questionnaire PictureForm() {
  return Form("[" +
              ItemText("picture", "attachment",
                       R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/maxSize","valueDecimal":3},)"
                       R"({"url":"http://hl7.org/fhir/StructureDefinition/mimeType","valueCode":"image/png"}])") +
              "]");
}

TEST(Attachments, AreJudgedByTypeAndSizeWithoutTheirContent) {
  const Questionnaire form = PictureForm();
  EXPECT_EQ(Codes(WithPicture(form).Issues(true)), "");
}

TEST(Attachments, GetTheirContentWhenTheResponseIsHandedOver) {
  const Questionnaire form = PictureForm();
  const Json response = WithPicture(form).Response();
  EXPECT_EQ(HandlesIn(response), std::vector<std::string>{"f1"});
  const Result<Json> sent = WithFiles(response, {{"f1", "AAAA", ""}});
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ(WriteJson((*sent)["item"]),
            R"([{"linkId":"picture","answer":[{"valueAttachment":{"contentType":"image/png","title":"ihottuma.png",)"
            R"("size":3,"data":"AAAA"}}]}])");
  EXPECT_TRUE(HandlesIn(*sent).empty());
}

TEST(Attachments, GetTheAddressWhereTheyWereStored) {
  const Questionnaire form = PictureForm();
  const Result<Json> sent = WithFiles(WithPicture(form).Response(), {{"f1", "", "https://files.example.org/7"}});
  ASSERT_TRUE(sent.ok());
  EXPECT_EQ((*sent)["item"].Items()[0]["answer"].Items()[0]["valueAttachment"]["url"].AsString(),
            "https://files.example.org/7");
}

TEST(Attachments, AreNeverLeftBehindInSilence) {
  const Questionnaire form = PictureForm();
  const Json response = WithPicture(form).Response();
  const std::string place = "QuestionnaireResponse.item[0].answer[0]";
  const Result<Json> none = WithFiles(response, {});
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(none.error().path, place);
  const Result<Json> other_size = WithFiles(response, {{"f1", "AAAAAAAA", ""}});
  ASSERT_FALSE(other_size.ok());
  EXPECT_EQ(other_size.error().message, "the file is not of the size told");
  EXPECT_FALSE(WithFiles(response, {{"f1", "", ""}}).ok());
  EXPECT_FALSE(WithFiles(response, {{"f1", "no base64!", ""}}).ok());
}

}  // namespace
}  // namespace eteinen::form
