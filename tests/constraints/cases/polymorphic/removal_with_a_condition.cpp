// first-error: remove<Cat>\(key, when
// most-lines: 18
#include "models_of_three.hpp"

auto f(table<std::variant<Cat, Dog>> pets) { return pets.remove("1", when("id"_a == "1")); }
