// first-error: the argument must be an object of one of the table.s models
// most-lines: 18
#include "models_of_three.hpp"

auto f(table<std::variant<Cat, Dog>> pets, const Fish& fish) { return pets.save(fish); }
