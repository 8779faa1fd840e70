#include "json/quoted.hpp"

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/array_codec.hpp>
#include <dynaco/detail/model/container_codec.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace dynaco::detail::model {

bool length_does_not_fit(json::reader& in, std::size_t length, std::size_t wanted) {
    return in.fail(errc::invalid_value, "the attribute has length " + std::to_string(length) +
                                            ", but the member needs " + std::to_string(wanted));
}

bool read_exactly(json::reader& in, std::span<std::byte> bytes) {
    binary content;
    if (!in.base64(content)) return false;
    if (content.size() != bytes.size()) return length_does_not_fit(in, content.size(), bytes.size());
    std::ranges::copy(content, bytes.begin());
    return true;
}

void insert_element(std::set<binary>& set, binary&& each) { set.insert(set.end(), std::move(each)); }

bool elements_differ(json::writer& out, std::span<const std::size_t> starts) {
    const std::string_view text = out.text();
    std::vector<std::string_view> elements;
    elements.reserve(starts.size());
    for (std::size_t i = 0; i < starts.size(); ++i) {
        // a comma separates two elements
        const std::size_t end = i + 1 < starts.size() ? starts[i + 1] - 1 : text.size();
        elements.push_back(text.substr(starts[i], end - starts[i]));
    }
    std::sort(elements.begin(), elements.end());
    const auto twice = std::adjacent_find(elements.begin(), elements.end());
    if (twice == elements.end()) return true;
    return out.fail(errc::invalid_value, "two elements of the set are both written as " +
                                             std::string(*twice) +
                                             "; remove one, or change it so that it is written differently "
                                             "(times are written to the microsecond)");
}

bool elements_are_lost(json::reader& in) {
    return in.fail(errc::invalid_value,
                   "the member's own comparison treats two stored elements as equal, so one would be lost; "
                   "use the standard comparison");
}

bool enumerator_has_no_name(json::writer& out, std::int64_t value) {
    return out.fail(errc::invalid_value, "the enum's value " + std::to_string(value) +
                                             " has no name; see dynaco::enum_range and dynaco::enum_names");
}

bool name_is_of_no_enumerator(json::reader& in, std::string_view name) {
    return in.fail(errc::invalid_value, json::quoted(name) + " is not a name of the enum");
}

}  // namespace dynaco::detail::model
