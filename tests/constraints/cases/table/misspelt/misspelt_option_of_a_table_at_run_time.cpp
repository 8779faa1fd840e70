// first-error: brace-enclosed.* to .*query_options|no matching member function for call
// expect-line: query_options
// most-lines: 15
#include "../../models.hpp"

auto f(table<dynaco::item> events) { return events.query("u-1", dynaco::project("name"), {.limt = 3}); }
