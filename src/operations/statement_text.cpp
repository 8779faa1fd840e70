#include "operations/statement_text.hpp"

#include <algorithm>

namespace dynaco::operations {
namespace {

// The length of the string, quoted name, literal or comment that `text` starts with; 0 if with none. One that
// is not closed goes to the end: the service says so better. A doubled quote is two strings in a row, which
// comes to the same.
std::size_t opaque_length(std::string_view text) noexcept {
    const auto up_to = [text](std::string_view end, std::size_t from) {
        const auto at = text.find(end, from);
        return at == std::string_view::npos ? text.size() : at + end.size();
    };
    const char first = text.front();
    if (first == '\'' || first == '"' || first == '`') return up_to(text.substr(0, 1), 1);
    if (text.starts_with("--")) return up_to("\n", 2);
    if (text.starts_with("/*")) return up_to("*/", 2);
    return 0;
}

bool starts_with_word(std::string_view text, std::string_view word) noexcept {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    const auto same = [lower](char a, char b) { return lower(a) == b; };
    if (text.size() < word.size()) return false;
    if (!std::equal(word.begin(), word.end(), text.begin(), [same](char w, char t) { return same(t, w); }))
        return false;
    if (text.size() == word.size()) return true;
    const char next = lower(text[word.size()]);
    return !((next >= 'a' && next <= 'z') || (next >= '0' && next <= '9') || next == '_');
}

}  // namespace

std::size_t count_placeholders(std::string_view statement) noexcept {
    std::size_t count = 0;
    while (!statement.empty()) {
        const std::size_t opaque = opaque_length(statement);
        if (opaque == 0 && statement.front() == '?') ++count;
        statement.remove_prefix(std::max<std::size_t>(opaque, 1));
    }
    return count;
}

bool is_a_read(std::string_view statement) noexcept {
    constexpr std::string_view skipped = " \t\r\n(";
    while (!statement.empty()) {
        const bool comment = statement.starts_with("--") || statement.starts_with("/*");
        if (!comment && skipped.find(statement.front()) == std::string_view::npos) break;
        statement.remove_prefix(comment ? opaque_length(statement) : 1);
    }
    return starts_with_word(statement, "select") || starts_with_word(statement, "exists");
}

}  // namespace dynaco::operations
