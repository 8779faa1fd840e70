#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco::detail::json {

class writer;

/// A JSON value as a tree, for documents that are read once and whose shape varies (table descriptions,
/// files). Items are read with `reader`, which is faster.
class document {
 public:
    enum class kind : std::uint8_t { null, boolean, number, string, array, object };

    /// Parses `text` (RapidJSON, strict). @returns nothing if the text is not exactly one JSON value.
    [[nodiscard]] static std::optional<document> parse(std::string_view text);

    [[nodiscard]] kind type() const noexcept { return kind_; }
    /// The member called `name`. A null value if this is not an object or the member does not exist.
    [[nodiscard]] const document& operator[](std::string_view name) const noexcept;
    /// The elements of an array, or the values of an object.
    [[nodiscard]] const std::vector<document>& elements() const noexcept { return children_; }
    /// The names of an object's members, parallel to `elements()`.
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

    /// A string's text, or the digits of a number; empty for anything else.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] bool is_null() const noexcept { return kind_ == kind::null; }
    [[nodiscard]] bool as_bool() const noexcept { return boolean_; }
    /// The number; 0 if this is not a number.
    [[nodiscard]] double as_double() const noexcept;
    /// The number without its fraction; 0 if this is not a number or it does not fit.
    [[nodiscard]] std::int64_t as_integer() const noexcept;

    /// Sets the member called `name` to the string `text`; a new member is added at the end. If this is not
    /// an object, it becomes one. Old texts are overwritten with zeros.
    void set(std::string_view name, std::string_view text);
    /// The member called `name`, for changes; a new member is added at the end as null. If this is not an
    /// object, it becomes one, and its old texts are overwritten with zeros.
    [[nodiscard]] document& member(std::string_view name);
    /// Appends this value as JSON: numbers as they were read, members in their order.
    void write(writer& out) const;
    /// The largest number of bytes that `write` may append.
    [[nodiscard]] std::size_t most_written() const noexcept;
    /// Overwrites all texts with zeros and makes this null. Call it before a tree with secrets is destroyed.
    /// The tree has no other copies of the texts, except of those shorter than 16 bytes.
    void cleanse() noexcept;

 private:
    friend class document_builder;

    kind kind_ = kind::null;
    bool boolean_ = false;
    std::string text_;
    std::vector<std::string> names_;
    std::vector<document> children_;
};

}  // namespace dynaco::detail::json
