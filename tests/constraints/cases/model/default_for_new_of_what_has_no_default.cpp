// first-error: a member with default_for_new must be
// expect-line: member_is_default_constructible<NoDefault, Thing>
#include "../models.hpp"

struct NoDefault {
    explicit NoDefault(int) {}
};

template <>
struct dynaco::codec<NoDefault> {
    static constexpr attribute_type type = attribute_type::BOOL;
    static bool write(detail::json::writer& out, const NoDefault&) { return out.boolean(true), true; }
    static bool read(detail::json::reader& in, attribute_type, NoDefault&) { return in.skip(); }
};

struct Thing {
    std::string id{};
    NoDefault flag{1};

    static constexpr dynaco::schema schema{.table_name = "things",
                                           .hash_key = "id",
                                           .attributes = {{.member = "flag", .default_for_new = true}}};
};

awaitable<void> f(dynaco::client db) {
    table<Thing> things(db);
    (void)co_await things.create();
}
