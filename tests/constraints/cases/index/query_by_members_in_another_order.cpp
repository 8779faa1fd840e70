// first-error: the argument and the key have different DynamoDB types
// expect-line: operand_fits_key<ByRegion,.*tournament
#include "several_members.hpp"

auto f(const table<Match>& matches) { return matches.index<ByRegion>().query(key_values(7, "winter")); }
