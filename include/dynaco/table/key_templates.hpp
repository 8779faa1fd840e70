#pragma once

#include <string_view>

namespace dynaco {

/// The templates of a key that the models of a table compose differently. Specialised for several models.
template <class Keys, const std::string_view& Member>
struct key_templates {
    static constexpr bool any = false;
};

}  // namespace dynaco
