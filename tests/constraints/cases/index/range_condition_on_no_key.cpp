// first-error: a key condition must use the range key of the table or index
// expect-line: attribute_is_the_range_key<ByRegion,.*match_id
#include "several_members.hpp"

auto f(const table<Match>& matches) {
    return matches.index<ByRegion>().query(key_values("winter", 7), "round"_a == "f" && "match_id"_a == "3");
}
