#include <dynaco/expression/path_projection.hpp>

#include <algorithm>

namespace dynaco::expression {
namespace {

// The attribute that a path begins with; empty if it is no path.
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

}  // namespace dynaco::expression
