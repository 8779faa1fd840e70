// first-error: images must be read into a plain aggregate or dynaco::item
// expect-line: stream_model_is_an_item<
#include "../models.hpp"

using reader = dynaco::stream_reader<std::string>;
void f(const dynaco::client& db) { const reader changes{db, "accounts"}; }
