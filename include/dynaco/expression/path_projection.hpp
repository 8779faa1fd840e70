#pragma once

#include <dynaco/expression/clause.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco {

namespace expression {

/// ProjectionExpression: document paths that are known at run time; made by `dynaco::project`.
class path_projection {
 public:
    static constexpr std::string_view member = "ProjectionExpression";
    static constexpr bool is_static = false;
    explicit path_projection(std::vector<runtime_attribute> paths) : paths_(std::move(paths)) {}

    template <class Model>
    static consteval bool check() {
        return true;
    }
    template <class Model, class Sink>
    static void lower(Sink& sink, const path_projection* self) {
        std::string_view separator;
        for (const runtime_attribute& path : self->paths_) {
            sink.text(std::exchange(separator, ", "));
            runtime_attribute::lower(sink, &path);
        }
    }

 private:
    std::vector<runtime_attribute> paths_;
};

}  // namespace expression

/// What to read of the items of a `table<item>`: `events.get("1", project("name", "address.city",
/// "tags[0]"))`. A path that is none is errc::invalid_argument when the request is made.
template <class... Path>
[[nodiscard]] expression::path_projection project(Path&&... path) {
    static_assert(sizeof...(Path) > 0, "dynaco: project() takes one path or more");
    std::vector<expression::runtime_attribute> paths;
    (paths.push_back(attribute(std::string(std::forward<Path>(path)))), ...);
    return expression::path_projection(std::move(paths));
}

}  // namespace dynaco
