#include "core/channels/no_dead_end.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/core/channels/builders.h"

namespace eteinen::channels {
namespace {

const Instant kFrom = StartOfDay({2026, 11, 22});
const Instant kUntil = StartOfDay({2027, 5, 22});  // half a year holds Christmas, Easter and a clock change

std::string Failures(const Directory& directory) {
  const Result<Proof> proof = ProveNoDeadEnd(directory, kFrom, kUntil);
  if (!proof.ok()) return proof.error().message;
  std::string text;
  for (const Failure& failure : proof->failures) {
    text += std::string(Code(failure.verdict)) + ": " + Describe(failure.example) + "\n";
  }
  return text;
}

Directory Without(std::string_view id) {
  Directory directory = County();
  directory.channels.erase(std::find_if(directory.channels.begin(), directory.channels.end(),
                                        [id](const Channel& channel) { return channel.id == id; }));
  return directory;
}

TEST(NoDeadEnd, IsProvedForTheCounty) {
  const Result<Proof> proof = ProveNoDeadEnd(County(), kFrom, kUntil);
  ASSERT_TRUE(proof.ok());
  EXPECT_TRUE(proof->ok()) << Failures(County());
  // 18 needs, 7 urgencies, 12 places, age bands from 0, 7, 18 and 65, 4 languages, 12 situations, the quarter hours.
  EXPECT_EQ(proof->decisions, std::int64_t{18 * 7 * 12 * 4 * 4 * 12} * ((kUntil - kFrom) / (15 * kMinute)));
  EXPECT_LT(proof->evaluated, 1000000);
}

TEST(NoDeadEnd, FindsWhoIsLeftOutsideWhenALineIsGone) {
  EXPECT_EQ(Failures(Without("sosiaali-ja-kriisipaivystys-teksti")).substr(0, 23), "dead-end: today crisis,");
}

TEST(NoDeadEnd, FindsDangerThatIsAnsweredByAnOrdinaryLine) {
  Directory directory = County();
  for (Channel& channel : directory.channels) {
    if (channel.id == "terveys-chat-nurse") channel.urgencies.Add(Urgency::kImmediate);
  }
  const std::string failures = Failures(directory);
  EXPECT_NE(failures.find("danger-elsewhere: immediate health, a person of 0 from Forssa, language fi"),
            std::string::npos)
      << failures;
}

TEST(NoDeadEnd, FindsAnEmergencyWithoutItsTextMessage) {
  EXPECT_NE(Failures(Without("hatatekstiviesti-112")).find("danger-elsewhere: emergency health"), std::string::npos);
}

TEST(NoDeadEnd, FindsAnAnswerThatIsOnlyDigital) {
  EXPECT_NE(Failures(Without("puhelinvaihde")).find("only-digital: routine health, a person of 0 from elsewhere"),
            std::string::npos);
}

// The proof keeps open and closed in 64 bits.
TEST(NoDeadEnd, RefusesADirectoryWithMoreThanSixtyFourDifferentHours) {
  Directory directory = County();
  const Channel line = *directory.Find("suun-kiireeton");
  directory.channels.clear();
  for (int i = 0; i < 64; ++i) {
    directory.channels.push_back(line);
    directory.channels.back().hours.weekly[0].start = TimeOfDay{6 * 3600 + i * 60};
  }
  EXPECT_TRUE(Merging::Of(directory, kFrom, kUntil).ok());
  directory.channels.push_back(line);
  const Result<Merging> merging = Merging::Of(directory, kFrom, kUntil);
  ASSERT_FALSE(merging.ok());
  EXPECT_EQ(merging.error().message, "more than 64 different opening hours");
  EXPECT_FALSE(ProveNoDeadEnd(directory, kFrom, kUntil).ok());
}

TEST(NoDeadEnd, TellsWhenTheProofRestsOnExampleHours) {
  const Result<Proof> proof = ProveNoDeadEnd(WithExampleHoursClosed(County()), kFrom, kUntil);
  ASSERT_TRUE(proof.ok());
  EXPECT_FALSE(proof->ok());
  for (const Failure& failure : proof->failures) {
    const NeedRules& need = County().needs[static_cast<std::size_t>(failure.example.need)];
    EXPECT_GT(AnsweredUrgency(need, failure.example.urgency), Urgency::kImmediate) << Describe(failure.example);
  }
}

// Whatever is merged must have the same verdict as what stands for it. A directory with holes makes both verdicts
// occur.
TEST(NoDeadEnd, MergesOnlyQuestionsWithTheSameVerdict) {
  const Directory proved = WithExampleHoursClosed(County());
  const Result<Merging> merging = Merging::Of(proved, kFrom, kUntil);
  ASSERT_TRUE(merging.ok());
  std::mt19937 random(5);
  const auto pick = [&random](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
  const char* const languages[] = {"fi", "sv", "en", "so"};
  int failed = 0;
  for (int round = 0; round < 20000; ++round) {
    Request request =
        Someone()
            .Of(pick(0, 100))
            .Speaking(languages[pick(0, 3)])
            .Needing(static_cast<Need>(pick(0, kNeeds - 1)), static_cast<Urgency>(pick(0, kUrgencies - 1)));
    const auto place = static_cast<std::size_t>(pick(0, 11));
    request.person.municipality = place < 11 ? proved.municipalities[place] : "";
    request.cannot_speak_on_phone = pick(0, 1) == 1;
    request.identified = pick(0, 1) == 1;
    request.acting_for = static_cast<ActingFor>(pick(0, 2));
    request.now = kFrom + pick(0, static_cast<int>((kUntil - kFrom) / (15 * kMinute)) - 1) * 15 * kMinute;
    const Request representative = merging->RepresentativeOf(request);
    const Verdict verdict = Judge(Recommend(proved, request), request);
    ASSERT_EQ(verdict, Judge(Recommend(proved, representative), representative))
        << Describe(request) << "\nrepresented by\n"
        << Describe(representative);
    failed += verdict == Verdict::kPasses ? 0 : 1;
  }
  EXPECT_GT(failed, 100);
}

}  // namespace
}  // namespace eteinen::channels
