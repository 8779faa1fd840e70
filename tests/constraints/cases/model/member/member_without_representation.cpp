// first-error: a member.s type has no DynamoDB representation
// expect-line: has_a_dynamodb_representation<int[ ]?[*], Thing>
#include "../../models.hpp"

struct Thing {
    std::string id{};
    int* pointer = nullptr;

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(const table<Thing>& things, const Thing& thing) { co_await things.save(thing); }
