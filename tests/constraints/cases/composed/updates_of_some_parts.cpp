// first-error: the update changes a member in the template of a composed attribute: set\(\) all members of the template
// expect-line: composed_attribute_can_be_set<Job,.*owner
#include "../models.hpp"

struct Job {
    std::string id{};
    dynaco::composed<"{owner}#{state}"> owner_key{};
    std::string owner{};
    std::string state{};

    static constexpr dynaco::schema schema{.table_name = "jobs", .hash_key = "id"};
};

void f(dynaco::updates_of<Job>& changes) { changes.add("state"_a.set("done")); }
