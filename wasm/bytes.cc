// Copying, filling and comparing bytes in WebAssembly, eight at a time: the library that Emscripten links into what is
// built for size goes byte by byte, which texts, vectors and every comparison of names pay for.
//
// They are the C library's functions by name and meaning, found before the library's own. Compiled without link-time
// optimisation and without built-ins, so that no loop here becomes a call of itself. WebAssembly reads and writes words
// at any address.
#include <cstddef>
#include <cstdint>

namespace {

template <typename Word>
Word Load(const unsigned char* from) {
  Word word;
  __builtin_memcpy(&word, from, sizeof word);
  return word;
}

template <typename Word>
void Store(unsigned char* to, Word word) {
  __builtin_memcpy(to, &word, sizeof word);
}

// Of two words that differ, in the order of memory.
template <typename Word>
int CompareWords(Word a, Word b) {
  const int shift = __builtin_ctzll(a ^ b) & ~7;
  return static_cast<int>((a >> shift) & 0xff) - static_cast<int>((b >> shift) & 0xff);
}

}  // namespace

extern "C" {

// Also for a destination that begins before the source and overlaps it: each word, and the last one, is read before
// anything is written over it.
void* memcpy(void* destination, const void* source, std::size_t size) {
  auto* to = static_cast<unsigned char*>(destination);
  const auto* from = static_cast<const unsigned char*>(source);
  if (size >= 8) {
    unsigned char* const last = to + size - 8;
    const auto last_word = Load<std::uint64_t>(from + size - 8);
    for (; to < last; to += 8, from += 8) Store(to, Load<std::uint64_t>(from));
    Store(last, last_word);
  } else if (size >= 4) {
    const auto last_word = Load<std::uint32_t>(from + size - 4);
    Store(to, Load<std::uint32_t>(from));
    Store(to + size - 4, last_word);
  } else {
    for (; size > 0; --size) *to++ = *from++;
  }
  return destination;
}

void* memmove(void* destination, const void* source, std::size_t size) {
  auto* to = static_cast<unsigned char*>(destination);
  const auto* from = static_cast<const unsigned char*>(source);
  if (to <= from || to >= from + size) return memcpy(destination, source, size);
  for (; size >= 8; size -= 8) Store(to + size - 8, Load<std::uint64_t>(from + size - 8));
  for (; size > 0; --size) to[size - 1] = from[size - 1];
  return destination;
}

void* memset(void* destination, int value, std::size_t size) {
  auto* to = static_cast<unsigned char*>(destination);
  const auto byte = static_cast<unsigned char>(value);
  const std::uint64_t word = byte * 0x0101'0101'0101'0101u;
  for (; size >= 8; to += 8, size -= 8) Store(to, word);
  for (; size > 0; --size) *to++ = byte;
  return destination;
}

int memcmp(const void* a, const void* b, std::size_t size) {
  const auto* left = static_cast<const unsigned char*>(a);
  const auto* right = static_cast<const unsigned char*>(b);
  for (; size >= 8; left += 8, right += 8, size -= 8) {
    const auto x = Load<std::uint64_t>(left);
    const auto y = Load<std::uint64_t>(right);
    if (x != y) return CompareWords(x, y);
  }
  if (size >= 4) {
    const auto x = Load<std::uint32_t>(left);
    const auto y = Load<std::uint32_t>(right);
    if (x != y) return CompareWords(x, y);
    left += 4;
    right += 4;
    size -= 4;
  }
  for (; size > 0; ++left, ++right, --size) {
    if (*left != *right) return *left - *right;
  }
  return 0;
}

}  // extern "C"
