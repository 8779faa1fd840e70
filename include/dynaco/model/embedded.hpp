#pragma once

namespace dynaco {

/// A member that shares its members with the model: the attributes of `Part` are attributes of the model
/// itself, not of a map. For what several models have in common.
///
///     struct Audit { std::string created_by{}; std::int64_t created_on = 0; };
///     struct Order { std::string order_id{}; dynaco::embedded<Audit> audit{}; … };
///
///     order.audit.created_by = "alice";           "created_by"_a == "alice"
///
/// A `schema.attributes` of `Part` gives names and options; the model's own come on top. Parts may embed
/// parts.
template <class Part>
struct embedded : Part {};

namespace model {

template <class T>
inline constexpr bool is_embedded = false;
template <class Part>
inline constexpr bool is_embedded<embedded<Part>> = true;

template <class T>
struct embedded_part;
template <class Part>
struct embedded_part<embedded<Part>> {
    using type = Part;
};
template <class T>
using part_of = typename embedded_part<T>::type;

}  // namespace model
}  // namespace dynaco
