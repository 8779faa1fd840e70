#pragma once

#include <dynaco/core/attribute_type.hpp>
#include <dynaco/core/binary.hpp>
#include <dynaco/core/errc.hpp>
#include <dynaco/core/result.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::json {

/// How attributes are spelt in a JSON text.
enum class form : unsigned char {
    typed,    ///< DynamoDB's wrappers: {"N":"1"}.
    plain,    ///< Without: 1. The type is that of the member, or follows from the kind of JSON.
    lenient,  ///< The same; control characters may stand in strings as they are.
};

/// Pulls values out of a JSON text, at the caller's pace and into the caller's types; builds nothing itself.
///
/// Strict (RFC 8259) in what is read; values that are skipped are checked for structure only. Every function
/// returns false on failure; the first failure sticks, with the path that the callers add while they unwind.
class reader {
 public:
    /// `text` must outlive the reader.
    explicit reader(std::string_view text, json::form form = form::typed) noexcept
        : at_(text.data()), end_(text.data() + text.size()), begin_(text.data()), form_(form) {}

    /// True if attributes have no wrappers.
    [[nodiscard]] bool plain() const noexcept { return form_ != form::typed; }

    // --- structure
    // ---------------------------------------------------------------------------------------------
    /// Consumes `c`, and white space before it. False, without failing, if something else is there.
    bool take(char c) noexcept {
        if (at_ != end_ && *at_ == c) return ++at_, true;
        return take_after_space(c);
    }
    /// The same, but its absence is a failure.
    bool expect(char c) { return take(c) || malformed(); }

    /// The first or next name of an object after its '{': true with `name` and the ':' consumed; false at its
    /// '}' (consumed) or on failure (`failed()`). `name` is valid until the next read.
    bool next_member(bool& first, std::string_view& name);
    /// The same for an array after its '['.
    bool next_element(bool& first);

    // --- scalars
    // -----------------------------------------------------------------------------------------------
    /// A string; in the plain form also a number, as its digits. `text` points into the input, or into the
    /// reader if there were escapes; valid until the next read.
    bool string(std::string_view& text);
    /// True or false; in the plain form also null, as the `true` of {"NULL":true}.
    bool boolean(bool& value);
    /// A JSON number as text.
    bool number_text(std::string_view& text);
    /// Consumes `null` if it is next.
    bool take_null() noexcept;
    /// A string of standard base64.
    bool base64(binary& bytes);
    /// Skips one value of any kind.
    bool skip();
    /// Skips one value and gives its text.
    bool raw(std::string_view& text);
    /// Gives the text of one value and stays before it.
    bool peek(std::string_view& text);
    /// True at the end of the text (white space aside).
    bool at_end() noexcept;

    // --- DynamoDB's typed wrappers
    // -------------------------------------------------------------------------------
    /// Opens `{"S":` and stands before the value. In the plain form there is nothing to open: the type is S,
    /// N, BOOL, NULL, L or M, as the value looks.
    bool open_attribute(attribute_type& type) {
        if (plain()) [[unlikely]]
            return open_plain(type);
        // A null or white space before the value takes the slow path: that member may not be the one.
        if (end_ - at_ >= 6 && at_[0] == '{' && at_[1] == '"' && at_[3] == '"' && at_[4] == ':' &&
            at_[5] > ' ' && at_[5] != 'n') {
            type = attribute_type_of({at_ + 2, 1});
            if (type != attribute_type::any) return at_ += 5, true;
        }
        return open_attribute_slow(type);
    }
    /// Closes the wrapper after its value.
    bool close_attribute() { return plain() || take('}') || close_attribute_slow(); }
    /// True if, in the plain form, what looks like `found` may be meant as `wanted`: binary looks like a
    /// string, a set like a list.
    [[nodiscard]] bool stands_for(attribute_type found, attribute_type wanted) const noexcept;

    /// Guards recursion: DynamoDB nests at most 32 levels. Twice that is allowed, where each level that is
    /// skipped counts for two: `{"L":[`.
    bool enter() { return ++depth_ <= max_depth || fail(errc::nested_too_deeply); }
    void leave() noexcept { --depth_; }

    // --- failure
    // ---------------------------------------------------------------------------------------------------
    bool fail(errc why, std::string detail = {});
    /// The text is not the JSON that was expected here.
    bool malformed();
    bool mismatch(attribute_type wanted, attribute_type found);
    bool fail_in(std::string_view name);
    bool fail_in(std::size_t index);
    [[nodiscard]] bool failed() const noexcept { return error_ != errc{}; }
    [[nodiscard]] failure why() const;

 private:
    static constexpr int max_depth = 136;

    bool skip_space() noexcept;
    bool take_after_space(char c) noexcept;
    bool take_literal(std::string_view literal) noexcept;
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

}  // namespace dynaco::json
