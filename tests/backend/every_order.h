// Tries scripts of requests in every order in which they can meet, for the model checks of bookings.
#ifndef ETEINEN_TESTS_BACKEND_EVERY_ORDER_H_
#define ETEINEN_TESTS_BACKEND_EVERY_ORDER_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace eteinen::backend_test {

// `lengths`: how many steps each script has. `begin()` starts an order; `play(script, n)` does the n-th step of a
// script and tells it in a word. Before the step `pass` (if it is one) time passes in the world. Stops at the first
// order after whose steps the world is wrong, and tells that. Returns how many orders there were.
template <typename World, typename Begin, typename Play>
int CheckEveryOrder(World& world, const std::vector<std::size_t>& lengths, std::size_t pass, const Begin& begin,
                    const Play& play) {
  std::vector<std::size_t> order;
  for (std::size_t script = 0; script < lengths.size(); ++script) order.insert(order.end(), lengths[script], script);
  int orders = 0;
  do {
    begin();
    std::vector<std::size_t> next(lengths.size(), 0);
    std::string story;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i == pass) world.LetTimePass();
      story += play(order[i], next[order[i]]++) + " ";
      const std::string wrong = world.WhatIsWrong();
      if (!wrong.empty()) {
        ADD_FAILURE() << wrong << " after " << story << (pass <= i ? "with time passing" : "");
        return orders;
      }
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  return orders;
}

}  // namespace eteinen::backend_test

#endif  // ETEINEN_TESTS_BACKEND_EVERY_ORDER_H_
