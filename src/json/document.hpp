#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco::json {

class writer;

/// A JSON value as a tree: for documents that are read once and whose shape varies (table descriptions,
/// files). The hot path reads with `reader`.
class document {
 public:
    enum class kind : std::uint8_t { null, boolean, number, string, array, object };

    /// Reads `text` (RapidJSON, strict). @returns nothing if it is not one JSON value.
    [[nodiscard]] static std::optional<document> parse(std::string_view text);

    [[nodiscard]] kind type() const noexcept { return kind_; }
    /// The member called `name`; a null value if this is no object or has no such member.
    [[nodiscard]] const document& operator[](std::string_view name) const noexcept;
    /// The elements of an array, or the values of an object.
    [[nodiscard]] const std::vector<document>& elements() const noexcept { return children_; }
    /// The names of an object's members, parallel to `elements()`.
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

    /// A string's text, or the digits of a number; empty for anything else.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] bool is_null() const noexcept { return kind_ == kind::null; }
    [[nodiscard]] bool as_bool() const noexcept { return boolean_; }
    /// 0 for anything that is not a number.
    [[nodiscard]] double as_double() const noexcept;
    /// Without its fraction; 0 for anything that is not a number or does not fit.
    [[nodiscard]] std::int64_t as_integer() const noexcept;

    /// The member called `name` as a string of this text, in place of what it is or at the end. Makes this an
    /// object if it is none. What was there is overwritten.
    void set(std::string_view name, std::string_view text);
    /// The member called `name`, to be changed; made, as null, if it is not there. As above.
    [[nodiscard]] document& member(std::string_view name);
    /// Appends it as JSON: numbers as they were read, members in their order.
    void write(writer& out) const;
    /// Bytes that `write` appends at most.
    [[nodiscard]] std::size_t most_written() const noexcept;
    /// Overwrites all texts and is null afterwards: for a tree that holds secrets, where it dies. They lie
    /// nowhere else, but for those of less than 16 bytes.
    void cleanse() noexcept;

 private:
    friend class document_builder;

    kind kind_ = kind::null;
    bool boolean_ = false;
    std::string text_;
    std::vector<std::string> names_;
    std::vector<document> children_;
};

}  // namespace dynaco::json
