#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/unreadable_item.hpp>

#include <string_view>
#include <utility>

namespace dynaco {

item unreadable_item::item() const {
    dynaco::item stored;
    json::reader in(json);
    if (!read_item(in, stored)) throw error(in.why());
    return stored;
}

bool skip_unreadable(json::reader& in, json::reader::place begin, std::size_t before,
                     std::vector<unreadable_item>& unreadable) {
    failure why = in.why();
    if (why.cause() == errc::malformed_reply) return false;
    in.go_to(begin);
    std::string_view text;
    if (!in.raw(text)) return false;
    unreadable.push_back({.before = before, .why = std::move(why), .json = std::string(text)});
    return true;
}

}  // namespace dynaco
