// first-error: the operand and the attribute have different DynamoDB types
// expect-line: operand_fits_attribute<ByRegion,.*court
#include "several_members.hpp"

auto f(const table<Match>& matches) {
    return matches.index<ByRegion>().query(key_values("winter", 7), "round"_a == "f" && "court"_a == "3");
}
