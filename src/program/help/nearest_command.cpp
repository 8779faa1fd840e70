#include "program/help/nearest_command.hpp"

#include "program/help/words_of_others.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace dynaco::program {
namespace {

// The letters to insert, remove or replace (Levenshtein).
std::size_t letters_apart(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j] + 1, diagonal + 1, replaced});
        }
    }
    return row.back();
}

}  // namespace

std::string nearest_word(const std::vector<std::string>& words, std::string_view typed) {
    std::string nearest;
    std::size_t fewest = 3;
    for (const std::string& each : words)
        if (const std::size_t apart = letters_apart(typed, each); apart < fewest && apart < typed.size()) {
            fewest = apart;
            nearest = each;
        }
    return nearest;
}

std::vector<std::string> options_like(std::string_view typed) {
    std::vector<std::string> found;
    for (const auto& [word, option] : other_options)
        if (word == typed) found.emplace_back(option);
    return found;
}

std::string nearest_command(const command_tree& tree, std::string_view typed) {
    for (const auto& [word, name] : other_commands)
        if (word == typed && tree.find(name)) return std::string(name);
    std::vector<std::string> names;
    for (const command_facts* each : tree.commands) names.emplace_back(each->name);
    return nearest_word(names, typed);
}

}  // namespace dynaco::program
