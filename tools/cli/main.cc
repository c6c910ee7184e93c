// The `eteinen` command: one JSON object a line in, one a line out, in order, each reply flushed. Exit 0; 2 on misuse.
#include <cstdio>
#include <string>

#include "tools/cli/command.h"

namespace eteinen::cli {
namespace {

constexpr std::size_t kMaxLineBytes = std::size_t{16} << 20;

struct Command {
  std::string_view name;
  Result<Handler> (*load)(const Folders&);  // null: it reads files, not lines
};

constexpr Command kCommands[] = {
#include "tools/cli/commands.inc"
};

Json ErrorReply(const Error& error) {
  Json body = Json::MakeObject({{"kind", Name(error.kind)}, {"message", error.message}});
  if (!error.path.empty()) body.Set("path", error.path);
  if (error.position) body.Set("position", *error.position);
  return Json::MakeObject({{"error", std::move(body)}});
}

// Reads one line without its end. False at the end of the input. A line over the limit is read to its end, kept only
// up to one byte over, so that memory stays bounded.
bool ReadLine(std::string& line) {
  line.clear();
  bool any = false;
  for (int c = 0; (c = std::getc(stdin)) != EOF;) {
    any = true;
    if (c == '\n') return true;
    if (line.size() <= kMaxLineBytes) line += static_cast<char>(c);
  }
  return any;
}

void Reply(const Json& reply) {
  std::string text = WriteJson(reply);
  text += '\n';
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

Result<Json> Answer(const Result<Handler>& handler, const std::string& line) {
  ETEINEN_ASSIGN_OR_RETURN(const Json input, ParseJson(line, {.max_bytes = kMaxLineBytes, .max_depth = 128}));
  if (!input.IsObject()) return InputError("expected an object, found " + std::string(input.TypeName()));
  if (!handler.ok()) return handler.error();
  return handler.value()(input);
}

std::string Usage() {
  std::string text = "usage: eteinen COMMAND [--assets DIR] [--i18n DIR]\ncommands:";
  for (const Command& command : kCommands) text += " " + std::string(command.name);
  return text + "\n";
}

int Misuse(const std::string& what) {
  std::fputs(("eteinen: " + what + "\n" + Usage()).c_str(), stderr);
  return 2;
}

int Help() {
  std::fputs(Usage().c_str(), stdout);
  return 0;
}

int Run(int argc, char** argv) {
  if (argc < 2) return Misuse("no command given");
  if (std::string_view(argv[1]) == "--help") return Help();
  const Command* command = nullptr;
  for (const Command& known : kCommands) {
    if (known.name == argv[1]) command = &known;
  }
  if (command == nullptr) return Misuse("unknown command \"" + std::string(argv[1]) + "\"");
  if (command->load == nullptr) return Verify(argc - 2, argv + 2);
  Folders folders;
  for (int i = 2; i < argc; ++i) {
    const std::string option = argv[i];
    if ((option != "--assets" && option != "--i18n") || i + 1 >= argc) return Misuse("cannot use \"" + option + "\"");
    (option == "--assets" ? folders.assets : folders.i18n) = argv[++i];
  }
  const Result<Handler> handler = command->load(folders);
  std::string line;
  while (ReadLine(line)) {
    const Result<Json> reply = Answer(handler, line);
    Reply(reply.ok() ? *reply : ErrorReply(reply.error()));
  }
  return 0;
}

}  // namespace
}  // namespace eteinen::cli

int main(int argc, char** argv) { return eteinen::cli::Run(argc, argv); }
