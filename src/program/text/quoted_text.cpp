#include "program/text/quoted_text.hpp"

#include "program/text/characters.hpp"
#include "program/text/text_fault.hpp"

#include <charconv>
#include <cstdint>

namespace dynaco::program {
namespace {

class quoted_text_reader {
 public:
    quoted_text_reader(std::string_view text, std::size_t& at) : text_(text), at_(at), begin_(at) {}

    std::string read() {
        const char quote = text_[at_++];
        while (at_ < text_.size() && text_[at_] != quote) {
            if (text_[at_] == '\\')
                read_escape();
            else
                content_ += text_[at_++];
        }
        if (at_ >= text_.size())
            refuse(text_, begin_, std::string("a string is not closed: write ") + quote + " at its end");
        ++at_;
        return std::move(content_);
    }

 private:
    void read_escape() {
        constexpr std::string_view letters = "\"'\\/bfnrt";
        constexpr std::string_view meanings = "\"'\\/\b\f\n\r\t";
        const std::size_t escape = at_++;
        if (at_ >= text_.size()) refuse(text_, begin_, "a string is not closed");
        const char letter = text_[at_++];
        if (letter == 'u') return append_character(read_code_point(escape), content_);
        const std::size_t which = letters.find(letter);
        if (which == std::string_view::npos)
            refuse(text_, escape,
                   "this escape does not exist: for a backslash write \\\\; others are \\\" \\' \\/ \\n \\t "
                   "\\r \\b "
                   "\\f \\u0041");
        content_ += meanings[which];
    }

    std::uint32_t read_unit(std::size_t escape) {
        std::uint32_t unit = 0;
        const std::string_view digits = text_.substr(at_, 4);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
        if (error != std::errc{} || end != digits.data() + 4)
            refuse(text_, escape, "\\u needs four hexadecimal digits, for example \\u00e9");
        at_ += 4;
        return unit;
    }

    std::uint32_t read_code_point(std::size_t escape) {
        const std::uint32_t first = read_unit(escape);
        if (first < 0xd800 || first > 0xdfff) return first;
        if (first < 0xdc00 && text_.substr(at_, 2) == "\\u") {
            at_ += 2;
            const std::uint32_t second = read_unit(escape);
            if (second >= 0xdc00 && second <= 0xdfff)
                return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        }
        refuse(text_, escape, "half of a surrogate pair is not a character: write both \\u escapes");
    }

    std::string_view text_;
    std::size_t& at_;
    std::size_t begin_;
    std::string content_{};
};

}  // namespace

std::string read_quoted_text(std::string_view text, std::size_t& at) {
    return quoted_text_reader(text, at).read();
}

std::string read_quoted_name(std::string_view text, std::size_t& at) {
    const std::size_t begin = at++;
    std::string name;
    for (;; ++at) {
        if (at >= text.size()) refuse(text, begin, "a name in backquotes is not closed: write ` at its end");
        if (text[at] == '`') {
            if (text.substr(at + 1, 1) != "`") break;
            ++at;
        }
        name += text[at];
    }
    ++at;
    if (name.empty()) refuse(text, begin, "a name is empty: write it between the backquotes");
    return name;
}

}  // namespace dynaco::program
