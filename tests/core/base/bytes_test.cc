// The C library's functions on bytes, which WebAssembly has from wasm/bytes.cc: against the plainest loops, at every
// small length, at every place within a word, and where source and destination overlap.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstring>
#include <string>

namespace eteinen {
namespace {

constexpr std::size_t kMost = 37;

// Called through these, so that the compiler can't do the work itself.
void* (*volatile copy)(void*, const void*, std::size_t) = std::memcpy;
void* (*volatile move)(void*, const void*, std::size_t) = std::memmove;
void* (*volatile fill)(void*, int, std::size_t) = std::memset;
int (*volatile compare)(const void*, const void*, std::size_t) = std::memcmp;

std::string Different(std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * 37 + 101);
  return bytes;
}

TEST(Bytes, AreCopiedAndNothingBesideThem) {
  const std::string source = Different(kMost + 8);
  for (std::size_t size = 0; size <= kMost; ++size) {
    for (std::size_t from = 0; from < 8; ++from) {
      for (std::size_t to = 1; to < 9; ++to) {
        std::string copied(kMost + 16, '.');
        EXPECT_EQ(copy(copied.data() + to, source.data() + from, size), copied.data() + to);
        EXPECT_EQ(copied, std::string(to, '.') + source.substr(from, size) + std::string(kMost + 16 - to - size, '.'));
      }
    }
  }
}

TEST(Bytes, AreMovedOverThemselvesEitherWay) {
  const std::string before = Different(2 * kMost);
  for (std::size_t size = 0; size <= kMost; ++size) {
    for (std::size_t from = 0; from <= 20; ++from) {
      for (std::size_t to = 0; to <= 20; ++to) {
        std::string moved = before;
        std::string expected = before;
        for (std::size_t i = 0; i < size; ++i) expected[to + i] = before[from + i];
        EXPECT_EQ(move(moved.data() + to, moved.data() + from, size), moved.data() + to);
        EXPECT_EQ(moved, expected) << size << " bytes from " << from << " to " << to;
      }
    }
  }
}

TEST(Bytes, AreFilledAndNothingBesideThem) {
  for (const int value : {0, 0x41, 0xFF, 0x1FE}) {
    for (std::size_t size = 0; size <= kMost; ++size) {
      std::string filled(kMost + 2, '.');
      EXPECT_EQ(fill(filled.data() + 1, value, size), filled.data() + 1);
      EXPECT_EQ(filled, '.' + std::string(size, static_cast<char>(value)) + std::string(kMost + 1 - size, '.'));
    }
  }
}

TEST(Bytes, AreComparedUnsignedByTheFirstThatDiffers) {
  const std::string a = Different(kMost + 3);
  for (std::size_t size = 0; size <= kMost; ++size) {
    for (std::size_t place = 0; place < 3; ++place) {
      EXPECT_EQ(compare(a.data() + place, std::string(a, place, size).data(), size), 0);
      for (std::size_t at = 0; at < size; ++at) {
        std::string b = a.substr(place, size);
        b[at] = static_cast<char>(b[at] ^ 0x80);
        // What comes after says the opposite.
        if (at + 1 < size) b[at + 1] = static_cast<char>(b[at] < 0 ? 0x00 : 0xFF);
        const bool less = static_cast<unsigned char>(a[place + at]) < static_cast<unsigned char>(b[at]);
        EXPECT_EQ(compare(a.data() + place, b.data(), size) < 0, less) << size << " bytes, the one at " << at;
        EXPECT_EQ(compare(b.data(), a.data() + place, size) < 0, !less) << size << " bytes, the one at " << at;
      }
    }
  }
}

}  // namespace
}  // namespace eteinen
