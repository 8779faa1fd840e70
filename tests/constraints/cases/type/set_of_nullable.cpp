// first-error: a member.s type has no DynamoDB representation
// expect-line: has_a_dynamodb_representation<std::set<dynaco::nullable<int>
#include "../models.hpp"

struct Less {
    bool operator()(const dynaco::nullable<int>&, const dynaco::nullable<int>&) const { return false; }
};
struct Thing {
    std::string id{};
    std::set<dynaco::nullable<int>, Less> numbers{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(const table<Thing>& things, const Thing& thing) { co_await things.save(thing); }
