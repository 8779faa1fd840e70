#pragma once

#include "program/text/lexer.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// Reads the tokens of a text one after another. The text must outlive it.
class token_reader {
 public:
    /// @throws text_error  the errors of `tokens_of`
    explicit token_reader(std::string_view text) : text_(text), tokens_(tokens_of(text)) {}

    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    /// The next token, or the one after it; `end` if there is none.
    [[nodiscard]] const token& peek(std::size_t ahead = 0) const noexcept;
    /// The token that was taken last; the first token if none was taken.
    [[nodiscard]] const token& previous() const noexcept { return tokens_[next_ > 0 ? next_ - 1 : 0]; }
    [[nodiscard]] bool at_end() const noexcept { return peek().kind == token_kind::end; }
    /// Takes the next token. The reference is valid while this object exists.
    const token& take() noexcept;
    /// Takes the next token if it is this symbol.
    bool take_symbol(std::string_view symbol) noexcept;
    /// Takes the next token if it is this keyword.
    bool take_word(std::string_view keyword) noexcept;
    /// Takes this symbol. @throws text_error  the next token is another one; the text is "expected `,`",
    /// followed by `why`
    void expect_symbol(std::string_view symbol, std::string_view why);
    /// Takes the closing symbol of a bracket. @throws text_error  if the text ends, with the place of the
    /// opening one
    void expect_closing(std::string_view symbol, const token& opening, std::string_view expected);

    /// The next token for a message: "`and`", "the end".
    [[nodiscard]] std::string next_text() const;
    /// Refuses the next token.
    [[noreturn]] void fail(std::string what) const;
    [[noreturn]] void fail_at(std::size_t column, std::string what) const;

 private:
    std::string_view text_;
    std::vector<token> tokens_;
    std::size_t next_ = 0;
};

/// Counts how deeply something is nested while it exists.
class nesting {
 public:
    /// @throws text_error  `depth` would be more than `most`
    nesting(const token_reader& in, std::size_t& depth, std::size_t most);
    nesting(const nesting&) = delete;
    nesting& operator=(const nesting&) = delete;
    ~nesting() { --depth_; }

 private:
    std::size_t& depth_;
};

}  // namespace dynaco::program
