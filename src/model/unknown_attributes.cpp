#include <dynaco/model/unknown_attributes.hpp>
#include <dynaco/model/value_codec.hpp>

namespace dynaco::model {

bool read_unknown(json::reader& in, std::string_view name, unknown_attributes& rest) {
    const auto at = rest.try_emplace(name);  // the view ends with the next read
    return read_attribute(in, at->second) || in.fail_in(at->first);
}

bool write_unknown(json::writer& out, const unknown_attributes& rest, bool (*is_known)(std::string_view)) {
    for (const auto& [name, each] : rest) {
        if (is_known(name)) {
            out.fail(errc::invalid_argument, "the model has a member for this attribute");
            return out.fail_in(name);
        }
        if (!out.key(name) || !write_attribute(out, each)) return out.fail_in(name);
    }
    return true;
}

}  // namespace dynaco::model
