// first-error: a key condition is =, <, <=, >, >=, between
#include "several_members.hpp"

auto f(const table<Match>& matches) {
    return matches.index<ByRegion>().query(key_values("winter", 7), "round"_a == "f" || "round"_a == "g");
}
