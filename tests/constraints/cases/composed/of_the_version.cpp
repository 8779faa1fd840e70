// first-error: the template of a composed attribute cannot contain the version
// expect-line: version_is_not_in_a_composed_attribute<Job,.*version
#include "../models.hpp"

struct Job {
    std::string id{};
    dynaco::composed<"V#{version}"> version_key{};
    int version = 0;

    static constexpr dynaco::schema schema{.table_name = "jobs", .hash_key = "id", .version = "version"};
};

void f(const table<Job>&, dynaco::client db) { table<Job> jobs{db}; }
