#pragma once

#include "item.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Common ways to read responses with RapidJSON. They check nothing; `text` must end in a null character.
namespace micro {

/// Parses into a Document and converts its tree.
[[nodiscard]] bench_item read_item_document(const std::string& text);
[[nodiscard]] std::vector<bench_item> read_page_document(const std::string& text);
/// Uses a handler of Reader's events.
[[nodiscard]] bench_item read_item_events(const std::string& text);
[[nodiscard]] std::vector<bench_item> read_page_events(const std::string& text);
/// Parses and ignores the events.
bool parse_only(const std::string& text);
/// Parses into a Document and ignores it.
bool parse_document(const std::string& text);

}  // namespace micro
