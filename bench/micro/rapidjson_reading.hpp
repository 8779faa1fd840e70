#pragma once

#include "item.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Replies read as one does with RapidJSON. They are not checked; `text` must end in a null character.
namespace micro {

/// Into a Document, whose tree is then taken apart.
[[nodiscard]] bench_item read_item_document(const std::string& text);
[[nodiscard]] std::vector<bench_item> read_page_document(const std::string& text);
/// By a handler of Reader's events.
[[nodiscard]] bench_item read_item_events(const std::string& text);
[[nodiscard]] std::vector<bench_item> read_page_events(const std::string& text);
/// Into nothing.
bool parse_only(const std::string& text);
/// Into a Document that is dropped.
bool parse_document(const std::string& text);

}  // namespace micro
