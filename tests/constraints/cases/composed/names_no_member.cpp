// first-error: the key.s template names a member that the model does not have
// expect-line: template_names_a_member<Thing,.*USER#.*usr_id
#include "../models.hpp"

struct Thing {
    dynaco::composed<"USER#{usr_id}"> id{};
    std::string user_id{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
