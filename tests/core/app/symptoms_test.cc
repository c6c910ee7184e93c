// What is the matter? Found by everyday words, one symptom or several, and asked about as one form.
#include "core/app/symptoms.h"

#include <dirent.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "tests/core/app/shell.h"

namespace eteinen::app {
namespace {

// The list of questionnaires as the backend makes it from the files.
const Json& List() {
  static const Json list = [] {
    std::vector<std::string> names;
    DIR* folder = opendir("assets/questionnaires");
    while (const dirent* entry = folder ? readdir(folder) : nullptr) names.emplace_back(entry->d_name);
    if (folder != nullptr) closedir(folder);
    std::sort(names.begin(), names.end());
    Json entries = Json::MakeArray();
    for (const std::string& name : names) {
      const Result<Json> file = ParseJson(FileText("assets/questionnaires/" + name));
      if (!name.ends_with(".json") || !file.ok()) continue;
      Json entry = Json::MakeObject();
      for (const char* member : {"id", "language", "title", "_title", "code"}) entry.Set(member, (*file)[member]);
      entries.Append(std::move(entry));
    }
    return Json::MakeObject({{"questionnaires", std::move(entries)}});
  }();
  return list;
}

// What a search puts first.
std::string First(std::string_view words, std::string_view locale = "fi") {
  const std::vector<SymptomGroup> groups = SymptomGroups(List(), words, locale, {});
  return groups.empty() ? "" : (*groups.front().entries.front())["id"].AsString();
}

TEST(SymptomSearch, FindsInflectedFinnishWords) {
  EXPECT_EQ(First("korvassa"), "symptom-ear");
  EXPECT_EQ(First("kurkussa"), "symptom-respiratory");
  EXPECT_EQ(First("polvessani"), "symptom-musculoskeletal");
  EXPECT_EQ(First("jalassa"), "symptom-musculoskeletal");
  EXPECT_EQ(First("hampaaseen"), "symptom-teeth");
  EXPECT_EQ(First("silmästä"), "symptom-eye");
  EXPECT_EQ(First("päätä särkee kovasti"), "symptom-head");
  EXPECT_EQ(First("on kova kuume"), "symptom-fever");
}

TEST(SymptomSearch, FindsAWordThatIsNotYetWrittenToItsEnd) {
  EXPECT_EQ(First("kuumei"), "symptom-fever");
  EXPECT_EQ(First("virtsat"), "symptom-urinary");
}

TEST(SymptomSearch, ForgivesOneWrongLetterAndMissingDots) {
  EXPECT_EQ(First("migreini"), "symptom-head");
  EXPECT_EQ(First("kumee"), "symptom-fever");
  EXPECT_EQ(First("kuumetat"), "symptom-fever");
  EXPECT_EQ(First("silma"), "symptom-eye");
  EXPECT_EQ(First("SILMÄ"), "symptom-eye");
}

TEST(SymptomSearch, KnowsTheWordsOfEveryLanguage) {
  EXPECT_EQ(First("ögonen"), "symptom-eye");
  EXPECT_EQ(First("halsont"), "symptom-respiratory");
  EXPECT_EQ(First("toothache"), "symptom-teeth");
  EXPECT_EQ(First("diarrhoea"), "symptom-stomach");
}

// What people write and say: spoken Finnish, inflected and half-remembered words, Swedish and English.
const std::vector<std::pair<std::string, std::vector<std::string>>> kEverydayWords = {
    {"symptom-fever",
     {"kuumetta", "lämpöö", "kuumeessa", "horkassa", "kuumekouristus", "feber", "feberfrossa", "fever", "temperature",
      "kumetta"}},
    {"symptom-child",
     {"vauva", "vauvani", "taapero", "itkeskelee", "lapsi on väsynyt", "ei syö", "koliikki", "baby cries", "bebis",
      "spädbarn", "småbarn", "toddler", "kärttyinen"}},
    {"symptom-respiratory", {"yskittää",     "yskii",        "nuhanen",         "räkätauti",
                             "räkä",         "flunssainen",  "kurkkuki",        "kurkkukipu",
                             "kurkku kipee", "hengästyttää", "henkee ahdistaa", "hengenahistus",
                             "korona",       "astmakohtaus", "nenä tukossa",    "poskiontelot",
                             "hosta",        "snuva",        "förkyld",         "förkylning",
                             "andnöd",       "cough",        "sore throat",     "short of breath",
                             "flu",          "cold",         "influenssa",      "keuhkokuume",
                             "ääni",         "käheys"}},
    {"symptom-chest",
     {"rintaan", "rinnasta pistää", "pistää rinnasta", "rintakivut", "sydämeen", "tykytykset", "muljahtelee",
      "sydän hakkaa", "eteisvärinä", "verenpaine", "bröstsmärta", "hjärtat", "hjärtklappning", "chest pain",
      "palpitations", "heart racing", "blood pressure", "flimmeri"}},
    {"symptom-head",
     {"päätä särkee", "pää kipee", "päänsäry", "migreeni", "heimaa", "huippaa", "huimaus", "pyörtyminen", "pyörtyi",
      "meni taju", "taju", "huvudvärk", "yrsel", "svimmade", "headache", "dizzy", "fainted", "migraine", "pyörryttää"}},
    {"symptom-weakness",
     {"heikottaa", "voimaton",    "väsynyt",  "väsyttää",        "uupunut",        "sekava",      "sekaisin",
      "huono olo", "kaatuilee",   "trötthet", "trött",           "förvirrad",      "tired",       "weak",
      "confused",  "muistamaton", "mummo",    "ei jaksa mitään", "auringonpistos", "lämpöhalvaus"}},
    {"symptom-stomach",
     {"mahakipu", "vatta",       "vatsaan",   "mahaan",        "maha kipee",   "maha kipeä", "oksettaa",
      "oksu",     "yrjö",        "ripulissa", "paskataudissa", "ripulia",      "mahatauti",  "norovirus",
      "magont",   "kräks",       "kräkning",  "diarré",        "stomach ache", "vomiting",   "diarrhea",
      "nausea",   "throwing up", "umpisuoli", "sappikivi",     "yökötys"}},
    {"symptom-bowel",
     {"ummetus", "ummettaa", "kakka", "närästää", "närästys", "peräpukama", "peräpukamat", "pieru", "ilmavaivoja",
      "förstoppning", "halsbränna", "hemorrojder", "constipation", "heartburn", "piles", "haemorrhoids", "hemorrhoids",
      "ei tuu kakkaa", "peräreikä"}},
    {"symptom-urinary",
     {"pissa",
      "pissattaa",
      "pissaaminen sattuu",
      "pissa kirvelee",
      "kusi",
      "kuseminen",
      "virtsatietulehdus",
      "virtsatulehdus",
      "pissatulehdus",
      "rakkotulehdus",
      "verta pissassa",
      "urinvägsinfektion",
      "urin",
      "urinera",
      "pee",
      "peeing",
      "uti",
      "urine",
      "bladder",
      "munuaiset"}},
    {"symptom-genital",
     {"klamydia",
      "sukupuolitauti",
      "seksitaudit",
      "tippuri",
      "hiivatulehdus",
      "emätin",
      "valkovuoto",
      "pillu",
      "pimppi",
      "kikkeli",
      "penis",
      "munat",
      "kivekset",
      "kuukautiset",
      "menkat",
      "gynekologi",
      "könssjukdom",
      "underlivet",
      "mens",
      "std",
      "sti",
      "chlamydia",
      "vagina",
      "testicle",
      "period",
      "jälkiehkäisypilleri",
      "katumuspilleri",
      "morning after pill",
      "kondomi"}},
    {"symptom-pregnancy",
     {"raskaus",       "raskaana",      "supistaa",   "supistukset", "lapsivesi", "vauva ei liiku", "imetys",
      "rintatulehdus", "gravid",        "graviditet", "värkar",      "amning",    "pregnant",       "pregnancy",
      "contractions",  "breastfeeding", "neuvola",    "odotan",      "synnytys",  "keskenmeno"}},
    {"symptom-musculoskeletal",
     {"selkä",         "selkäkipu", "selässä",   "selkä kipee", "polveen",     "polvi",  "hartia",
      "hartiat",       "olkapää",   "lonkka",    "iskias",      "noidannuoli", "ranne",  "sormi",
      "varvas",        "ryggont",   "rygg",      "knä",         "axel",        "nacke",  "back pain",
      "knee",          "shoulder",  "hip",       "neck",        "joints",      "muscle", "lihaskipu",
      "niveltulehdus", "kihti",     "jalkakipu", "jalka",       "jalat",       "käsi",   "jalkapohja"}},
    {"symptom-injury",
     {"haava",        "nyrjähti",   "nyrjäytti", "murtunut",    "murtuma",   "kaaduin",  "kaatui",      "löi päänsä",
      "aivotärähdys", "vamma",      "tapaturma", "luunmurtuma", "viilsi",    "tikkejä",  "sår",         "stukning",
      "fraktur",      "huvudskada", "olycka",    "wound",       "sprain",    "fracture", "broken bone", "concussion",
      "head injury",  "cut",        "accident",  "onnettomuus", "liukastui", "kolari"}},
    {"symptom-burn",
     {"palovamma", "poltin", "poltin käteni", "kuuma vesi", "palohaava", "auringonpolttama", "paleltuma", "brännskada",
      "frostskada", "burn", "sunburn", "frostbite", "scald", "sähköisku"}},
    {"symptom-bites",
     {"koiranpurema",   "koira puri",  "kissa puri", "kyynpurema",   "kyy",      "käärme",      "ampiainen",
      "ampiaisenpisto", "mehiläinen",  "punkki",     "punkinpurema", "hyttynen", "borrelioosi", "purema",
      "huggorm",        "fästing",     "geting",     "hundbett",     "tick",     "wasp",        "dog bite",
      "snake bite",     "insect bite", "hyönteinen", "raivotauti"}},
    {"symptom-skin", {"ihottuma", "iho",   "näppylöitä", "finni", "finnejä",     "kutina",   "kutisee",    "vesirokko",
                      "vyöruusu", "ruusu", "märkärupi",  "syyhy", "täit",        "paise",    "hudutslag",  "eksem",
                      "utslag",   "klåda", "bältros",    "rash",  "itching",     "shingles", "chickenpox", "mole",
                      "eczema",   "acne",  "psoriasis",  "akne",  "varvassieni", "rokko"}},
    {"symptom-allergy",
     {"allergia", "allerginen", "allergiakohtaus", "anafylaksia", "heinänuha", "siitepöly", "naama turposi",
      "pähkinäallergia", "nokkosihottuma", "allergi", "allergisk", "pollen", "allergy", "allergic", "anaphylaxis",
      "hayfever", "epipen"}},
    {"symptom-eye",
     {"silmä", "silmään", "silmä punottaa", "rähmii", "rähmä", "silmätulehdus", "näköhäiriö", "näkö sumenee", "ögon",
      "öga", "ögoninflammation", "eye", "eyes", "red eye", "vision", "pink eye", "conjunctivitis", "piilarit"}},
    {"symptom-ear",
     {"korva", "korvat", "korvaan sattuu", "korvatulehdus", "korvasärky", "korvat lukossa", "tinnitus", "kuulo",
      "kuuroutunut", "öra", "öronvärk", "öroninflammation", "ear", "earache", "hearing", "deaf", "vaikku",
      "korvavaikku"}},
    {"symptom-teeth", {"hammas",   "hampaat",  "hammas särkee", "hammaskipu",  "viisaudenhammas", "ikenet",
                       "afta",     "suu",      "huuli",         "hampaankolo", "paikka lohkesi",  "tand",
                       "tandvärk", "tandkött", "tooth",         "toothache",   "teeth",           "gums",
                       "mouth",    "dentist",  "hammaslääkäri", "juurihoito",  "poskihammas"}},
    {"symptom-mood",
     {"masennus",        "masentaa",   "masentunut",         "ahistus",     "ahdistaa",    "ahdistus",     "paniikki",
      "paniikkikohtaus", "unettomuus", "univaikeus",         "en saa unta", "itsemurha",   "itsetuhoinen", "viiltelen",
      "burnout",         "stressi",    "stressaa",           "kriisi",      "suru",        "depression",   "ångest",
      "panik",           "sömnlös",    "självmord",          "anxiety",     "depressed",   "panic",        "insomnia",
      "suicide",         "self harm",  "en jaksa enää elää", "väkivalta",   "uniongelmat", "pelottaa"}},
    {"symptom-substance",
     {"alkoholi", "viina",    "kalja",      "krapula",         "juoppo",     "humala",     "huumeet",
      "huume",    "piri",     "subu",       "vieroitusoireet", "riippuvuus", "pelaaminen", "uhkapeli",
      "tupakka",  "nuuska",   "alkohol",    "droger",          "spel",       "abstinens",  "alcohol",
      "drugs",    "gambling", "withdrawal", "hangover",        "smoking",    "addiction",  "kannabis",
      "pilvi",    "darra",    "päihteet"}},
    {"symptom-blood-sugar",
     {"verensokeri", "sokeri", "sokerit", "diabetes", "diabeetikko", "insuliini", "jano", "hypo", "blodsocker",
      "sockersjuka", "insulin", "blood sugar", "diabetic", "thirst", "sokeritauti"}},
    {"symptom-poisoning",
     {"myrkytys", "myrkky", "söi lääkkeitä", "yliannostus", "nieli pariston", "joi pesuainetta", "sienimyrkytys",
      "häkä", "förgiftning", "gift", "överdos", "poisoning", "poison", "overdose", "swallowed battery",
      "liikaa lääkettä", "burana-yliannostus", "häkämyrkytys"}},
};

TEST(SymptomSearch, PutsTheRightSymptomFirstForEverydayWords) {
  for (const auto& [id, searches] : kEverydayWords) {
    for (const std::string& search : searches) EXPECT_EQ(First(search), id) << search;
  }
}

// Whole phrases as people write them, a hundred in each language; two symptoms may be as right.
TEST(SymptomSearch, PutsTheRightSymptomFirstForWholePhrases) {
  std::ifstream stream("tests/content/search/phrases.ndjson");
  std::map<std::string, int> phrases;
  for (std::string line; std::getline(stream, line);) {
    const Result<Json> wanted = ParseJson(line);
    ASSERT_TRUE(wanted.ok()) << line;
    ++phrases[(*wanted)["language"].AsString()];
    const std::string first = First((*wanted)["phrase"].AsString(), (*wanted)["language"].AsString());
    const Json::Array& right = (*wanted)["first"].Items();
    EXPECT_TRUE(std::any_of(right.begin(), right.end(), [&](const Json& id) { return id.AsString() == first; }))
        << (*wanted)["phrase"].AsString() << " finds " << first;
  }
  EXPECT_EQ(phrases.size(), 3U);
  for (const auto& [language, count] : phrases) EXPECT_GE(count, 100) << language;
}

TEST(SymptomSearch, FindsNothingInNonsense) {
  EXPECT_EQ(First("xyzzy"), "");
  EXPECT_EQ(First("qqqq wwww"), "");
}

TEST(SymptomGroups, StandByPartOfTheBodyInTheirOrder) {
  std::string keys;
  for (const SymptomGroup& group : SymptomGroups(List(), "", "fi", {})) keys += group.key.substr(14) + " ";
  EXPECT_EQ(keys, "whole head chest belly limbs skin accident mind family ");
}

TEST(SymptomGroups, KeepWhatIsChosenInSight) {
  const std::vector<SymptomGroup> groups = SymptomGroups(List(), "korva", "fi", {"symptom-skin"});
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ((*groups[0].entries.back())["id"].AsString(), "symptom-skin");
}

class Symptoms : public testing::Test {
 protected:
  explicit Symptoms(bool framed = false) : shell("fi", "", "", {}, "app", framed) {
    shell.Answer("GET /content/questionnaires.json", 200, WriteJson(List()));
    shell.Press("start.symptoms");
  }
  void Choose(std::string_view group, std::initializer_list<Json> ids) {
    shell.Set("symptoms.area." + std::string(group), Json::MakeArray(ids));
  }
  void SayWho(const char* age, const char* sex) {
    shell.Set("q.about.age", age);
    if (shell.Has("q.about.sex")) shell.Set("q.about.sex", sex);
    shell.Press("form.submit");
  }
  TestShell shell;
};

TEST_F(Symptoms, AreSearchedByWordsOfAnyLengthAndNoLetterIsCutInTwo) {
  shell.Set("symptoms.search", std::string(99, 'a') + "äää");
  EXPECT_EQ((*shell.Find("symptoms.search"))["value"].AsString(), std::string(99, 'a'));
  EXPECT_TRUE(shell.Has("symptoms.nothing"));
}

TEST_F(Symptoms, WhatWasFoundIsTakenBackWhenNothingIsSearchedFor) {
  shell.Set("symptoms.search", "xyzzy");
  EXPECT_EQ(shell.announced, "Haulla ei löytynyt oiretta");
  shell.Set("symptoms.search", "");
  EXPECT_EQ(shell.announced, "");
}

TEST_F(Symptoms, LeadOnFromEveryWord) {
  shell.Set("symptoms.search", "xyzzy");
  EXPECT_TRUE(shell.Has("symptoms.nothing"));
  shell.Press("symptoms.other");
  EXPECT_EQ(shell.path, "/form/1");
}

TEST_F(Symptoms, AreNotBegunWithoutAChoiceNorWithTooMany) {
  shell.Press("form.submit");
  EXPECT_EQ(shell.path, "/symptoms");
  EXPECT_EQ(shell.focus, "errors");
  EXPECT_EQ(shell.Text("errors.symptoms"), "Valitse ainakin yksi oire tai muu oire");
  Choose("head", {"symptom-ear", "symptom-eye", "symptom-head", "symptom-teeth"});
  EXPECT_FALSE(shell.Has("errors"));
  shell.Press("form.submit");
  EXPECT_EQ(shell.Text("errors.symptoms"), "Valitse enintään 3 oiretta");
}

TEST_F(Symptoms, StayChosenThroughASearch) {
  Choose("head", {"symptom-ear"});
  shell.Set("symptoms.search", "kuume");
  EXPECT_TRUE(shell.Is("symptoms.symptom-ear", "checked"));
  shell.Set("symptoms.found", Json::MakeArray({"symptom-ear", "symptom-fever"}));
  shell.Set("symptoms.search", "");
  EXPECT_TRUE(shell.Is("symptoms.symptom-fever", "checked"));
  EXPECT_TRUE(shell.Is("symptoms.symptom-ear", "checked"));
}

TEST_F(Symptoms, AreAskedAsOneFormWithTheDangerSignsOfAll) {
  Choose("head", {"symptom-ear"});
  Choose("whole", {"symptom-fever"});
  shell.Press("form.submit");
  ASSERT_EQ(shell.path, "/form/1");
  SayWho("34", "male");
  EXPECT_TRUE(shell.Has("q.danger.mastoid")) << "of the ear";
  EXPECT_TRUE(shell.Has("q.danger.collapse")) << "of the fever";
  EXPECT_FALSE(shell.Has("form.topic")) << "the page is of both";
  shell.Set("q.danger", Json::MakeArray({"none"}));
  shell.Press("form.submit");
  EXPECT_EQ(shell.Text("form.topic"), "Korvaoireet");
}

TEST_F(Symptoms, GoOnWithTheirAnswersWhenOneIsAdded) {
  Choose("whole", {"symptom-fever"});
  shell.Press("form.submit");
  SayWho("34", "male");
  shell.Press("back");
  shell.Press("back");
  ASSERT_EQ(shell.path, "/symptoms");
  EXPECT_TRUE(shell.Is("symptoms.symptom-fever", "checked"));
  Choose("head", {"symptom-ear"});
  shell.Press("form.submit");
  ASSERT_EQ(shell.path, "/form/1");
  EXPECT_EQ((*shell.Find("q.about.age"))["value"].AsString(), "34");
}

TEST_F(Symptoms, SurviveAReloadTogether) {
  Choose("head", {"symptom-ear", "symptom-eye"});
  shell.Press("form.submit");
  SayWho("34", "male");
  TestShell after("fi", shell.stored);
  EXPECT_EQ(after.path, "/form/2");
  EXPECT_TRUE(after.Has("q.danger.mastoid"));
  EXPECT_TRUE(after.Has("q.danger.chemical"));
}

TEST_F(Symptoms, StopAtOnceAtASignThatNeedsThe116117) {
  Choose("head", {"symptom-ear"});
  shell.Press("form.submit");
  SayWho("34", "male");
  shell.Set("q.danger", Json::MakeArray({"mastoid"}));
  EXPECT_EQ(shell.path, "/result");
  EXPECT_EQ(shell.Text("page.title"), "Soita heti Päivystysapuun 116 117");
  EXPECT_EQ(shell.Text("because.danger"), "Onko jokin näistä totta nyt?");
  shell.Press("back");
  EXPECT_EQ(shell.path, "/form/2");
  EXPECT_TRUE(shell.Is("q.danger.mastoid", "checked")) << "the answers are kept";
}

// Answers question after question with its first choice, on to the result.
void AnswerWithTheFirst(TestShell& shell, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    ASSERT_TRUE(shell.Has(key)) << key << " on " << shell.path;
    const Json& choice = (*shell.Find(key))["children"].Items().front();
    shell.Set(key, choice["kind"].AsString() == "checkbox" ? Json::MakeArray({choice["value"]}) : choice["value"]);
    shell.Press("form.submit");
  }
}

void EndMoodAssessment(TestShell& shell) {
  shell.Set("q.danger", Json::MakeArray({"none"}));
  shell.Press("form.submit");
  AnswerWithTheFirst(
      shell, {"q.main", "q.thoughts", "q.selfharm", "q.function", "q.duration", "q.course", "q.support", "q.risk"});
  shell.Set("place", "Forssa");
  shell.Press("form.submit");
  ASSERT_EQ(shell.path, "/result");
}

TEST_F(Symptoms, ChooseTheChannelsByTheAgeThatWasTold) {
  Choose("mind", {"symptom-mood"});
  shell.Press("form.submit");
  SayWho("45", "female");
  EndMoodAssessment(shell);
  EXPECT_TRUE(shell.Has("channel.mielenterveys-ja-paihdepalvelut"));
  EXPECT_TRUE(shell.Has("result.latest"));
}

TEST_F(Symptoms, SendNobodyUnderAgeToAnAdultsLine) {
  Choose("mind", {"symptom-mood"});
  shell.Press("form.submit");
  SayWho("15", "female");
  EndMoodAssessment(shell);
  EXPECT_FALSE(shell.Has("channel.mielenterveys-ja-paihdepalvelut"));
}

// On to the page where a picture of the eye may be added.
void GoToPhoto(TestShell& shell) {
  shell.Set("q.danger", Json::MakeArray({"none"}));
  shell.Press("form.submit");
  AnswerWithTheFirst(shell, {"q.symptoms", "q.duration", "q.course", "q.risk"});
  ASSERT_TRUE(shell.Has("photo.add.photo")) << shell.path;
}

const char kPicture[] = R"({"name":"eye.jpg","type":"image/jpeg","size":204800,"handle":"file-1"})";

TEST_F(Symptoms, TakeAPictureThatStaysOutOfTheAnswers) {
  Choose("head", {"symptom-eye"});
  shell.Press("form.submit");
  SayWho("34", "male");
  GoToPhoto(shell);
  shell.picked = kPicture;
  shell.Press("photo.add.photo");
  EXPECT_EQ(shell.Text("q.photo.added"), "Kuva on lisätty: eye.jpg (200 kt)");
  EXPECT_EQ(shell.stored.find("eye.jpg"), std::string::npos) << "nothing of it is stored";
  shell.Press("photo.remove.photo");
  EXPECT_TRUE(shell.Has("photo.add.photo"));
  EXPECT_FALSE(shell.Has("q.photo.added"));
  shell.Press("form.submit");
  EXPECT_EQ(shell.path, "/place") << "a picture is not required";
}

// On to the chat, with a picture added.
void GoToChatWithPicture(TestShell& shell) {
  GoToPhoto(shell);
  shell.picked = kPicture;
  shell.Press("photo.add.photo");
  shell.Press("form.submit");
  shell.Set("place", "Hämeenlinna");
  shell.Press("form.submit");
  ASSERT_EQ(shell.path, "/result");
  shell.Press("choose.terveys-chat-nurse");
  ASSERT_EQ(shell.path, "/channel");
}

class InAFrame : public Symptoms {
 protected:
  InAFrame() : Symptoms(true) {}
};

TEST_F(InAFrame, ThatThePictureDoesNotGoToTheChatIsSaid) {
  Choose("head", {"symptom-eye"});
  shell.Press("form.submit");
  SayWho("34", "male");
  GoToChatWithPicture(shell);
  const std::string told = "Kuvat eivät siirry chattiin. Lisää ne uudelleen, kun chat on auki.";
  EXPECT_EQ(shell.Text("channel.chat.photos"), told);
  shell.Answer("POST /fhir/Communication", 201, R"({"resourceType":"Communication","id":"0123456789abcdef"})");
  shell.Press("channel.start");
  EXPECT_TRUE(shell.Has("channel.passed"));
  EXPECT_EQ(shell.Text("channel.chat.photos"), told);
}

TEST_F(Symptoms, HandThePictureOnWithTheAnswersToTheChat) {
  Choose("head", {"symptom-eye"});
  shell.Press("form.submit");
  SayWho("34", "male");
  GoToChatWithPicture(shell);
  EXPECT_FALSE(shell.Has("channel.chat.photos"));
  shell.Answer("POST /fhir/Communication", 201,
               R"({"resourceType":"Communication","id":"0123456789abcdef0123456789abcdef"})");
  shell.Press("channel.start");
  ASSERT_EQ(shell.chats.size(), 1U);
  const Json& chat = shell.chats[0];
  EXPECT_EQ(WriteJson(chat["files"]), R"([{"handle":"file-1","name":"eye.jpg","type":"image/jpeg","size":204800}])");
  EXPECT_NE(chat["text"].AsString().find("Voit lisätä kuvan silmästä: eye.jpg (200 kt)"), std::string::npos)
      << chat["text"].AsString();
  EXPECT_TRUE(chat["text"].AsString().starts_with("Silmäoireet\n")) << chat["text"].AsString();
  EXPECT_NE(chat["text"].AsString().find("Vaaran merkit: Ei mikään näistä – Puhe puuroutui"), std::string::npos)
      << "not the question, which says nothing to who reads it, and what it is that is not there";
  const Json::Array& items = chat["summary"]["contained"].Items().front()["item"].Items();
  EXPECT_EQ(items.back()["linkId"].AsString(), "photo");
  EXPECT_EQ(WriteJson(items.back()["answer"]),
            R"([{"valueAttachment":{"contentType":"image/jpeg","url":"urn:eteinen:file:file-1","size":204800,)"
            R"("title":"eye.jpg"}}])");
}

TEST_F(Symptoms, SayWhenPicturesCannotBePickedHere) {
  Choose("head", {"symptom-eye"});
  shell.Press("form.submit");
  SayWho("34", "male");
  GoToPhoto(shell);
  shell.can_pick = false;
  shell.Press("photo.add.photo");
  EXPECT_EQ(shell.Text("q.photo.error"),
            (*ParseJson(FileText("i18n/fi.json")))["messages"]["photo.unsupported"].AsString());
  EXPECT_TRUE(shell.Has("form.submit")) << "it goes on without";
}

TEST_F(Symptoms, RefuseAPictureOfAnotherTypeOrTooLarge) {
  Choose("head", {"symptom-eye"});
  shell.Press("form.submit");
  SayWho("34", "male");
  GoToPhoto(shell);
  shell.picked = R"({"name":"eye.gif","type":"image/gif","size":2048,"handle":""})";
  shell.Press("photo.add.photo");
  EXPECT_EQ(shell.Text("q.photo.error"), "Tätä tiedostomuotoa ei voi lähettää. Valitse toinen tiedosto.");
  shell.picked = R"({"name":"eye.jpg","type":"image/jpeg","size":99999999,"handle":""})";
  shell.Press("photo.add.photo");
  EXPECT_EQ(shell.Text("q.photo.error"), "Tiedosto on liian suuri. Valitse pienempi tiedosto.");
  shell.picked.clear();
  shell.Press("photo.add.photo");
  EXPECT_FALSE(shell.Has("q.photo.error")) << "picking none is no error";
}

}  // namespace
}  // namespace eteinen::app
