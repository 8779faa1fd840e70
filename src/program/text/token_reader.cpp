#include "program/text/token_reader.hpp"

#include "program/text/text_fault.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::program {

const token& token_reader::peek(std::size_t ahead) const noexcept {
    return tokens_[std::min(next_ + ahead, tokens_.size() - 1)];
}

const token& token_reader::take() noexcept {
    const token& taken = peek();
    if (next_ + 1 < tokens_.size()) ++next_;
    return taken;
}

bool token_reader::take_symbol(std::string_view symbol) noexcept {
    const bool found = peek().is(symbol);
    if (found) take();
    return found;
}

bool token_reader::take_word(std::string_view keyword) noexcept {
    const bool found = peek().is_word(keyword);
    if (found) take();
    return found;
}

void token_reader::expect_symbol(std::string_view symbol, std::string_view why) {
    if (take_symbol(symbol)) return;
    fail("expected `" + std::string(symbol) + "` " + std::string(why) + ", but found " + next_text());
}

void token_reader::expect_closing(std::string_view symbol, const token& opening, std::string_view expected) {
    if (take_symbol(symbol)) return;
    if (at_end())
        fail_at(opening.column, '`' + std::string(opening.raw) + "` is not closed: write `" +
                                    std::string(symbol) + "` where it ends");
    fail("expected " + std::string(expected) + ", but found " + next_text());
}

std::string token_reader::next_text() const {
    constexpr std::size_t longest = 40;
    if (at_end()) return "the end";
    const std::string_view raw = peek().raw;
    if (raw.size() > longest) return "a long text";
    return peek().kind == token_kind::quoted_name ? std::string(raw) : '`' + std::string(raw) + '`';
}

void token_reader::fail(std::string what) const { fail_at(peek().column, std::move(what)); }

void token_reader::fail_at(std::size_t column, std::string what) const {
    refuse(text_, column, std::move(what));
}

nesting::nesting(const token_reader& in, std::size_t& depth, std::size_t most) : depth_(depth) {
    if (depth == most) in.fail("this is nested more than " + std::to_string(most) + " levels deep");
    ++depth;
}

}  // namespace dynaco::program
