// first-error: the update removes a member in the template of a required composed attribute
// expect-line: composed_attribute_can_be_removed<.*Stated.*by_state
#include "../models.hpp"

struct Stated {
    std::string id{};
    dynaco::composed<"S#{state}"> by_state{};
    std::optional<std::string> state{};

    static constexpr dynaco::schema schema{
        .table_name = "stated", .hash_key = "id", .attributes = {{.member = "by_state", .required = true}}};
};
awaitable<void> f(const table<Stated>& items) { co_await items.update("1", "state"_a.remove()); }
