#pragma once

#include <dynaco/core/result.hpp>
#include <dynaco/operations/parameters.hpp>

#include <string>
#include <string_view>

namespace dynaco {

/// A PartiQL statement ready to go into a batch or transaction.
struct encoded_statement {
    std::string json{};
    bool writes = true;  ///< False: a SELECT or EXISTS.
};

/// A PartiQL statement with its parameters.
struct statement_request {
    static constexpr std::size_t max_length = 8192;  ///< Bytes of a statement.

    std::string_view statement;
    dynaco::parameters_ref parameters{};
    bool consistent_read = false;
    bool return_existing = false;  ///< A condition that does not hold brings the item that stands in the way.

    /// False for SELECT and EXISTS.
    [[nodiscard]] bool writes() const noexcept;
    /// Writes the members `Statement`, `Parameters` … of the object that `out` is in. Fails with
    /// errc::invalid_argument if the statement is empty or too long, or has not as many '?' as parameters.
    bool write_members(json::writer& out) const;
    [[nodiscard]] result<encoded_statement> encode() const;
};

}  // namespace dynaco
