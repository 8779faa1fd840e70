// first-error: a row must be read into a plain aggregate or dynaco::item
// expect-line: row_is_an_item<
#include "../models.hpp"

auto f(const dynaco::client& db) { return dynaco::execute<int>(db, "SELECT n FROM t"); }
