#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::detail::json {

/// Prepends a step to a document path that is built from its end: first "owner", then "labels", results in
/// "labels.owner".
inline void prepend_step(std::string& path, std::string_view name) {
    if (!path.empty() && path.front() != '[') path.insert(0, 1, '.');
    path.insert(0, name);
}
inline void prepend_step(std::string& path, std::size_t index) {
    if (!path.empty() && path.front() != '[') path.insert(0, 1, '.');
    path.insert(0, '[' + std::to_string(index) + ']');
}

}  // namespace dynaco::detail::json
