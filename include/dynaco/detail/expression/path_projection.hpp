#pragma once

#include <dynaco/expressions.hpp>

#include <concepts>
#include <cstddef>
#include <ranges>
#include <span>
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

    /// A copy that reads the attributes `names` too; those that it did not read are appended to `added`.
    [[nodiscard]] path_projection with(std::span<const std::string> names,
                                       std::vector<std::string>& added) const;

    template <class Model>
    static consteval bool check() {
        return true;
    }
    template <class Model, class Sink>
    static void lower(Sink& sink, const path_projection* self) {
        if (self->paths_.empty())
            return sink.fail(errc::invalid_argument, "project() needs one path or more");
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
    requires(std::convertible_to<Path, std::string_view>&&...)
[[nodiscard]] expression::path_projection project(Path&&... path) {
    static_assert(sizeof...(Path) > 0, "dynaco: project() takes one path or more");
    std::vector<expression::runtime_attribute> paths;
    (paths.push_back(attribute(std::string(std::string_view(path)))), ...);
    return expression::path_projection(std::move(paths));
}
/// The same with a range of paths: `project(columns)`. No path is errc::invalid_argument when the request is
/// made.
template <std::ranges::input_range Paths>
    requires(!std::convertible_to<Paths, std::string_view> &&
             std::convertible_to<std::ranges::range_reference_t<Paths>, std::string_view>)
[[nodiscard]] expression::path_projection project(Paths&& paths) {
    std::vector<expression::runtime_attribute> all;
    for (const std::string_view each : paths) all.push_back(attribute(std::string(each)));
    return expression::path_projection(std::move(all));
}

}  // namespace dynaco
