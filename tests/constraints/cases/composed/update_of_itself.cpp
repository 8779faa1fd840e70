// first-error: a composed attribute cannot be set
// expect-line: attribute_is_not_composed<Job,.*state_key
#include "../models.hpp"

struct Job {
    std::string id{};
    dynaco::composed<"STATE#{state}"> state_key{};
    std::string state{};

    static constexpr dynaco::schema schema{.table_name = "jobs", .hash_key = "id"};
};

awaitable<void> f(const table<Job>& jobs) { co_await jobs.update("1", "state_key"_a.set("STATE#done")); }
