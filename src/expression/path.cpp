#include "core/counted.hpp"

#include <dynaco/detail/expression/path_parser.hpp>
#include <dynaco/detail/expression/suits.hpp>
#include <dynaco/expressions.hpp>

#include <algorithm>
#include <string>

namespace dynaco::detail::expression {

void append_name(std::string& path, std::string_view name) {
    if (!path.empty()) path += '.';
    if (!name.empty() && name.front() != '\'' && name.find_first_of(".[") == std::string_view::npos) {
        path += name;
        return;
    }
    path += '\'';
    for (const char c : name) path.append(c == '\'' ? 2 : 1, c);
    path += '\'';
}

void append_index(std::string& path, long long index) { path += '[' + std::to_string(index) + ']'; }

namespace {

// The name of the attribute that a path begins with; empty if the text is not a path.
std::string first_name(const std::string& path) {
    std::string names(path.size(), '\0');
    std::vector<parsed_step> steps(path.size() + 1);
    path_parser parser(path, names.data(), steps.data(), steps.size());
    if (!parser.parse()) return {};
    return std::string(steps.front().in(names.data()).name);
}

}  // namespace

path_projection path_projection::with(std::span<const std::string> names,
                                      std::vector<std::string>& added) const {
    std::vector<runtime_attribute> paths = paths_;
    if (paths.empty()) return path_projection(std::move(paths));
    for (const std::string& name : names) {
        if (std::ranges::any_of(paths_, [&](const auto& each) { return first_name(each.path) == name; }))
            continue;
        std::string path;
        append_name(path, name);
        paths.emplace_back(std::move(path));
        added.push_back(name);
    }
    return path_projection(std::move(paths));
}

std::string required_is_left_out(std::string_view path) {
    return (path.empty() ? std::string("an attribute") : std::string(path)) +
           " is required, but it is set to an empty value, which removes it";
}

std::string index_is_beyond(long long index, std::size_t size) {
    return "the index " + std::to_string(index) + " is beyond the end of a std::array of " +
           counted(size, "element", "elements");
}

bool operand_does_not_fit(json::writer& out, const failure& why) {
    std::string text = "the attribute could not be read back from this value";
    const diagnostics& about = why.diagnostics();
    if (!about.detail.empty()) text += ": " + about.detail;
    if (!about.attribute_path.empty()) text += " (at " + about.attribute_path + ")";
    return out.fail(why.cause(), std::move(text));
}

bool operand_is_not_whole(json::writer& out, const number& operand) {
    return out.fail(errc::number_out_of_range, "the attribute is an integer and cannot be read after " +
                                                   operand.to_string() +
                                                   " is added; add a 64-bit whole number");
}

}  // namespace dynaco::detail::expression
