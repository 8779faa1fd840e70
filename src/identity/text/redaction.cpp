#include "identity/text/redaction.hpp"

#include "core/ascii.hpp"

#include <algorithm>
#include <array>

namespace dynaco::identity {
namespace {

constexpr std::string_view placeholder = "***";

bool is_word(char c) { return detail::is_letter_or_digit(c) || c == '_' || c == '-'; }
bool is_base64(char c) { return is_word(c) || c == '+' || c == '/' || c == '='; }

std::size_t end_of(std::string_view text, std::size_t at, bool (*belongs)(char)) {
    while (at < text.size() && belongs(text[at])) ++at;
    return at;
}

std::string on_one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > ' ' && byte != 127)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (line.ends_with(' ')) line.pop_back();
    return line;
}

// "--aws_secret-access-key" → "awssecretaccesskey"
std::string bare_word(std::string_view word) {
    std::string bare;
    for (const char c : word)
        if (detail::is_letter_or_digit(c)) bare += detail::lower(c);
    return bare;
}

bool names_secret(std::string_view bare) {
    constexpr std::array<std::string_view, 11> names{
        "secretaccesskey", "secretkey", "sessiontoken", "securitytoken", "accesstoken", "refreshtoken",
        "authtoken",       "idtoken",   "password",     "passphrase",    "clientsecret"};
    return bare == "token" || bare == "secret" || bare == "authorization" || bare == "bearer" ||
           std::ranges::any_of(names, [bare](std::string_view name) { return bare.ends_with(name); });
}

// The position of the value after a secret's name that ends at `at`; npos if there is no value.
std::size_t begin_of_value(std::string_view text, std::size_t at, bool space_is_enough) {
    const auto skip = [&](std::string_view which) {
        at = std::min(text.find_first_not_of(which, at), text.size());
    };
    skip("\\\"'");
    const std::size_t end_of_name = at;
    skip(" ");
    const bool space = at != end_of_name;
    const bool separator = at < text.size() && (text[at] == ':' || text[at] == '=');
    if (separator) skip(":=> ");
    const bool has_value = at < text.size() && (separator || (space && space_is_enough));
    return has_value ? at : text.npos;
}

// The position of a value after "token abc1" or "password is hunter2"; npos if the next word is an ordinary
// one: it has no digit, as in "token expired".
std::size_t begin_of_value_in_words(std::string_view text, std::size_t at) {
    constexpr std::size_t shortest = 4;
    for (int words = 0; words < 2; ++words) {
        const std::size_t begin = std::min(text.find_first_not_of(' ', at), text.size());
        if (begin == at) return text.npos;
        const std::string_view word =
            text.substr(begin, std::min(text.find_first_of(" ,;", begin), text.size()) - begin);
        const bool has_digit = std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
        if (has_digit && word.size() >= shortest) return begin;
        if (word != "is" && word != "was") return text.npos;
        at = begin + word.size();
    }
    return text.npos;
}

// The position after the closing quote, which has the same number of backslashes before it as the opening
// one; the end of the text if there is no closing quote.
std::size_t end_of_quoted(std::string_view text, std::size_t opening, std::size_t backslashes) {
    for (std::size_t at = opening + 1, run = 0; at < text.size(); ++at) {
        if (text[at] == text[opening] && run == backslashes) return at + 1;
        run = text[at] == '\\' ? run + 1 : 0;
    }
    return text.size();
}

std::size_t end_of_value(std::string_view text, std::size_t at) {
    const std::size_t opening = std::min(text.find_first_not_of('\\', at), text.size());
    if (opening < text.size() && (text[opening] == '"' || text[opening] == '\''))
        return end_of_quoted(text, opening, opening - at);
    return std::min(text.find_first_of(" ,;&\"'}", at), text.size());
}

bool looks_like_secret(std::string_view run) {
    constexpr std::size_t secret_key_size = 40;
    const auto has = [run](bool (*kind)(char) noexcept) { return std::ranges::any_of(run, kind); };
    return run.size() >= secret_key_size && has(detail::is_upper) && has(detail::is_lower) &&
           has(detail::is_digit);
}

std::string without_named(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_word(text[at])) {
            out += text[at++];
            continue;
        }
        const std::size_t end = end_of(text, at, is_word);
        const std::string_view word = text.substr(at, end - at);
        const std::string bare = bare_word(word);
        out += word;
        at = end;
        if (!names_secret(bare)) continue;
        std::size_t value = begin_of_value(text, end, word.starts_with("--") || bare == "bearer");
        if (value == text.npos) value = begin_of_value_in_words(text, end);
        if (value == text.npos) continue;
        (out += text.substr(end, value - end)) += placeholder;
        // In an Authorization header the secret follows the scheme, so the rest of the text is hidden.
        at = bare == "authorization" ? text.size() : end_of_value(text, value);
    }
    return out;
}

std::string without_runs(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = end_of(text, at, is_base64);
        const std::string_view run = text.substr(at, end - at);
        out += looks_like_secret(run) ? placeholder : run;
        if (end < text.size()) out += text[end];
        at = end + 1;
    }
    return out;
}

// "https://", or nothing.
std::string_view scheme_of(std::string_view url) {
    const auto end = url.find("://");
    const auto belongs = [](char c) {
        return detail::is_letter_or_digit(c) || c == '+' || c == '-' || c == '.';
    };
    if (end == url.npos || !std::ranges::all_of(url.substr(0, end), belongs)) return {};
    return url.substr(0, end + 3);
}

}  // namespace

std::string redacted_url(std::string_view url) {
    std::string shown(scheme_of(url));
    url.remove_prefix(shown.size());
    constexpr std::string_view query_or_fragment = "?#";
    const auto at = url.rfind('@');
    // An '@' in the query, or a '?' in the password: which of them is not known.
    if (at != url.npos && url.find_first_of(query_or_fragment) < at) return shown.append(placeholder);
    if (at != url.npos) {
        shown += placeholder;
        url.remove_prefix(at);
    }
    const auto end = url.find_first_of(query_or_fragment);
    const bool is_bare = url == url.substr(0, end) || url.substr(end) == "#/";  // as of SSO's start URLs
    if (is_bare) return shown.append(url);
    return shown.append(url.substr(0, end + 1)).append(placeholder);
}

std::string redacted(std::string_view text, std::size_t most) {
    std::string line = without_runs(without_named(on_one_line(text)));
    if (line.size() <= most) return line;
    const auto is_continuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; };
    while (most > 0 && is_continuation(line[most])) --most;
    line.resize(most);
    return line + "...";
}

}  // namespace dynaco::identity
