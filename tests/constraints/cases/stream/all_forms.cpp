// expect-ok
#include "../models.hpp"

struct Slim {
    std::string account_id{};
};

awaitable<void> f(dynaco::client db) {
    dynaco::stream_reader<Account> changes{db};
    while (auto change = co_await changes.next())
        if (change->new_image) static_cast<void>(change->new_image->email);
    const std::string checkpoint = changes.checkpoint();
    dynaco::stream_reader<Slim> views{db, "accounts", {.checkpoint = checkpoint, .follow = false}};
    static_cast<void>(co_await views.next());
    dynaco::stream_reader<dynaco::item> items{db, "accounts", {.start = dynaco::stream_start::latest}};
    static_cast<void>(co_await items.next());
}
