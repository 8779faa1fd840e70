// first-error: a query needs a value for each member of the hash key
// expect-line: hash_key_is_complete<ByRegion, 2, 3>
#include "several_members.hpp"

auto f(const table<Match>& matches) { return matches.index<ByRegion>().query(key_values("winter", 7, "f")); }
