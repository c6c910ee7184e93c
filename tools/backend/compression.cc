#include "tools/backend/compression.h"

#include <brotli/encode.h>

#include <algorithm>

namespace eteinen::backend {
namespace {

constexpr std::size_t kLeastBytes = 1024;
constexpr std::size_t kMostKept = 128;
constexpr int kQuality = 9;       // a tenth of a second for the largest file, once
constexpr int kQuickQuality = 4;  // 2 ms for a month of free times, of which a hundredth is left

// "" when it did not get smaller.
std::string Brotli(const std::string& body, int quality) {
  std::size_t size = BrotliEncoderMaxCompressedSize(body.size());
  std::string squeezed(size, '\0');
  const bool done = BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, body.size(),
                                          reinterpret_cast<const std::uint8_t*>(body.data()), &size,
                                          reinterpret_cast<std::uint8_t*>(squeezed.data())) == BROTLI_TRUE;
  if (!done || size >= body.size()) return {};
  squeezed.resize(size);
  return squeezed;
}

bool Has(const Answer& answer, std::string_view header) {
  return std::any_of(answer.headers.begin(), answer.headers.end(),
                     [&](const auto& one) { return one.first == header; });
}

// Whether the answer gains by it and the request takes it; says in the answer that this depends on the request.
bool IsToSqueeze(const Request& request, Answer& answer) {
  const bool text = answer.type.find("json") != std::string::npos || answer.type.starts_with("text/");
  if (!text || answer.status != 200 || answer.body.size() < kLeastBytes || Has(answer, "Content-Encoding"))
    return false;
  if (!Has(answer, "Vary")) answer.headers.emplace_back("Vary", "Accept-Encoding");
  return Accepts(request, "br");
}

void Replace(Answer& answer, const std::string& squeezed) {
  if (squeezed.empty()) return;
  answer.body = squeezed;
  answer.headers.emplace_back("Content-Encoding", "br");
}

}  // namespace

bool Accepts(const Request& request, std::string_view coding) {
  const std::string_view accepted = request.Header("accept-encoding");
  for (std::size_t at = accepted.find(coding); at != accepted.npos; at = accepted.find(coding, at + 1)) {
    const std::size_t end = at + coding.size();
    const bool whole = (at == 0 || accepted[at - 1] == ' ' || accepted[at - 1] == ',') &&
                       (end == accepted.size() || accepted[end] == ',' || accepted[end] == ' ' || accepted[end] == ';');
    if (whole && !accepted.substr(end).starts_with(";q=0,") && accepted.substr(end) != ";q=0") return true;
  }
  return false;
}

void Compression::Squeeze(const Request& request, Answer& answer) {
  if (!IsToSqueeze(request, answer)) return;
  const std::lock_guard<std::mutex> lock(mutex_);
  auto kept = squeezed_.find(answer.body);
  if (kept == squeezed_.end()) {
    if (squeezed_.size() >= kMostKept) squeezed_.clear();
    kept = squeezed_.emplace(answer.body, Brotli(answer.body, kQuality)).first;
  }
  Replace(answer, kept->second);
}

void Compression::SqueezeOnce(const Request& request, Answer& answer) {
  if (IsToSqueeze(request, answer)) Replace(answer, Brotli(answer.body, kQuickQuality));
}

}  // namespace eteinen::backend
