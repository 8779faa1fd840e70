#include <dynaco/expression/path_parser.hpp>

namespace dynaco::expression {

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

}  // namespace dynaco::expression
