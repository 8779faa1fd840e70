#include "json/quoted.hpp"

#include <dynaco/model/enum_codec.hpp>

namespace dynaco::model {

bool enumerator_has_no_name(json::writer& out, std::int64_t value) {
    return out.fail(errc::invalid_value, "the enum's value " + std::to_string(value) +
                                             " has no name; see dynaco::enum_range and dynaco::enum_names");
}

bool name_is_of_no_enumerator(json::reader& in, std::string_view name) {
    return in.fail(errc::invalid_value, json::quoted(name) + " is no name of the enum");
}

}  // namespace dynaco::model
