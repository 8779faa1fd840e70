#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dynaco::fuzz {

/// A JSON text as a flat list of what a parser saw in it; two parsers agree if their lists are equal.
struct json_events {
    std::optional<std::string> list{};  ///< Nothing: refused.
    bool limit = false;                 ///< Refused for a limit of the parser, not for the grammar.
};

/// What json::reader pulls out.
[[nodiscard]] json_events reader_events(std::string_view text);
/// What RapidJSON reports; UTF-8 is not validated.
[[nodiscard]] json_events rapidjson_events(std::string_view text);

}  // namespace dynaco::fuzz
