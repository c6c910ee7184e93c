#include "tests/backend/given_world.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace eteinen::backend_test {

std::string FileText(const std::string& name) {
  std::ifstream file(name);
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

OtherAssets::OtherAssets(const std::string& file, const std::string& word, const std::string& other) {
  std::filesystem::copy("assets", folder_.path() + "/assets", std::filesystem::copy_options::recursive);
  std::string text = FileText("assets/" + file);
  const std::size_t at = text.find(word);
  EXPECT_NE(at, std::string::npos) << word;
  text.replace(at, word.size(), other);
  std::ofstream(folder_.path() + "/assets/" + file) << text;
}

std::pair<std::vector<Json>, int> AuditOf(const std::string& data, const std::string& more) {
  std::vector<Json> lines;
  std::FILE* pipe = popen((std::string(ETEINEN_BACKEND) + " audit --data " + data + " " + more).c_str(), "r");
  std::string line;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    if (c != '\n') {
      line += static_cast<char>(c);
      continue;
    }
    lines.push_back(ParseJson(line).value());
    line.clear();
  }
  return {lines, WEXITSTATUS(pclose(pipe))};
}

std::string Deed(const Json& line) {
  return line["who"].AsString() + " for " + line["for"].AsString() + " (" + line["right"].AsString() +
         "): " + line["what"].AsString() + (line["allowed"].AsBool() ? "" : ", refused");
}

}  // namespace eteinen::backend_test
