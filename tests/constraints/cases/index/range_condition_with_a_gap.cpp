// first-error: conditions on the members of a range key must be in the schema.s order, without gaps
// expect-line: range_conditions_are_in_order<ByRegion,.*court
#include "several_members.hpp"

auto f(const table<Match>& matches) {
    return matches.index<ByRegion>().query(key_values("winter", 7), "court"_a == 3);
}
