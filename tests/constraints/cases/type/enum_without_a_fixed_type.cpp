// first-error: the enum does not have a fixed underlying type
// expect-line: enum_has_a_fixed_type<Colour>
#include "../models.hpp"

enum Colour { red, green };

struct Thing {
    std::string id{};
    Colour colour = red;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(const table<Thing>& things, const Thing& thing) { co_await things.save(thing); }
