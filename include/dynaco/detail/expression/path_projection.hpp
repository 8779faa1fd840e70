#pragma once

#include <dynaco/detail/expression/attribute.hpp>
#include <dynaco/errors.hpp>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco::detail::expression {

/// A ProjectionExpression of paths that are known at run time; `dynaco::project` returns it.
class path_projection {
 public:
    /// The member of the request.
    static constexpr std::string_view member = "ProjectionExpression";
    /// False: the text is known only at run time.
    static constexpr bool is_static = false;
    /// Reads these paths.
    explicit path_projection(std::vector<runtime_attribute> paths) : paths_(std::move(paths)) {}

    /// Returns a copy that also reads the attributes `names`. Appends those that it did not read to `added`.
    [[nodiscard]] path_projection with(std::span<const std::string> names,
                                       std::vector<std::string>& added) const;

    /// True: nothing is checked at compile time.
    template <class Model>
    static consteval bool check() {
        return true;
    }
    /// Writes the paths into `sink`; no path causes errc::invalid_argument.
    template <class Model, class Sink>
    static void lower(Sink& sink, const path_projection* self) {
        if (self->paths_.empty())
            return sink.fail(errc::invalid_argument, "project() needs at least one path");
        std::string_view separator;
        for (const runtime_attribute& path : self->paths_) {
            sink.text(std::exchange(separator, ", "));
            runtime_attribute::lower(sink, &path);
        }
    }

 private:
    std::vector<runtime_attribute> paths_;
};

}  // namespace dynaco::detail::expression
