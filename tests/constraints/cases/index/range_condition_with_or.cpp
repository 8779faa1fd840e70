// first-error: a key condition must be =, <, <=, >, >=, between\(\) or begins_with\(\) on the range key
#include "several_members.hpp"

auto f(const table<Match>& matches) {
    return matches.index<ByRegion>().query(key_values("winter", 7), "round"_a == "f" || "round"_a == "g");
}
