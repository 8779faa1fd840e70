#include "program/text/nearest_word.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace dynaco::program {
namespace {

// The letters to insert, remove or replace (Levenshtein).
std::size_t letters_apart(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (const char letter : a) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (letter == b[j] ? 0 : 1);
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

}  // namespace dynaco::program
