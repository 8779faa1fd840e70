#pragma once

#include <dynaco.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// The models of the recorded cases, as a user of dynaco declares them.
namespace dynaco::test::pynamodb {

struct user {
    std::string name{};
    std::string uid{};
    std::string email = "unset";
    int score = 42;
    std::optional<int> zip{};
    std::optional<binary> photo{};

    static constexpr dynaco::schema schema{
        .table_name = "users",
        .hash_key = "name",
        .range_key = "uid",
        .attributes = {{.member = "name", .name = "user_name"}, {.member = "uid", .name = "user_id"}}};
};
struct user_email {
    std::string email{};
};

struct simple {
    std::string id{};
    std::optional<std::string> email{};
    std::optional<int> views{};
    std::set<std::string> aliases{};
    std::set<number> nums{};
    std::optional<std::vector<value>> notes{};
    std::optional<std::map<std::string, value>> props{};
    std::optional<bool> flag{};
    std::optional<std::int64_t> ttl{};

    static constexpr dynaco::schema schema{
        .table_name = "simple", .hash_key = "id", .attributes = {{.member = "aliases", .name = "al"}}};
};

}  // namespace dynaco::test::pynamodb
