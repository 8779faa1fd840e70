#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <charconv>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace dynaco::json {

/// Appends JSON to a string it does not own. Commas come by themselves: a key or an element is preceded by
/// one unless it is the first.
///
/// Nothing here throws but allocation. A value that cannot be written (`fail`) makes the text unusable:
/// functions return false up the call chain, the writer keeps the first reason and the path to it, and
/// `failed()` stays true. Text that is not UTF-8 is such a value (errc::invalid_value).
class writer {
 public:
    explicit writer(std::string& out) noexcept : out_(out) {}

    void begin_object() { out_ += '{'; }
    void end_object() { out_ += '}'; }
    void begin_array() { out_ += '['; }
    void end_array() { out_ += ']'; }

    /// Starts an element of an array.
    void element() { comma(); }
    /// Starts a member of an object; its value must follow. @returns false if `name` is not UTF-8
    bool key(std::string_view name);
    /// The same for a name that needs no escaping and is ASCII.
    void plain_key(std::string_view name) {
        comma();
        out_ += '"';
        out_ += name;
        out_ += "\":";
    }

    /// Opens `{"S":`; `end_object` closes it. `type` is one that is on the wire.
    void open_attribute(attribute_type type);
    /// The same for a member of an object: a key and `open_attribute` at once. @returns as `key`
    bool open_attribute(std::string_view name, attribute_type type);

    /// A string, escaped and quoted. @returns false if `text` is not UTF-8, after `fail`
    bool string(std::string_view text);
    /// Bytes as standard base64 with padding, quoted.
    void base64(std::span<const std::byte> bytes);
    void boolean(bool value) { out_ += value ? "true" : "false"; }
    template <std::integral I>
    void number(I value) {
        char text[24];
        const auto end = std::to_chars(text, text + sizeof text, value).ptr;
        out_.append(text, end);
    }
    /// Text that is JSON already.
    void raw(std::string_view json) { out_ += json; }

    /// A failure has `name` in its path.
    void member(std::string_view name, std::string_view text) {
        plain_key(name);
        if (!string(text)) fail_in(name);
    }
    void member(std::string_view name, const char* text) { member(name, std::string_view(text)); }
    template <std::same_as<bool> B>
    void member(std::string_view name, B value) {
        plain_key(name), boolean(value);
    }
    template <std::integral I>
        requires(!std::same_as<I, bool>)
    void member(std::string_view name, I value) { plain_key(name), number(value); }

    /// Records why a value cannot be written, unless there is a failure already.
    /// @returns false, for `return out.fail(…)`
    bool fail(errc why, std::string detail = {});
    /// Prepends a step to the path of the failure. @returns false
    bool fail_in(std::string_view name);
    bool fail_in(std::size_t index);
    [[nodiscard]] bool failed() const noexcept { return error_ != errc{}; }
    /// The failure after some call returned false.
    [[nodiscard]] failure why() const;

    [[nodiscard]] std::string& text() noexcept { return out_; }

 private:
    // No value ends in '{', '[' or ':', so the last character tells whether something precedes.
    [[nodiscard]] bool follows() const noexcept {
        return !out_.empty() && out_.back() != '{' && out_.back() != '[';
    }
    void comma() {
        if (follows()) out_ += ',';
    }
    bool escaped(std::string_view before, std::string_view text, std::string_view after);
    bool escaped_from(std::string_view before, std::string_view text, const char* marked,
                      std::string_view after);
    bool not_utf8(std::string_view text, const char* at);

    std::string& out_;
    errc error_{};
    std::string path_;
    std::string detail_;
};

}  // namespace dynaco::json
