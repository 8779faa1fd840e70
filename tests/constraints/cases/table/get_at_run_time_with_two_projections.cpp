// first-error: get\(\) takes the hash key, the range key if the table has one, and optionally project\(\.\.\.\) and options such as \{\.consistent_read = true\}
// most-lines: 18
#include "../models.hpp"

auto f(table<dynaco::item> events) { return events.get("u-1", dynaco::project("a"), dynaco::project("b")); }
