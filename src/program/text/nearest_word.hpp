#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// The word that a person probably meant by `typed`: a word that differs in at most two letters. Empty: none.
[[nodiscard]] std::string nearest_word(const std::vector<std::string>& words, std::string_view typed);

}  // namespace dynaco::program
