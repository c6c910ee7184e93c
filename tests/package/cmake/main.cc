// From outside: prints the reply to each line of the boundary, as `eteinen app` does.
#include <core/app/core.h>

#include <iostream>
#include <string>

int main() {
  eteinen::app::Core core;
  for (std::string line; std::getline(std::cin, line);) std::cout << core.Step(line) << '\n';
}
