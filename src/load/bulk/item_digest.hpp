#pragma once

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/errors.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// 128 bits that depend on a value, and are the same on every machine. Not for secrets.
struct digest {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    friend bool operator==(const digest&, const digest&) = default;
    // NOLINTNEXTLINE(modernize-use-nullptr): false with clang-tidy 14
    friend auto operator<=>(const digest&, const digest&) = default;
    /// Digests are summed if the order must not matter.
    digest& operator+=(const digest& other) noexcept {
        high += other.high;
        low += other.low;
        return *this;
    }
};

/// 32 hexadecimal digits.
[[nodiscard]] std::string text_of(const digest& value);

/// The digests of an item that are compared.
struct digested_item {
    digest key{};    ///< The digest of the values of the key attributes.
    digest whole{};  ///< The digest of all attributes.
};

/// Digests items that are DynamoDB JSON, without a tree. Equal items have equal digests, for any spelling of
/// numbers and any order of attributes and sets.
class item_digester {
 public:
    /// `keys`: the names of the key attributes, in order.
    explicit item_digester(std::vector<std::string> keys);

    /// @returns errc::malformed_reply: it is not an item, or lacks a key attribute
    [[nodiscard]] result<digested_item> run(std::string_view item);
    /// The digests of the attributes. @returns errc::malformed_reply
    [[nodiscard]] result<std::map<std::string, digest>> attributes(std::string_view item);
    /// The key attributes of an item as an item: {"id":{"S":"1"}}. Attributes that are missing are left out.
    [[nodiscard]] std::string key_text(std::string_view item) const;

 private:
    template <class Found>
    bool each_attribute(detail::json::reader& in, const Found& found);
    bool attribute(detail::json::reader& in, digest& value);
    bool scalar(detail::json::reader& in, char type, digest& value);
    bool set(detail::json::reader& in, char element, char type, digest& value);
    bool list(detail::json::reader& in, digest& value);
    bool map(detail::json::reader& in, digest& value);

    std::vector<std::string> keys_;
    std::vector<digest> key_values_{};  // the digests of the keys, in the order of keys_
    std::vector<bool> has_key_{};
    std::vector<std::byte> bytes_{};  // the bytes of the binary that is read
};

}  // namespace dynaco::loading
