#pragma once

#include "../models.hpp"

struct UserId {
    std::string text{};
};
template <>
struct dynaco::codec<UserId> {
    static constexpr attribute_type type = attribute_type::S;
    static bool write(detail::json::writer& out, const UserId& id) { return out.string(id.text); }
    static bool read(detail::json::reader& in, attribute_type, UserId& id) { return in.string(id.text); }
};

struct User {
    UserId id{};
    int logins = 0;

    static constexpr dynaco::schema schema{.table_name = "users", .hash_key = "id"};
};
