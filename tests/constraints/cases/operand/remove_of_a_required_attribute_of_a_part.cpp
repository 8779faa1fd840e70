// first-error: the attribute cannot be removed, because an item could not be read without it
// expect-line: attribute_can_be_absent<.*Profile.*address.city
#include "../models.hpp"

struct Address {
    std::string city{};
    std::string street{};

    static constexpr dynaco::schema schema{.attributes = {{.member = "city", .required = true}}};
};
struct Profile {
    std::string id{};
    std::vector<std::optional<Address>> addresses{};
    std::optional<Address> address{};

    static constexpr dynaco::schema schema{.table_name = "profiles", .hash_key = "id"};
};
void f(dynaco::updates_of<Profile>& changes) {
    changes.add("addresses[0].street"_a.remove(), "address"_a.remove());
    changes.add("address.city"_a.remove());
}
