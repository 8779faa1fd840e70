// first-error: the update changes a member in the template of a composed attribute: set\(\) all members of the template
// expect-line: composed_attribute_can_be_set<Job,.*tries
#include "../models.hpp"

struct Job {
    std::string id{};
    dynaco::composed<"TRIES#{tries}"> tries_key{};
    int tries = 0;

    static constexpr dynaco::schema schema{.table_name = "jobs", .hash_key = "id"};
};

awaitable<void> f(const table<Job>& jobs) { co_await jobs.update("1", "tries"_a.add(1)); }
