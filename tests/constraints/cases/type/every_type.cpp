// expect-ok
#include "../models.hpp"

#include <boost/uuid/uuid.hpp>

#include <array>
#include <chrono>
#include <deque>
#include <list>
#include <unordered_map>
#include <unordered_set>
#include <variant>

enum class Colour { red, green };
struct Look {
    bool dark = false;
};

struct Thing {
    boost::uuids::uuid id{};
    std::chrono::sys_time<std::chrono::microseconds> at{};
    dynaco::nullable<std::string> note{};
    std::optional<dynaco::nullable<int>> rank{};
    std::variant<std::monostate, std::string, double> label{};
    dynaco::epoch_seconds expires{};
    dynaco::epoch_milliseconds seen{};
    std::chrono::minutes length{};
    std::chrono::year_month_day day{};
    Colour colour = Colour::red;
    dynaco::as_number<Colour> hue = Colour::red;
    dynaco::json_text<Look> look{};
    std::array<std::byte, 16> hash{};
    std::array<double, 3> place{};
    std::set<dynaco::pynamodb_legacy_binary> old{};
    std::deque<std::list<bool>> grid{};
    std::vector<bool> bits{};
    std::unordered_map<std::string, std::unordered_set<int>> sets{};
    std::set<dynaco::number> rates{};
    std::set<dynaco::binary> keys{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id", .range_key = "at"};
};

awaitable<void> f(const table<Thing>& things, const Thing& thing) {
    co_await things.save(thing);
    auto found = co_await things.get(thing.id, std::chrono::system_clock::now());
    (void)things.query(thing.id, "at"_a > thing.at,
                       filter("colour"_a == Colour::green && "hue"_a == thing.hue));
    auto updated = things.update(thing.id, thing.at, "note"_a.set(dynaco::nullable<std::string>()),
                                 "look"_a.set(dynaco::json_text<Look>()), "length"_a.add(thing.length));
    co_await std::move(updated);
    (void)dynaco::from_json<Thing>(dynaco::to_json(thing));
}
