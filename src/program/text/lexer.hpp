#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// The smallest parts of a text.
enum class token_kind {
    word,         ///< A name or keyword that is not quoted.
    quoted_name,  ///< `a name`
    number,       ///< 12, 1.5, 6e23: without a sign
    text,         ///< "text" or 'text'
    binary,       ///< b64"AQID"
    symbol,       ///< ( ) [ ] { } << >> , . : = == <> != < <= > >= + - += -= and symbols that are mistakes
    end,          ///< The end of the text.
};

/// One part of a text.
struct token {
    token_kind kind = token_kind::end;
    std::size_t column = 0;  ///< The offset of its first byte.
    std::string_view raw{};  ///< The token as it is written, with quotes.
    std::string content{};   ///< For quoted tokens: the text in the quotes, without escapes.

    [[nodiscard]] std::size_t end() const noexcept { return column + raw.size(); }
    [[nodiscard]] bool is(std::string_view symbol) const noexcept {
        return kind == token_kind::symbol && raw == symbol;
    }
    /// True if the token is this keyword in any letter case; `keyword` is in lower case.
    [[nodiscard]] bool is_word(std::string_view keyword) const noexcept;
};

/// `word` with the ASCII letters in lower case.
[[nodiscard]] std::string lower_case(std::string_view word);

/// Splits a text; the last token is `end`. The tokens refer to the text.
/// @throws text_error  an unclosed quote, a wrong escape, a character without a meaning, not UTF-8
[[nodiscard]] std::vector<token> tokens_of(std::string_view text);

}  // namespace dynaco::program
