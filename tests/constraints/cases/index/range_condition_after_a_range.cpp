// first-error: all conditions on a range key of several members must be ==, except the last one
// expect-line: range_condition_is_an_equality<ByRegion,.*round
#include "several_members.hpp"

auto f(const table<Match>& matches) {
    return matches.index<ByRegion>().query(key_values("winter", 7), "round"_a > "f" && "court"_a == 3);
}
