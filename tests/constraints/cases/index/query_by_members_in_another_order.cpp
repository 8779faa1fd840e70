// first-error: the key has another DynamoDB type
// expect-line: operand_fits_key<ByRegion,.*tournament
#include "several_members.hpp"

auto f(const table<Match>& matches) { return matches.index<ByRegion>().query(key_values(7, "winter")); }
