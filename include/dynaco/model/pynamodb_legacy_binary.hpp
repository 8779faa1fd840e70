#pragma once

#include <dynaco/core/binary.hpp>
#include <dynaco/model/codec.hpp>

#include <compare>
#include <utility>

namespace dynaco {

/// Bytes as PynamoDB stored them up to version 5 (`legacy_encoding=True`): base64 in base64. For tables that
/// already have such attributes, also as an element of a set; new ones want `binary`.
class pynamodb_legacy_binary {
 public:
    pynamodb_legacy_binary() = default;
    pynamodb_legacy_binary(binary bytes)  // NOLINT(google-explicit-constructor)
        : bytes_(std::move(bytes)) {}

    [[nodiscard]] const binary& bytes() const noexcept { return bytes_; }
    [[nodiscard]] binary& bytes() noexcept { return bytes_; }

    friend auto operator<=>(const pynamodb_legacy_binary&, const pynamodb_legacy_binary&) = default;

 private:
    binary bytes_;
};

/// B; what is not base64 twice is errc::invalid_value.
template <>
struct codec<pynamodb_legacy_binary> {
    static constexpr attribute_type type = attribute_type::B;
    static bool write(json::writer& out, const pynamodb_legacy_binary& value);
    static bool read(json::reader& in, attribute_type, pynamodb_legacy_binary& value);
};

}  // namespace dynaco
