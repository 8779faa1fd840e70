// first-error: an expression is longer than 4096 bytes, DynamoDB.s limit
#include "../models.hpp"

struct Anything {
    std::string id{};
    dynaco::value content{};

    static constexpr dynaco::schema schema{.table_name = "anything", .hash_key = "id"};
};

template <std::size_t... I>
auto choices(std::index_sequence<I...>) {
    const auto path = "content.a.b.c.d.e.f.g.h.i.j.k.l"_a;
    return path.in((static_cast<void>(I), path)...);
}
auto f(const table<Anything>& things) {
    return things.scan(filter(choices(std::make_index_sequence<100>{})));
}
