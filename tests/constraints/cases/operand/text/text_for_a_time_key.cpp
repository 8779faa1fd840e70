// first-error: a key can never be equal to this operand: pass a value of the key's type
// expect-line: operand_fits_key<Log,.*id
#include "../models.hpp"

struct Log {
    boost::uuids::uuid id{};
    static constexpr dynaco::schema schema{.table_name = "log", .hash_key = "id"};
};

awaitable<void> f(const table<Log>& logs) { co_await logs.remove("x"); }
