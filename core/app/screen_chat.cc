// The entry for chats: what can be chatted about, whether anybody is on the line now, and what to do when nobody is.
#include "core/app/outcome.h"
#include "core/app/screen.h"

namespace eteinen::app {
namespace {

using channels::Channel;
using channels::Need;
using view::Node;
using view::Role;

// The chat for a need: one that is open before one that is closed, one that solves it before one that passes it on.
std::optional<channels::Recommended> ChatFor(const Scene& scene, Need need) {
  std::optional<channels::Recommended> best;
  bool best_solves = false;
  for (const Channel& channel : scene.state.content.directory->channels) {
    const bool solves = channel.needs.Has(need);
    if (channel.kind != channels::Kind::kChat || (!solves && !channel.needs_passed_on.Has(need))) continue;
    const OpenState hours = StateAt(channel.hours, scene.now);
    channels::Recommended chat;
    chat.channel = &channel;
    chat.open_now = hours.open;
    (hours.open ? chat.until : chat.opens_at) = hours.until;
    const bool better =
        !best || (chat.open_now && !best->open_now) || (chat.open_now == best->open_now && solves && !best_solves);
    if (!better) continue;
    best = chat;
    best_solves = solves;
  }
  return best;
}

Node Nobody(const Scene& scene, const std::string& text) {
  return Node(Role::kNotice, "chat.status").With("tone", "warning").With("title", scene.Say("chat.nobody")).Text(text);
}

}  // namespace

Nodes ChatStartScreen(const Scene& scene) {
  Nodes nodes;
  nodes.push_back(Title(scene, "chat.title"));
  const bool identified = scene.state.identity.identified;
  nodes.push_back(Paragraph("chat.hint", scene.Say(identified ? "chat.hint.identified" : "chat.hint"), "hint"));
  if (!scene.state.content.directory) {
    // What there is to press comes at once, so that none of it moves away from under a finger.
    if (scene.effects.Waiting(Purpose::kDirectory) || scene.effects.Waiting(Purpose::kBuiltInDirectory)) {
      nodes.push_back(Loading(scene, "loading.channels"));
    } else {
      nodes.push_back(Button("chat.need.health", scene.Say("need.health"), "tile").With("icon", "chat"));
    }
    return nodes;
  }
  Nodes tiles;
  bool anybody = false;
  for (std::size_t i = 0; i < channels::kNeeds; ++i) {
    const std::optional<channels::Recommended> chat = ChatFor(scene, static_cast<Need>(i));
    if (!chat) continue;
    anybody = anybody || chat->open_now;
    const std::string need(channels::Name(static_cast<Need>(i)));
    tiles.push_back(Button("chat.need." + need, scene.Say("need." + need), "tile")
                        .Hint(HoursBadge(scene, *chat, "chat." + need).Field("text").AsString())
                        .With("icon", "chat"));
  }
  if (!anybody) {
    nodes.push_back(Nobody(scene, scene.Say("chat.nobody.text")));
    nodes.push_back(Node(Role::kLink, "chat.urgent")
                        .Text(scene.Say("footer.urgent"))
                        .With("href", scene.Say("footer.urgent.href"))
                        .With("icon", "phone"));
  }
  for (Node& tile : tiles) nodes.push_back(std::move(tile));
  nodes.push_back(Paragraph("chat.example", scene.Say("content.example"), "small"));
  return nodes;
}

void AddChatStatus(const Scene& scene, Nodes& nodes) {
  const std::optional<channels::Recommendation> all = ChannelsOf(scene.state, scene.now);
  if (scene.state.entry != "chat" || !all) return;
  const channels::Recommended* closed = nullptr;
  for (const channels::Recommended& one : all->channels) {
    if (one.channel->kind != channels::Kind::kChat) continue;
    if (one.open_now) {
      nodes.push_back(Node(Role::kNotice, "chat.status")
                          .With("tone", "info")
                          .With("title", scene.Say("chat.open"))
                          .Add(Node(Role::kLink, "chat.status.go")
                                   .Text(one.channel->name.In(scene.locale()))
                                   .With("target", "choose." + one.channel->id)));
      return;
    }
    if (closed == nullptr && one.opens_at) closed = &one;
  }
  if (all->urgency <= channels::Urgency::kImmediate) {
    nodes.push_back(Node(Role::kNotice, "chat.status").With("tone", "warning").Text(scene.Say("chat.too-urgent")));
  } else if (closed != nullptr) {
    nodes.push_back(Nobody(scene, scene.Say("chat.closed", {{"name", closed->channel->name.In(scene.locale())},
                                                            {"at", *closed->opens_at}})));
  } else {
    nodes.push_back(Nobody(scene, scene.Say("chat.none")));
  }
}

}  // namespace eteinen::app
