#pragma once

#include "program/show/screen.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace dynaco::program {

/// A line about one thing for people: its name and its content.
struct fact {
    std::string name{};       ///< "billing". Empty: an empty line.
    std::string content{};    ///< "on demand"
    tone look = tone::plain;  ///< The kind of the content, for its colour.
};

/// Prints facts as two columns:
///
///     table    orders
///     billing  on demand
///
/// Nothing is cut: long contents continue on the next line. Characters that could change a terminal are
/// replaced.
void print_facts(std::ostream& out, const std::vector<fact>& facts, screen shown_on);

}  // namespace dynaco::program
