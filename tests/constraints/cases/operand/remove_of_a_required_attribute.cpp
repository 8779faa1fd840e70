// first-error: the attribute cannot be removed, because an item could not be read without it
// expect-line: attribute_can_be_absent<.*Profile.*email
#include "../models.hpp"

struct Profile {
    std::string id{};
    std::string email{};

    static constexpr dynaco::schema schema{
        .table_name = "profiles", .hash_key = "id", .attributes = {{.member = "email", .required = true}}};
};
awaitable<void> f(const table<Profile>& profiles) { co_await profiles.update("1", "email"_a.remove()); }
