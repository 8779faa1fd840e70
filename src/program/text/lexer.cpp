#include "program/text/lexer.hpp"

#include "program/text/characters.hpp"
#include "program/text/quoted_text.hpp"
#include "program/text/text_fault.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::program {
namespace {

char lower_letter(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_name_start(char c) noexcept {
    const char low = lower_letter(c);
    return (low >= 'a' && low <= 'z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_part(char c) noexcept { return is_name_start(c) || is_digit(c); }

// Long symbols first. Some are mistakes, for which the parser has a message.
constexpr std::string_view all_symbols[] = {
    "<<", ">>", "<=", ">=", "<>", "!=", "==", "+=", "-=", ":=", "=<", "=>", "&&", "||", "(",
    ")",  "[",  "]",  "{",  "}",  ",",  ".",  ":",  "=",  "<",  ">",  "+",  "-",  "!",  "*"};

class lexer {
 public:
    explicit lexer(std::string_view text) : text_(text) {
        if (const std::size_t bad = find_not_utf8(text); bad != std::string_view::npos)
            refuse(text, bad, "the text is not UTF-8");
    }

    std::vector<token> all() {
        std::vector<token> tokens;
        for (skip_space(); at_ < text_.size(); skip_space()) tokens.push_back(next());
        tokens.push_back({.kind = token_kind::end, .column = text_.size()});
        return tokens;
    }

 private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    void skip_space() noexcept {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
            ++at_;
    }

    token next() {
        begin_ = at_;
        const char c = peek();
        if (is_digit(c)) return number();
        if (c == '"' || c == '\'') {
            std::string content = read_quoted_text(text_, at_);
            return made(token_kind::text, std::move(content));
        }
        if (c == '`') {
            std::string content = read_quoted_name(text_, at_);
            return made(token_kind::quoted_name, std::move(content));
        }
        if (is_name_start(c)) return word();
        return symbol();
    }

    token made(token_kind kind, std::string content = {}) const {
        return {kind, begin_, text_.substr(begin_, at_ - begin_), std::move(content)};
    }

    token word() {
        while (is_name_part(peek())) ++at_;
        if (text_.substr(begin_, at_ - begin_) == "b64" && (peek() == '"' || peek() == '\'')) {
            std::string content = read_quoted_text(text_, at_);
            return made(token_kind::binary, std::move(content));
        }
        return made(token_kind::word);
    }

    void digits() {
        while (is_digit(peek())) ++at_;
    }

    token number() {
        digits();
        const bool leading_zero = text_[begin_] == '0' && at_ - begin_ > 1;
        const bool is_date = at_ - begin_ == 4 && peek() == '-' && is_digit(peek(1)) && is_digit(peek(2));
        if (peek() == '.' && is_digit(peek(1))) ++at_, digits();
        if (lower_letter(peek()) == 'e') {
            const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
            if (is_digit(peek(1 + sign))) at_ += 1 + sign, digits();
        }
        if (is_date || is_name_part(peek())) {
            while (is_name_part(peek()) || peek() == '-' || (peek() == ':' && is_digit(peek(1)))) ++at_;
            refuse_as_text("is not a number");
        }
        // c-00005 is text of a person, not a name minus a number.
        if (leading_zero && is_name_start(text_[begin_of_raw()]))
            refuse_as_text("is neither a name nor a number");
        if (leading_zero) refuse_as_text("is not a number, because it starts with 0");
        return made(token_kind::number);
    }

    [[nodiscard]] std::size_t begin_of_raw() const noexcept {
        std::size_t begin = begin_;
        while (begin > 0 && (is_name_part(text_[begin - 1]) || text_[begin - 1] == '-')) --begin;
        return begin;
    }

    // With what is written directly before it, as in c-01.
    [[noreturn]] void refuse_as_text(std::string_view why) const {
        const std::size_t begin = begin_of_raw();
        const std::string raw(text_.substr(begin, at_ - begin));
        refuse(text_, begin, '`' + raw + "` " + std::string(why) + ": for text write \"" + raw + '"');
    }

    token symbol() {
        const std::string_view rest = text_.substr(at_);
        const auto found = std::ranges::find_if(
            all_symbols, [rest](std::string_view each) { return rest.starts_with(each); });
        if (found == std::end(all_symbols)) {
            if (rest.front() == '#' || rest.front() == '?')
                refuse(text_, at_, "placeholders are not needed: write the name or the value itself");
            const std::size_t size = rest.front() > ' ' ? 1 : 0;
            refuse(text_, at_,
                   size == 0
                       ? "a control character is not part of an expression"
                       : '`' + std::string(rest.substr(0, 1)) +
                             "` has no meaning here: write text in quotes, and a name with it in backquotes");
        }
        // tags=<<"a">> has a set.
        at_ += rest.starts_with("=<<") ? 1 : found->size();
        return made(token_kind::symbol);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
};

}  // namespace

bool token::is_word(std::string_view keyword) const noexcept {
    return kind == token_kind::word &&
           std::ranges::equal(raw, keyword, [](char r, char k) { return lower_letter(r) == k; });
}

std::string lower_case(std::string_view word) {
    std::string lower(word);
    std::ranges::transform(lower, lower.begin(), lower_letter);
    return lower;
}

std::vector<token> tokens_of(std::string_view text) { return lexer(text).all(); }

}  // namespace dynaco::program
