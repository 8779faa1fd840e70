#include <dynaco/expression/runtime_sink.hpp>

#include <array>

namespace dynaco::expression {

void runtime_sink::fail(errc why, std::string detail) { refuse({why, {.detail = std::move(detail)}}); }

void runtime_sink::runtime_path(std::string_view path) {
    std::string names(path.size(), '\0');
    std::array<parsed_step, max_runtime_steps> steps;
    path_parser parser(path, names.data(), steps.data(), steps.size());
    if (!parser.parse()) {
        fail(errc::invalid_argument,
             '"' + std::string(path) + "\" is not a document path: name(.name|[index])*");
        return;
    }
    for (std::size_t i = 0; i < parser.step_count(); ++i) {
        const step s = steps[i].in(names.data());
        put_step(s, s, i == 0);
    }
}

void runtime_sink::runtime_step(std::string_view name) {
    if (name.empty()) return fail(errc::invalid_argument, "an empty key of a map");
    put_step({name}, {name}, false);
}

void runtime_sink::runtime_step(long long index) {
    constexpr long long max = 999'999'999;
    if (index < 0 || index > max)
        return fail(errc::invalid_argument, "the index " + std::to_string(index) + " of a list");
    const step s{{}, static_cast<int>(index)};
    put_step(s, s, false);
}

}  // namespace dynaco::expression
