#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace dynaco::detail::json {

/// How attributes are written in a JSON text.
enum class form : unsigned char {
    typed,  ///< With DynamoDB's type wrappers: {"N":"1"}.
    plain,  ///< Values without wrappers: 1. The type is that of the member, or follows from the kind of JSON
            ///< value.
    lenient,  ///< As `plain`, but strings can contain control characters without escapes.
};

/// Reads values out of a JSON text on request, into the caller's types. Does not build a tree.
///
/// Values that are read must be strict JSON (RFC 8259). For values that are skipped, only the structure is
/// checked. Every function returns false on failure. The first failure is kept, with the path that the
/// callers add while they return.
class reader {
 public:
    /// `text` must outlive the reader.
    explicit reader(std::string_view text, json::form form = form::typed) noexcept
        : at_(text.data()), end_(text.data() + text.size()), begin_(text.data()), form_(form) {}

    /// True if attributes have no wrappers.
    [[nodiscard]] bool plain() const noexcept { return form_ != form::typed; }

    // --- structure ---
    /// Consumes `c`, and white space before it. Returns false, without failing, if something else is next.
    bool take(char c) noexcept {
        if (at_ != end_ && *at_ == c) return ++at_, true;
        return take_after_space(c);
    }
    /// Consumes `c`, and white space before it. Fails if something else is next.
    bool expect(char c) { return take(c) || malformed(); }

    /// Reads the first or next name of an object after its '{'. Returns true with `name`, after consuming the
    /// ':'. Returns false after consuming the '}', or on failure (`failed()`). `name` is valid until the next
    /// read.
    bool next_member(bool& first, std::string_view& name);
    /// Moves to the first or next element of an array after its '['. Returns false after consuming the ']',
    /// or on failure (`failed()`).
    bool next_element(bool& first);

    /// After the first element of an array, which took `bytes`: estimates how many elements there are, if
    /// they are few. At least 1.
    [[nodiscard]] std::size_t likely_elements(std::size_t bytes) const noexcept;

    // --- scalars ---
    /// Reads a string; in the plain form also a number, as its digits. `text` points into the input, or into
    /// the reader if there were escapes. It is valid until the next read.
    bool string(std::string_view& text);
    /// Reads a string, or in the plain form a number, and copies it to `text`.
    bool string(std::string& text);
    /// Consumes a quoted integer of at most 18 digits if it is in [least, most]. Returns false, without
    /// failing, if something else is next.
    bool take_integer(std::int64_t least, std::int64_t most, std::int64_t& value) noexcept;
    /// Reads true or false; in the plain form also null, as the `true` of {"NULL":true}.
    bool boolean(bool& value);
    /// Reads a JSON number as text. `text` is valid until the next read.
    bool number_text(std::string_view& text);
    /// Consumes `null` if it is next.
    bool take_null() noexcept;
    /// Reads a string of standard base64.
    bool base64(binary& bytes);
    /// Skips one value of any kind.
    bool skip();
    /// Skips one value and returns its text.
    bool raw(std::string_view& text);
    /// Returns the text of the next value without consuming it.
    bool peek(std::string_view& text);
    /// True at the end of the text, after optional white space.
    bool at_end() noexcept;

    // --- DynamoDB's typed wrappers ---
    /// Consumes `{"S":` and stops before the value. The plain form has no wrapper: the type is S, N,
    /// BOOL, NULL, L or M, depending on the kind of JSON value.
    bool open_attribute(attribute_type& type);
    /// Does the same as `open_attribute`. Faster if the type is `Likely`.
    template <attribute_type Likely>
    bool open_likely(attribute_type& type) {
        constexpr opening expected(Likely);
        // If a null or white space precedes the value, the slow path is used: this member may not be the
        // type.
        if (end_ - at_ > 8 && expected.is_at(at_) && at_[expected.size] > ' ' && at_[expected.size] != 'n' &&
            !plain()) {
            at_ += expected.size;
            return type = Likely, true;
        }
        return open_attribute(type);
    }
    /// Consumes the end of the wrapper after its value.
    bool close_attribute() {
        if (at_ != end_ && *at_ == '}' && !plain()) return ++at_, true;
        return plain() || take('}') || close_attribute_slow();
    }
    /// True if, in the plain form, a value that looks like `found` can be a `wanted`: binary looks like a
    /// string, a set like a list.
    [[nodiscard]] bool stands_for(attribute_type found, attribute_type wanted) const noexcept;

    /// Limits recursion. DynamoDB nests at most 32 levels. Twice as many are allowed, because each level that
    /// is skipped counts as two: `{"L":[`.
    bool enter() { return ++depth_ <= max_depth || fail(errc::nested_too_deeply); }
    void leave() noexcept { --depth_; }

    // --- failure ---
    bool fail(errc why, std::string detail = {});
    /// Fails because the text is not the expected JSON.
    bool malformed();
    bool mismatch(attribute_type wanted, attribute_type found);
    bool fail_in(std::string_view name);
    bool fail_in(std::size_t index);
    [[nodiscard]] bool failed() const noexcept { return error_ != errc{}; }
    [[nodiscard]] failure why() const;

    // --- positions ---
    /// A position in the text, to return to later.
    class place {
        friend class reader;
        const char* at_ = nullptr;
        int depth_ = 0;
    };
    [[nodiscard]] place here() const noexcept {
        place p;
        p.at_ = at_, p.depth_ = depth_;
        return p;
    }
    /// Returns to a position in the same text, and clears the failure.
    void go_to(place p) noexcept;
    /// The number of bytes that are not read yet.
    [[nodiscard]] std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - at_); }

 private:
    // `{"S":`, compared as one word.
    struct opening {
        static constexpr std::size_t longest = 8;
        std::uint64_t bytes = 0;
        std::uint64_t mask = 0;
        std::size_t size = 2;

        constexpr explicit opening(attribute_type type) {
            std::array<char, longest> text{'{', '"'};
            std::array<unsigned char, longest> covered{};
            for (const char c : wire_name(type)) text[size++] = c;
            text[size++] = '"';
            if (size < longest) text[size++] = ':';
            for (std::size_t i = 0; i < size; ++i) covered[i] = 0xff;
            bytes = std::bit_cast<std::uint64_t>(text);
            mask = std::bit_cast<std::uint64_t>(covered);
        }
        [[nodiscard]] bool is_at(const char* at) const noexcept {
            std::uint64_t found = 0;
            std::memcpy(&found, at, longest);
            return (found & mask) == bytes;
        }
    };

    static constexpr int max_depth = 136;

    bool skip_space() noexcept;
    bool take_after_space(char c) noexcept;
    bool take_literal(std::string_view literal) noexcept;
    bool next_member_slow(bool& first, std::string_view& name);
    bool rest_of_string(std::string_view& text);
    bool string_with_escapes(const char* first, std::string_view& text);
    bool append_escape();
    bool append_unicode_escape();
    bool hex4(unsigned& code) noexcept;
    bool skip_container(char close);
    bool open_plain(attribute_type& type);
    bool open_attribute_slow(attribute_type& type);
    bool close_attribute_slow();

    const char* at_;
    const char* end_;
    const char* begin_;
    json::form form_;
    int depth_ = 0;
    errc error_{};
    std::string scratch_;
    std::string path_;
    std::string detail_;
};

}  // namespace dynaco::detail::json
