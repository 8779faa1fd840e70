// first-error: a composed attribute of this map has the member in its template
// expect-line: map_is_set_as_a_whole<.*Reading.*place.city
#include "../models.hpp"

struct Place {
    dynaco::composed<"{city}#{street}"> text{};
    std::string city{};
    std::string street{};
    int floor = 0;
};
struct Reading {
    std::string id{};
    Place place{};

    static constexpr dynaco::schema schema{.table_name = "readings", .hash_key = "id"};
};
void f(dynaco::updates_of<Reading>& changes, const Place& place) {
    changes.add("place"_a.set(place));
    changes.add("place.floor"_a.set(5));
    changes.add("place.city"_a.set("Rome"));
}
