#include "program/text/shell_word.hpp"

#include <algorithm>

namespace dynaco::program {

namespace {

bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// $'…', which bash, zsh and others read: a word with a newline or a tab stays in one line, as a terminal
// shows it.
std::string word_with_escapes(std::string_view word) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string quoted = "$'";
    for (const char c : word) {
        if (c == '\n')
            quoted += "\\n";
        else if (c == '\t')
            quoted += "\\t";
        else if (is_control(c))
            ((quoted += "\\x") += digits[static_cast<unsigned char>(c) / 16]) +=
                digits[static_cast<unsigned char>(c) % 16];
        else if (c == '\'' || c == '\\')
            (quoted += '\\') += c;
        else
            quoted += c;
    }
    return quoted += '\'';
}

}  // namespace

std::string shell_word(std::string_view word) {
    constexpr std::string_view safe =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,@%+";
    if (!word.empty() && word.find_first_not_of(safe) == word.npos) return std::string(word);
    if (std::ranges::any_of(word, is_control)) return word_with_escapes(word);
    std::string quoted = "'";
    for (const char c : word) {
        if (c == '\'')
            quoted += "'\\''";
        else
            quoted += c;
    }
    return quoted += '\'';
}

std::string shell_command(const std::vector<std::string>& words, const std::vector<std::string>& added) {
    std::vector<std::string> all = words;
    all.insert(std::ranges::find(all, "--"), added.begin(), added.end());
    std::string command;
    for (const std::string& each : all) {
        if (!command.empty()) command += ' ';
        command += shell_word(each);
    }
    return command;
}

std::vector<std::string> without_option(const std::vector<std::string>& words, std::string_view option) {
    const std::string with_value = std::string(option) + '=';
    std::vector<std::string> kept;
    auto word = words.begin();
    for (; word != words.end() && *word != "--"; ++word) {
        if (*word == option && word + 1 != words.end())
            ++word;
        else if (!word->starts_with(with_value))
            kept.push_back(*word);
    }
    kept.insert(kept.end(), word, words.end());
    return kept;
}

}  // namespace dynaco::program
