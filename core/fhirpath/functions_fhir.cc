// Functions that FHIR adds to the language. Source: FHIR R4, "FHIRPath", additional functions.
#include <algorithm>

#include "core/fhirpath/evaluator.h"
#include "core/fhirpath/html_check.h"

namespace eteinen::fhirpath {
namespace {

constexpr std::string_view kStructureDefinition = "http://hl7.org/fhir/StructureDefinition/";

// The members of a coded element that name codes: itself (Coding), its codings (CodeableConcept), or nothing.
std::vector<const Json*> Codings(const Json& json) {
  std::vector<const Json*> codings;
  if (json["coding"].IsArray()) {
    for (const Json& coding : json["coding"].Items()) codings.push_back(&coding);
  } else if (json["code"].IsString()) {
    codings.push_back(&json);
  }
  return codings;
}

// The resource that `place` belongs to, of those in `json`, itself a resource or a part of `container`: the innermost
// one that is not contained in another. Null if the place is elsewhere. Counts in `steps` what it looks at.
const Json* ContainerOf(const Json& json, const Json* container, const Json* place, std::uint64_t* steps) {
  ++*steps;
  if (&json == place) return container;
  const auto search = [&](const Json& child, bool contained) {
    const bool own = !contained && child.IsObject() && child["resourceType"].IsString();
    return ContainerOf(child, own ? &child : container, place, steps);
  };
  if (json.IsArray()) {
    for (const Json& child : json.Items()) {
      if (const Json* found = search(child, false)) return found;
    }
  } else if (json.IsObject()) {
    for (const Json::Member& member : json.Members()) {
      if (member.key == "contained" && member.value.IsArray()) {
        for (const Json& child : member.value.Items()) {
          if (const Json* found = search(child, true)) return found;
        }
      } else if (const Json* found = search(member.value, false)) {
        return found;
      }
    }
  }
  return nullptr;
}

}  // namespace

bool Evaluator::CallFhir(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  switch (node.function) {
    case Function::kExtension: {
      Collection argument;
      std::optional<std::string> url;
      if (!Argument(node, 0, frame, &argument) || !SingleString(node, argument, "an extension's url", &url))
        return false;
      if (!url) return true;
      Collection extensions;
      for (const Item& item : input) {
        if (!item.IsNode()) continue;
        const Json* holder = item.NodeValue();
        if (holder == nullptr || !holder->IsObject()) holder = item.NodeExtra();
        const Json* list = holder == nullptr ? nullptr : holder->Find("extension");
        if (list != nullptr) AddElement(list, nullptr, model().known.extension, &extensions);
      }
      for (const Item& extension : extensions) {
        if (extension.NodeValue() != nullptr && (*extension.NodeValue())["url"].AsString() == *url) out->Add(extension);
      }
      return true;
    }
    case Function::kHasValue:
    case Function::kGetValue: {
      std::optional<Item> value;
      const bool primitive =
          input.size() == 1 &&
          (!input.front().IsNode() || (input.front().NodeValue() != nullptr && !input.front().NodeValue()->IsObject()));
      if (primitive) value = Value(input.front());
      if (node.function == Function::kHasValue) {
        out->Add(Item(value.has_value()));
      } else if (value) {
        out->Add(*std::move(value));
      }
      return true;
    }
    case Function::kResolve:
      return CallResolve(node, input, out);
    case Function::kConformsTo: {
      Collection argument;
      const Item* item = nullptr;
      std::optional<std::string> url;
      if (!Single(node, input, "one item", &item)) return false;
      if (!Argument(node, 0, frame, &argument) || !SingleString(node, argument, "a profile's url", &url)) return false;
      if (!url || item == nullptr) return true;
      // Only the base definitions are known here: conforming to one is being of that type.
      const bool base = url->starts_with(kStructureDefinition);
      const TypeId type =
          base ? model().Find(std::string_view(*url).substr(kStructureDefinition.size())) : kUnknownType;
      if (type == kUnknownType) return Fail(node, "the profile is not known here");
      out->Add(Item(item->IsNode() && model().IsA(item->NodeType(), type)));
      return true;
    }
    case Function::kMemberOf:
      return CallMemberOf(node, input, frame, out);
    case Function::kSubsumes:
    case Function::kSubsumedBy: {
      Collection argument;
      const Item* item = nullptr;
      const Item* other = nullptr;
      if (!Single(node, input, "one code", &item) || !Argument(node, 0, frame, &argument) ||
          !Single(node, argument, "one code", &other)) {
        return false;
      }
      // Without a code system's hierarchy only the same code is known to subsume.
      if (item != nullptr && other != nullptr && Equal(*item, *other) == Truth::kTrue) out->Add(Item(true));
      return true;
    }
    case Function::kHtmlChecks:
      for (const Item& item : input) {
        const auto text = ToText(model(), item);
        out->Add(Item(text && IsSafeNarrative(*text)));
      }
      return true;
    default: {  // checkModifiers
      std::vector<std::string> allowed;
      for (std::size_t i = 0; i < node.argument_count; ++i) {
        Collection argument;
        std::optional<std::string> url;
        if (!Argument(node, i, frame, &argument) || !SingleString(node, argument, "an extension's url", &url))
          return false;
        if (url) allowed.push_back(*std::move(url));
      }
      for (const Item& item : input) {
        if (!item.IsNode() || item.NodeValue() == nullptr) continue;
        for (const Json& extension : (*item.NodeValue())["modifierExtension"].Items()) {
          if (std::find(allowed.begin(), allowed.end(), extension["url"].AsString()) == allowed.end()) {
            return Fail(node, "an unknown modifier extension changes the meaning of the data");
          }
        }
      }
      out->AddAll(input);
      return true;
    }
  }
}

// "#id" among the resources contained in the one that refers, and a full url or Type/id among the entries of a Bundle.
bool Evaluator::CallResolve(const Node& node, const Collection& input, Collection* out) {
  const Item* resource = ResourceItem();
  if (environment_.root_resource) resource = &*environment_.root_resource;
  for (const Item& item : input) {
    std::string reference;
    if (const auto value = Value(item); value && value->kind() == ItemKind::kString) {
      reference = value->AsString();
    } else if (item.IsNode() && item.NodeValue() != nullptr) {
      reference = (*item.NodeValue())["reference"].AsString();
    }
    if (reference.empty()) continue;
    if (reference[0] == '#') {
      const Json* container = ReferringResource(item, resource);
      if (!Step(node)) return false;
      if (container == nullptr) continue;
      if (reference == "#") out->Add(Item::Resource(model(), *container));
      for (const Json& contained : (*container)["contained"].Items()) {
        if (contained["id"].AsString() == std::string_view(reference).substr(1)) {
          out->Add(Item::Resource(model(), contained));
        }
      }
      continue;
    }
    if (resource == nullptr || !resource->IsNode() || resource->NodeValue() == nullptr) continue;
    for (const Json& entry : (*resource->NodeValue())["entry"].Items()) {
      const Json& candidate = entry["resource"];
      const std::string local = candidate["resourceType"].AsString() + "/" + candidate["id"].AsString();
      if (entry["fullUrl"].AsString() == reference || local == reference) {
        out->Add(Item::Resource(model(), candidate));
        break;
      }
    }
  }
  return true;
}

// The resource whose contained ones "#id" means: in `root`, or in a resource that a variable of the expression holds
// (%patient). A text that was made up by the expression belongs to `root`.
const Json* Evaluator::ReferringResource(const Item& reference, const Item* root) {
  const auto holds = [&](const Item* item) -> const Json* {
    if (item == nullptr || !item->IsNode() || item->NodeValue() == nullptr) return nullptr;
    const Json& json = *item->NodeValue();
    if (!reference.IsNode()) return &json;
    return ContainerOf(json, &json, reference.NodeValue(), &steps_);
  };
  if (const Json* found = holds(root)) return found;
  for (const Node& node : program_.nodes) {
    if (node.kind != NodeKind::kVariable) continue;
    const Collection* value = FindVariable(program_.Name(node));
    for (std::size_t i = 0; value != nullptr && i < value->size(); ++i) {
      if (const Json* found = holds(&(*value)[i])) return found;
    }
  }
  return nullptr;
}

bool Evaluator::CallMemberOf(const Node& node, const Collection& input, const Frame& frame, Collection* out) {
  Collection argument;
  const Item* item = nullptr;
  std::optional<std::string> value_set;
  if (!Argument(node, 0, frame, &argument) || !SingleString(node, argument, "a value set's url", &value_set)) {
    return false;
  }
  if (input.size() != 1 || !value_set) return true;  // by its definition empty for several codes
  item = &input.front();
  std::optional<bool> member;
  const auto ask = [&](std::string_view system, std::string_view code) {
    const auto answer =
        environment_.host == nullptr ? std::nullopt : environment_.host->MemberOf(system, code, *value_set);
    if (answer) member = member.value_or(false) || *answer;
  };
  if (const auto value = Value(*item); value && value->kind() == ItemKind::kString) {
    ask({}, value->AsString());
  } else if (item->IsNode() && item->NodeValue() != nullptr) {
    for (const Json* coding : Codings(*item->NodeValue())) {
      ask((*coding)["system"].AsString(), (*coding)["code"].AsString());
    }
  }
  if (member) {
    out->Add(Item(*member));
  } else if (environment_.refuse_unknown_value_sets) {
    error_ = Error{ErrorKind::kUnsupported, "the value set " + *value_set + " is not known here", {}, node.position};
    return false;
  }
  return true;
}

}  // namespace eteinen::fhirpath
