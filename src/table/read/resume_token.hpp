#pragma once

#include <dynaco/errors.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::paging {

/// The read that a resume token belongs to. A token of another read is rejected.
struct read_scope {
    std::string operation{};  ///< "Query", for example.
    std::string table{};
    std::string index{};        ///< Empty: the table itself.
    std::uint32_t segment = 0;  ///< The segment, of a scan of one segment.
    std::uint32_t segments = 0;

    friend bool operator==(const read_scope&, const read_scope&) = default;
};

/// Where to continue in a sequence of pages.
struct position {
    std::string key{};  ///< ExclusiveStartKey as JSON; empty: from the beginning.
    bool finished = false;

    friend bool operator==(const position&, const position&) = default;
};

/// Returns a resume token: base64url (RFC 4648 §5) without padding. It holds a JSON object with a version,
/// the scope and the positions. A parallel scan has one position for each segment.
[[nodiscard]] std::string write_resume_token(const read_scope& scope, std::span<const position> positions);

/// Reads the `count` positions of `token`.
/// @returns errc::invalid_argument if it is damaged, not a resume token, or of another scope
[[nodiscard]] result<std::vector<position>> read_resume_token(std::string_view token, const read_scope& scope,
                                                              std::size_t count);

}  // namespace dynaco::paging
