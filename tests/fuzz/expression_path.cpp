#include "fuzz_target.hpp"

#include <dynaco/detail/expression/path_parser.hpp>

#include <optional>
#include <string>
#include <vector>

// Compares the parsing of document paths with a slow parser of the same grammar. Names that are put into a
// path must be read from it again.
using namespace dynaco;
using fuzz::check;

namespace {

constexpr std::size_t max_steps = 16;

// A step as text: "=name" or "[index".
using steps = std::vector<std::string>;

std::optional<steps> parsed(std::string_view text) {
    std::string names(text.size(), '\0');
    std::vector<detail::expression::parsed_step> found(max_steps);
    detail::expression::path_parser parser(text, names.data(), found.data(), found.size());
    if (!parser.parse()) return std::nullopt;
    steps result;
    for (std::size_t i = 0; i < parser.step_count(); ++i) {
        const detail::expression::step s = found[i].in(names.data());
        result.push_back(s.is_index() ? '[' + std::to_string(s.index) : '=' + std::string(s.name));
    }
    return result;
}

// Takes one step from the front of `rest`: a direct translation of the grammar, without regard to speed.
std::optional<std::string> first_name(std::string& rest) {
    if (!rest.starts_with('\'')) {
        const std::string name = rest.substr(0, rest.find_first_of(".["));
        rest.erase(0, name.size());
        return name.empty() ? std::nullopt : std::optional('=' + name);
    }
    rest.erase(0, 1);
    std::string name;
    for (;;) {
        const auto quote = rest.find('\'');
        if (quote == std::string::npos) return std::nullopt;
        name += rest.substr(0, quote);
        rest.erase(0, quote + 1);
        if (!rest.starts_with('\'')) break;
        name += '\'';
        rest.erase(0, 1);
    }
    return name.empty() ? std::nullopt : std::optional('=' + name);
}

std::optional<std::string> first_index(std::string& rest) {
    const auto end = rest.find(']');
    if (end == std::string::npos || end == 0) return std::nullopt;
    std::string digits = rest.substr(0, end);
    rest.erase(0, end + 1);
    for (const char c : digits)
        if (c < '0' || c > '9') return std::nullopt;
    while (digits.size() > 1 && digits.front() == '0') digits.erase(0, 1);
    return digits.size() > 9 ? std::nullopt : std::optional('[' + digits);
}

std::optional<steps> expected(std::string rest) {
    steps result;
    bool is_index = false;
    for (;;) {
        const auto next = is_index ? first_index(rest) : first_name(rest);
        if (!next || result.size() == max_steps) return std::nullopt;
        result.push_back(*next);
        if (rest.empty()) return result;
        if (rest.front() != '.' && rest.front() != '[') return std::nullopt;
        is_index = rest.front() == '[';
        rest.erase(0, 1);
    }
}

// A path made from the steps is read as the same steps.
void check_there_and_back(const steps& wanted, std::string_view input) {
    std::string path;
    for (const std::string& each : wanted) {
        if (each.front() == '[')
            detail::expression::append_index(path, std::stoll(each.substr(1)));
        else
            detail::expression::append_name(path, each.substr(1));
    }
    check(parsed(path) == wanted, "a path made from steps has these steps", input);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::as_text(data, size);
    const auto found = parsed(text);
    check(found == expected(std::string(text)), "both readings of a path agree", text);
    if (found) check_there_and_back(*found, text);
    if (size > 0) check_there_and_back({'=' + std::string(text), "[7", '=' + std::string(text)}, text);
    return 0;
}
