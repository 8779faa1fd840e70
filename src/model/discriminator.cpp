#include "json/quoted.hpp"

#include <dynaco/model/discriminator.hpp>

namespace dynaco::model {

bool find_text(json::reader& ahead, std::string_view name, std::string& text) {
    if (!ahead.expect('{')) return false;
    bool first = true;
    std::string_view found;
    while (ahead.next_member(first, found)) {
        if (found != name) {
            if (!ahead.skip()) return false;
            continue;
        }
        attribute_type type{};
        std::string_view view;
        if (!ahead.open_attribute(type) || type != attribute_type::S || !ahead.string(view)) return false;
        text.assign(view);
        return true;
    }
    return false;
}

bool wrong_kind(json::reader& in, std::string_view discriminator, std::string_view kind) {
    in.fail(errc::wrong_model, "the item is of kind " + json::quoted(kind));
    return in.fail_in(discriminator);
}

}  // namespace dynaco::model
