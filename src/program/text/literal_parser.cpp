#include "program/text/literal.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::program {
namespace {

bool is_constant(const token& word) noexcept {
    return word.is_word("true") || word.is_word("false") || word.is_word("null");
}

class literal_parser {
 public:
    literal_parser(token_reader& in, std::size_t levels) : in_(in), levels_(levels) {}

    literal parse() {
        const token& next = in_.peek();
        if (next.is("[")) return list();
        if (next.is("{")) return map();
        if (next.is("<<")) return set();
        if (next.is("-") || next.is("+")) return signed_number();
        switch (next.kind) {
            case token_kind::number: return simple(literal_form::number, std::string(next.raw));
            case token_kind::text: return simple(literal_form::text, next.content);
            case token_kind::binary: return simple(literal_form::binary, next.content);
            default: return constant();
        }
    }

 private:
    literal simple(literal_form form, std::string content) {
        return {.form = form, .column = in_.take().column, .content = std::move(content)};
    }

    literal signed_number() {
        const token& sign = in_.take();
        if (in_.peek().kind != token_kind::number)
            in_.fail("expected a number after `" + std::string(sign.raw) + "`, but found " + in_.next_text());
        literal number = simple(literal_form::number, std::string(in_.peek().raw));
        number.column = sign.column;
        if (sign.is("-")) number.content.insert(0, 1, '-');
        return number;
    }

    literal constant() {
        if (!is_constant(in_.peek())) refuse_token();
        const token& word = in_.take();
        if (word.is_word("null")) return {.form = literal_form::null, .column = word.column};
        return {.form = literal_form::boolean, .column = word.column, .truth = word.is_word("true")};
    }

    [[noreturn]] void refuse_token() {
        const token& next = in_.peek();
        if (next.is_word("b64"))
            in_.fail(
                "bytes are written as base64 in quotes, b64\"AQID\", and a set of bytes as <<b64\"AQ==\", "
                "b64\"Ag==\">>");
        if (next.kind == token_kind::word)
            in_.fail("expected a value, but found `" + std::string(next.raw) + "`: for text write \"" +
                     std::string(next.raw) + '"');
        in_.fail("expected a value, but found " + in_.next_text());
    }

    // Reads what `read_one` reads, with commas between, up to `closing`.
    template <class ReadOne>
    void separated(std::string_view closing, ReadOne read_one) {
        const token& opening = in_.take();
        const nesting level(in_, depth_, levels_);
        if (in_.take_symbol(closing)) return;
        do {
            if (in_.peek().is(closing)) in_.fail("expected a value after `,`");
            if (in_.at_end()) in_.expect_closing(closing, opening, "");
            read_one();
        } while (in_.take_symbol(","));
        in_.expect_closing(closing, opening, "`,` or `" + std::string(closing) + '`');
    }

    literal list() {
        literal all{.form = literal_form::list, .column = in_.peek().column};
        separated("]", [&] { all.elements.push_back(parse()); });
        return all;
    }

    literal set() {
        literal all{.form = literal_form::set, .column = in_.peek().column};
        separated(">>", [&] { all.elements.push_back(parse()); });
        return all;
    }

    literal map() {
        literal all{.form = literal_form::map, .column = in_.peek().column};
        separated("}", [&] { member(all); });
        return all;
    }

    void member(literal& all) {
        const token& name = in_.peek();
        if (name.kind != token_kind::word && name.kind != token_kind::text &&
            name.kind != token_kind::quoted_name)
            in_.fail("expected the name of a member, but found " + in_.next_text());
        in_.take();
        std::string text = name.kind == token_kind::word ? std::string(name.raw) : name.content;
        if (text.empty()) in_.fail_at(name.column, "the name of a member is empty");
        if (std::ranges::find(all.names, text) != all.names.end())
            in_.fail_at(name.column, "the member `" + text + "` is written twice");
        in_.expect_symbol(":", "after the name of a member");
        all.names.push_back(std::move(text));
        all.elements.push_back(parse());
    }

    token_reader& in_;
    std::size_t levels_;
    std::size_t depth_ = 0;
};

}  // namespace

bool literal_follows(const token_reader& in) noexcept {
    const token& next = in.peek();
    switch (next.kind) {
        case token_kind::number:
        case token_kind::text:
        case token_kind::binary: return true;
        case token_kind::symbol:
            return next.is("[") || next.is("{") || next.is("<<") || next.is("-") || next.is("+");
        case token_kind::word: return is_constant(next);
        default: return false;
    }
}

literal parse_literal(token_reader& in, std::size_t levels) { return literal_parser(in, levels).parse(); }

}  // namespace dynaco::program
