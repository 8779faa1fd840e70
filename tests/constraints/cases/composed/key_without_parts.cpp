// first-error: the key is composed: pass the value of the member in its template
// expect-line: operand_fits_composed_key<Purchase,.*sk
#include "../models.hpp"

struct Purchase {
    dynaco::composed<"USER#{user_id}"> pk{};
    dynaco::composed<"ORDER#{region}#{number:06}"> sk{};
    std::string user_id{};
    std::string region{};
    int number = 0;

    static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk", .range_key = "sk"};
};

awaitable<void> f(const table<Purchase>& all) { (void)co_await all.get("1", "eu"); }
