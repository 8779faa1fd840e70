#include <dynaco/model/unknown_attributes.hpp>
#include <dynaco/model/value_codec.hpp>

namespace dynaco::model {

bool read_unknown(json::reader& in, std::string_view name, unknown_attributes& rest) {
    const std::string kept(name);  // the view ends with the next read
    return read_attribute(in, rest[kept]) || in.fail_in(kept);
}

bool write_unknown(json::writer& out, const unknown_attributes& rest, bool (*is_known)(std::string_view)) {
    for (const auto& [name, each] : rest) {
        if (is_known(name)) {
            out.fail(errc::invalid_argument, "the model has a member for this attribute");
            return out.fail_in(name);
        }
        out.key(name);
        if (!write_attribute(out, each)) return out.fail_in(name);
    }
    return true;
}

}  // namespace dynaco::model
