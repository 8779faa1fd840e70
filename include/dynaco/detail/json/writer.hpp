#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <charconv>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace dynaco::detail::json {

/// Appends JSON to a string that it does not own. Commas are written automatically before a key or an
/// element, unless it is the first.
///
/// Only allocation throws. After a value that cannot be written (`fail`), the text is unusable: the functions
/// return false up the call chain, the writer keeps the first reason and the path to it, and `failed()` stays
/// true. Text that is not UTF-8 cannot be written (errc::invalid_value).
class writer {
 public:
    explicit writer(std::string& out) noexcept : out_(out) {}

    void begin_object() { out_ += '{'; }
    void end_object() { out_ += '}'; }
    void begin_array() { out_ += '['; }
    void end_array() { out_ += ']'; }

    /// Starts an element of an array.
    void element() { comma(); }
    /// Starts a member of an object. Its value must follow. @returns false if `name` is not UTF-8
    bool key(std::string_view name);
    /// Starts a member whose name is ASCII and needs no escapes.
    void plain_key(std::string_view name) {
        comma();
        out_ += '"';
        out_ += name;
        out_ += "\":";
    }

    /// Writes `{"S":` for `type`, which must not be `any`. `end_object` closes it.
    void open_attribute(attribute_type type);
    /// Starts a member of an object: `key` and `open_attribute` in one call. @returns false if `name` is not
    /// UTF-8
    bool open_attribute(std::string_view name, attribute_type type);

    /// Writes a string, escaped and quoted. @returns false if `text` is not UTF-8, after `fail`
    bool string(std::string_view text);
    /// Writes bytes as a quoted string of standard base64 with padding.
    void base64(std::span<const std::byte> bytes);
    void boolean(bool value) { out_ += value ? "true" : "false"; }
    template <std::integral I>
    void number(I value) {
        char text[24];
        const auto end = std::to_chars(text, text + sizeof text, value).ptr;
        out_.append(text, end);
    }
    /// Writes text that is already JSON.
    void raw(std::string_view json) { out_ += json; }

    /// Writes a member. If the value cannot be written, `name` is in the path of the failure.
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

    /// Records why a value cannot be written, unless there already is a failure.
    /// @returns false, for `return out.fail(…)`
    bool fail(errc why, std::string detail = {});
    /// Prepends a step to the path of the failure. @returns false
    bool fail_in(std::string_view name);
    bool fail_in(std::size_t index);
    [[nodiscard]] bool failed() const noexcept { return error_ != errc{}; }
    /// The failure, after a call returned false.
    [[nodiscard]] failure why() const;

    [[nodiscard]] std::string& text() noexcept { return out_; }

 private:
    // A value never ends with '{', '[' or ':', so the last character shows whether something precedes.
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

}  // namespace dynaco::detail::json
