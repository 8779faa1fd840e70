// first-error: use std::visit\(...\) to save a variant with when
// most-lines: 18
#include "models_of_three.hpp"

auto f(table<std::variant<Cat, Dog>> pets, const std::variant<Cat, Dog>& pet) {
    return pets.save(pet, {}, when("id"_a == "1"));
}
