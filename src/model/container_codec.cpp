#include <dynaco/model/container_codec.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace dynaco::model {

bool elements_differ(json::writer& out, std::span<const std::size_t> starts) {
    const std::string_view text = out.text();
    std::vector<std::string_view> elements;
    elements.reserve(starts.size());
    for (std::size_t i = 0; i < starts.size(); ++i) {
        // Between two elements stands a comma.
        const std::size_t end = i + 1 < starts.size() ? starts[i + 1] - 1 : text.size();
        elements.push_back(text.substr(starts[i], end - starts[i]));
    }
    std::sort(elements.begin(), elements.end());
    const auto twice = std::adjacent_find(elements.begin(), elements.end());
    if (twice == elements.end()) return true;
    return out.fail(errc::invalid_value, "two elements of the set are written as " + std::string(*twice) +
                                             ": make them equal, or different, before they are written (a "
                                             "time is written to the microsecond)");
}

bool elements_are_lost(json::reader& in) {
    return in.fail(
        errc::invalid_value,
        "two of the stored elements are equal for the member's own comparison, so one would be lost: "
        "use the standard comparison");
}

}  // namespace dynaco::model
