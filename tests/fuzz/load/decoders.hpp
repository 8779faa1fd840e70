#pragma once

#include "../fuzz_target.hpp"
#include "unit/load/decode/decoding.hpp"

#include <rapidjson/document.h>
#include <rapidjson/error/error.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace dynaco::fuzz {

/// The seeds have '~' for the end of a line.
inline std::string with_lines(std::string_view input) {
    std::string text(input);
    std::ranges::replace(text, '~', '\n');
    return text;
}

inline bool is_strict_json(std::string_view text) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(text.data(),
                                                                                           text.size());
    return !document.HasParseError();
}

/// Decodes with blocks of several sizes and from each position: all results must be equal. `strict`: each
/// item must be valid JSON.
inline void check_decoder(const std::function<std::unique_ptr<loading::record_decoder>()>& make,
                          std::string_view text, bool strict) {
    const test::decoding all = test::decode_each_way(make, text, [](const std::string& what) {
        check(false, "blocks and positions do not matter", what);
    });
    for (const test::seen& each : all.records) {
        if (!each.good)
            check(!each.reason.empty(), "a refusal has a reason", text);
        else if (strict)
            check(is_strict_json(each.item), "an item is JSON", each.item);
    }
}

}  // namespace dynaco::fuzz
