#pragma once

#include <dynaco/errors.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::paging {

/// What is read: a resume token of something else is refused.
struct read_scope {
    std::string operation{};  ///< "Query".
    std::string table{};
    std::string index{};        ///< Empty: the table itself.
    std::uint32_t segment = 0;  ///< Of a scan of one segment.
    std::uint32_t segments = 0;

    friend bool operator==(const read_scope&, const read_scope&) = default;
};

/// Where to go on in a sequence of pages.
struct position {
    std::string key{};  ///< ExclusiveStartKey as JSON; empty: from the beginning.
    bool finished = false;

    friend bool operator==(const position&, const position&) = default;
};

/// A resume token: base64url (RFC 4648 §5) without padding of a JSON object with a version, the scope and the
/// positions, of which a parallel scan has one per segment.
[[nodiscard]] std::string write_resume_token(const read_scope& scope, std::span<const position> positions);

/// The `count` positions in `token`.
/// @returns errc::invalid_argument if it is no token, damaged, or another scope's
[[nodiscard]] result<std::vector<position>> read_resume_token(std::string_view token, const read_scope& scope,
                                                              std::size_t count);

}  // namespace dynaco::paging
