// expect-ok
#include "../../models.hpp"

template <class Seconds>
struct Thing {
    std::string id{};
    Seconds until{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id", .ttl = "until"};
};

template <class... Seconds>
void f(const dynaco::client& db) {
    (static_cast<void>(table<Thing<Seconds>>(db).create()), ...);
}
template void f<dynaco::epoch_seconds, std::optional<dynaco::epoch_seconds>, std::int64_t,
                std::optional<long>, dynaco::number, std::chrono::seconds>(const dynaco::client&);
