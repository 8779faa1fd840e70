#pragma once

#include <dynaco/core/value.hpp>
#include <dynaco/json/reader.hpp>
#include <dynaco/json/writer.hpp>

#include <string_view>
#include <type_traits>
#include <utility>

namespace dynaco {

/// A member that keeps the attributes which the model does not know, by name, and writes them back: a
/// `save` of what was read loses nothing, whoever else writes to the table. At most one in a model; works in
/// maps too.
///
///     struct Account { std::string account_id{}; dynaco::unknown_attributes rest{}; … };
///
/// It is no attribute itself: it has no part in conditions and projections. An attribute in it that the model
/// has a member for is errc::invalid_argument when it is written.
class unknown_attributes : public item {
 public:
    unknown_attributes() = default;
    explicit unknown_attributes(item attributes) : item(std::move(attributes)) {}
};

namespace model {

template <class T>
inline constexpr bool is_unknown_attributes = std::is_same_v<T, unknown_attributes>;

/// Reads the attribute `name`, whose value is next.
bool read_unknown(json::reader& in, std::string_view name, unknown_attributes& rest);
/// Writes them as members of the object that `out` is in.
bool write_unknown(json::writer& out, const unknown_attributes& rest, bool (*is_known)(std::string_view));

}  // namespace model
}  // namespace dynaco
