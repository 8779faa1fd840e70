#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dynaco::fuzz {

/// A JSON text as a flat list of a parser's events; two parsers agree if their lists are equal.
struct json_events {
    std::optional<std::string> list{};  ///< Nothing: refused.
    bool limit = false;  ///< Refused because of a limit of the parser, not because of the grammar.
};

/// The events of detail::json::reader.
[[nodiscard]] json_events reader_events(std::string_view text);
/// The events of RapidJSON; UTF-8 is not validated.
[[nodiscard]] json_events rapidjson_events(std::string_view text);

}  // namespace dynaco::fuzz
