// first-error: the enum has no enumerator with a value from 0 to 63
// expect-line: enum_has_names<Port>
#include "../models.hpp"

enum class Port { http = 80, https = 443 };

struct Thing {
    std::string id{};
    Port port = Port::http;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(const table<Thing>& things, const Thing& thing) { co_await things.save(thing); }
