// The code of docs/guide/attribute-types.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/uuid/uuid.hpp>

#include <array>
#include <chrono>
#include <iostream>
#include <optional>
#include <string>
#include <variant>

namespace attribute_types {

enum class Colour { red, green, blue };

struct Look {
    std::string font{};
    bool dark = false;
};

struct Session {
    boost::uuids::uuid id{};
    std::chrono::sys_time<std::chrono::microseconds> started{};       // a key: stored texts sort like times
    dynaco::epoch_seconds expires{};                                  // for TimeToLive
    dynaco::nullable<std::string> device{};                           // a string, or NULL
    std::optional<dynaco::nullable<std::string>> note{};              // absent, NULL, or a string
    std::variant<std::monostate, std::string, std::int64_t> label{};  // NULL, S or N
    Colour colour = Colour::red;                                      // "red"
    dynaco::json_text<Look> look{};                                   // a string: {"font": "", "dark": false}
    std::array<std::byte, 32> digest{};
    std::chrono::milliseconds idle{};

    static constexpr dynaco::schema schema{
        .table_name = "sessions", .hash_key = "id", .range_key = "started"};
};

Session fresh(boost::uuids::uuid id, std::chrono::system_clock::time_point now) {
    Session session{.id = id, .started = std::chrono::floor<std::chrono::microseconds>(now)};
    session.expires = now + std::chrono::hours(24);  // fractions of a second are truncated
    session.device = "phone";
    session.note = dynaco::null;
    session.label = std::int64_t{7};
    session.look->dark = true;
    return session;
}

enum class Port { http = 80, https = 443 };
enum class Size { small, large };

}  // namespace attribute_types

template <>
struct dynaco::enum_range<attribute_types::Port> {
    static constexpr long long first = 80, last = 443;
};
template <>
inline constexpr dynaco::enum_entry<attribute_types::Size> dynaco::enum_names<attribute_types::Size>[] = {
    {attribute_types::Size::small, "S"}, {attribute_types::Size::large, "L"}};

namespace attribute_types {

bool names_are_stored(Port port, Size size) {
    return dynaco::to_json(port) == R"("https")" && dynaco::to_json(size) == R"("S")";
}

void as_json(const Session& session) {
    std::string plain = dynaco::to_json(session);  // {"id":"f81d…","expires":1769860800,…}
    std::string typed =
        dynaco::to_dynamodb_json(session);  // {"id":{"S":"f81d…"},"expires":{"N":"1769860800"},…}
    auto back = dynaco::from_json<Session>(plain);
    auto same = dynaco::from_dynamodb_json<Session>(typed);
    if (dynaco::same_attributes(back, same)) std::cout << dynaco::shown(back) << '\n';  // DynamoDB JSON
}

}  // namespace attribute_types
