// first-error: two alternatives of a std::variant have the same DynamoDB type
// expect-line: alternatives_have_different_types<int, double>
#include "../models.hpp"

#include <variant>

struct Thing {
    std::string id{};
    std::variant<std::string, int, double> either{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(const table<Thing>& things, const Thing& thing) { co_await things.save(thing); }
