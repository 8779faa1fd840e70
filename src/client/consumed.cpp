#include "client/consumed.hpp"

#include "operations/reply.hpp"

#include <optional>
#include <string_view>

namespace dynaco {

void name_units(consumed_capacity& c, bool writes) {
    if (c.read_capacity_units == 0 && c.write_capacity_units == 0)
        (writes ? c.write_capacity_units : c.read_capacity_units) = c.capacity_units;
}

bool read_consumed(json::reader& in, std::vector<consumed_capacity>& all) {
    std::string_view text;
    if (!in.raw(text)) return false;
    json::reader inner(text);
    if (text.starts_with('[')) return operations::read_capacities(inner, all) || in.malformed();
    std::optional<consumed_capacity> one;
    if (!operations::read_capacity(inner, one)) return in.malformed();
    all.push_back(std::move(*one));
    return true;
}

}  // namespace dynaco
