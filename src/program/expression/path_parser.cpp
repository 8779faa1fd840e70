#include "program/expression/path_parser.hpp"

#include "program/text/text_fault.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::program {
namespace {

// A name at the beginning of a path.
bool is_reserved_here(const token& word) noexcept {
    constexpr std::string_view reserved[] = {"and", "or", "not", "between", "in", "true", "false", "null"};
    return std::ranges::any_of(reserved, [&word](std::string_view each) { return word.is_word(each); });
}

std::string name_in(const token& name) {
    return name.kind == token_kind::word ? std::string(name.raw) : name.content;
}

bool is_name(const token& next) noexcept {
    return next.kind == token_kind::word || next.kind == token_kind::quoted_name;
}

[[noreturn]] void refuse_start(const token_reader& in) {
    const token& next = in.peek();
    if (next.is(":") && in.peek(1).kind == token_kind::word)
        in.fail("placeholders are not needed: write the value itself");
    if (next.kind == token_kind::word)
        in.fail('`' + std::string(next.raw) +
                "` is a keyword: as the name of an attribute write it in backquotes");
    if (next.kind == token_kind::text)
        in.fail(
            "expected the name of an attribute, but found text: a name is written without quotes or in "
            "backquotes");
    in.fail("expected the name of an attribute, but found " + in.next_text());
}

void read_member(token_reader& in, attribute_path& path) {
    const token& name = in.peek();
    if (name.kind == token_kind::number)
        in.fail("expected a name after `.`: an element of a list is written [" + std::string(name.raw) +
                "], and a name that begins with a digit in backquotes");
    if (!is_name(name)) in.fail("expected a name after `.`, but found " + in.next_text());
    path.steps.push_back({.name = name_in(in.take())});
}

void read_index(token_reader& in, attribute_path& path, const token& opening) {
    const token& index = in.peek();
    const bool whole = index.kind == token_kind::number &&
                       index.raw.find_first_not_of("0123456789") == std::string_view::npos;
    if (index.kind == token_kind::text)
        in.fail("expected the number of an element: a member of a map is written after a dot, ." +
                text_of_name(index.content));
    if (!whole || index.raw.size() > 9)
        in.fail("expected the number of an element, counted from 0, but found " + in.next_text());
    path.steps.push_back({.index = std::string(in.take().raw)});
    in.expect_closing("]", opening, "`]`");
}

}  // namespace

attribute_path parse_path(token_reader& in) {
    const token& first = in.peek();
    if (!is_name(first) || is_reserved_here(first)) refuse_start(in);
    attribute_path path{.column = first.column, .quoted = first.kind == token_kind::quoted_name};
    path.steps.push_back({.name = name_in(in.take())});
    while (in.peek().is(".") || in.peek().is("[")) {
        const token& next = in.take();
        if (next.is("."))
            read_member(in, path);
        else
            read_index(in, path, next);
        if (path.steps.size() > 32) in.fail_at(path.column, "a path has at most 32 parts");
    }
    return path;
}

std::vector<attribute_path> parse_projection(token_reader& in) {
    std::vector<attribute_path> paths;
    if (in.at_end()) in.fail("expected the names of attributes, for example id, total, address.city");
    if (in.peek().is("*"))
        in.fail("`*` is not needed: without a list of attributes all of them are returned");
    do paths.push_back(parse_path(in));
    while (in.take_symbol(","));
    refuse_hyphen(in);
    if (!in.at_end())
        in.fail("expected `,` or the end, but found " + in.next_text() + advice_about_space(in));
    refuse_overlap(in.text(), paths);
    return paths;
}

void refuse_hyphen(const token_reader& in) {
    const token& before = in.previous();
    const token& hyphen = in.peek();
    const token& behind = in.peek(1);
    if (!hyphen.is("-") || before.kind != token_kind::word) return;
    if (before.end() != hyphen.column || behind.column != hyphen.end() || behind.raw.empty()) return;
    const auto belongs = [](char c) {
        return c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
               (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    };
    std::size_t end = behind.end();
    while (end < in.text().size() && belongs(in.text()[end])) ++end;
    const std::string whole(in.text().substr(before.column, end - before.column));
    in.fail_at(before.column,
               "a name with `-` is written in backquotes: `" + whole + "`; text is written \"" + whole + '"');
}

std::string advice_about_space(const token_reader& in) {
    constexpr std::string_view keywords[] = {"and",  "or",  "not",    "between", "in",     "is",    "exists",
                                             "like", "set", "remove", "add",     "delete", "where", "if"};
    const auto is_part = [&](const token& next) {
        return next.kind == token_kind::word &&
               std::ranges::none_of(keywords, [&](std::string_view each) { return next.is_word(each); });
    };
    const token& before = in.previous();
    if (!is_part(before) || before.column >= in.peek().column) return {};
    std::size_t end = before.end();
    for (std::size_t i = 0; is_part(in.peek(i)); ++i) end = in.peek(i).end();
    if (end == before.end()) return {};
    return "; a name with spaces is written in backquotes: `" +
           std::string(in.text().substr(before.column, end - before.column)) + '`';
}

void refuse_overlap(std::string_view text, const std::vector<attribute_path>& paths) {
    const auto check = [text](const attribute_path& a, const attribute_path& b) {
        const auto [x, y] = std::mismatch(a.steps.begin(), a.steps.end(), b.steps.begin(), b.steps.end());
        if (x == a.steps.end() && y == b.steps.end())
            refuse(text, b.column, text_of(b) + " is written twice");
        if (x == a.steps.end() || y == b.steps.end())
            refuse(text, b.column, text_of(b) + " and " + text_of(a) + " overlap, which DynamoDB refuses");
        if (x->name.empty() != y->name.empty())
            refuse(text, b.column,
                   text_of(b) + " and " + text_of(a) + " use an attribute as a list and as a map");
    };
    for (std::size_t i = 0; i < paths.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) check(paths[j], paths[i]);
}

std::string text_of_name(std::string_view name) {
    const auto is_plain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    const bool digit_first = !name.empty() && name.front() >= '0' && name.front() <= '9';
    const token word{.kind = token_kind::word, .raw = name};
    if (!name.empty() && std::ranges::all_of(name, is_plain) && !digit_first && !is_reserved_here(word))
        return std::string(name);
    std::string quoted = "`";
    for (const char c : name) quoted.append(c == '`' ? 2 : 1, c);
    return quoted += '`';
}

std::string text_of(const attribute_path& path) {
    std::string text;
    for (const path_step& each : path.steps) {
        if (each.name.empty())
            text += '[' + each.index + ']';
        else
            text += (text.empty() ? "" : ".") + text_of_name(each.name);
    }
    return text;
}

std::string quoted(const attribute_path& path) {
    const std::string text = text_of(path);
    return text.front() == '`' ? text : '`' + text + '`';
}

}  // namespace dynaco::program
