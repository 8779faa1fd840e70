// expect-ok
#include "several_members.hpp"

void f(const table<Match>& matches) {
    const auto index = matches.index<ByRegion>();
    const std::string name = "winter";
    (void)index.query(key_values("winter", 7));
    (void)index.query(key_values(name, std::int64_t{7}), "round"_a >= "f");
    (void)index.query(key_values(name, 7), "round"_a == "final" && "court"_a.between(1, 3));
    (void)index.query<Match>(key_values(name, 7), filter("match_id"_a > "m"), {.limit = 3});
}
