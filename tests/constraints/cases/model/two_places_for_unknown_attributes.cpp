// first-error: a model can have only one unknown_attributes member, including those of its embedded parts
// expect-line: has_one_unknown_attributes_member<Thing>
#include "../models.hpp"

struct Part {
    dynaco::unknown_attributes others{};
};

struct Thing {
    std::string id{};
    dynaco::unknown_attributes rest{};
    dynaco::embedded<Part> part{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
