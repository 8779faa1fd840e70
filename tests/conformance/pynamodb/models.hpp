#pragma once

#include <dynaco.hpp>

#include <chrono>
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
    std::optional<epoch_seconds> ttl{};

    static constexpr dynaco::schema schema{.table_name = "simple",
                                           .hash_key = "id",
                                           .ttl = "ttl",
                                           .attributes = {{.member = "aliases", .name = "al"}}};
};

struct defaults {
    std::string id{};
    std::optional<std::string> a = "d";
    std::optional<std::string> b = "n";

    static constexpr dynaco::schema schema{
        .table_name = "defs", .hash_key = "id", .attributes = {{.member = "b", .default_for_new = true}}};
};

struct doc {
    std::string id{};
    std::optional<std::string> body{};
    std::optional<int> rev{};

    static constexpr dynaco::schema schema{.table_name = "docs",
                                           .hash_key = "id",
                                           .version = "rev",
                                           .attributes = {{.member = "rev", .name = "_v"}}};
};

using time_point = std::chrono::sys_time<std::chrono::microseconds>;

struct post_by_email {
    std::string forum{};
    std::string subject{};
    std::optional<std::string> email{};
    std::optional<time_point> posted{};
    std::optional<epoch_seconds> ttl{};
    int views = 0;

    static constexpr dynaco::index_schema schema{
        .index_name = "by-email",
        .hash_key = "email",
        .range_key = "posted",
        .throughput = {.read_capacity_units = 2, .write_capacity_units = 1},
        .attributes = {{.member = "email", .name = "em"}}};
};
struct post_by_views {
    std::string forum{};
    std::string subject{};
    std::optional<std::string> email{};
    int views = 0;

    static constexpr dynaco::index_schema schema{.index_name = "by_views",
                                                 .hash_key = "forum",
                                                 .range_key = "views",
                                                 .projection = projection::include,
                                                 .scope = index_scope::local,
                                                 .attributes = {{.member = "email", .name = "em"}}};
};
struct post {
    std::string forum{};
    std::string subject{};
    std::optional<std::string> email{};
    std::optional<time_point> posted{};
    std::optional<epoch_seconds> ttl{};
    int views = 0;

    static constexpr dynaco::schema schema{
        .table_name = "posts",
        .hash_key = "forum",
        .range_key = "subject",
        .billing_mode = billing_mode::provisioned,
        .throughput = {.read_capacity_units = 3, .write_capacity_units = 4},
        .ttl = "ttl",
        .settings = {.stream = stream_view::new_and_old_images, .tags = {{.key = "team", .value = "core"}}},
        .attributes = {{.member = "email", .name = "em"}}};
    using indexes = dynaco::indexes<post_by_email, post_by_views>;
};

struct circle {
    std::string id{};
    std::optional<int> r{};

    static constexpr dynaco::schema schema{
        .table_name = "shapes", .hash_key = "id", .discriminator = "k", .kinds = {"circle", "red"}};
};
struct square {
    std::string id{};
    int side = 0;

    static constexpr dynaco::schema schema{
        .table_name = "shapes", .hash_key = "id", .discriminator = "k", .kinds = {"square"}};
};

struct inner_map {
    std::string label{};
    std::optional<int> size{};

    static constexpr map_schema schema{.attributes = {{.member = "label", .name = "l"}}};
};
struct extra_map {
    std::optional<time_point> at{};
    unknown_attributes others{};
};
struct json_value {
    std::string foo{};
    bool truth = false;
    double number = 0;
    std::vector<std::optional<int>> e{};

    static constexpr map_schema schema{
        .attributes = {{.member = "truth", .name = "bool"}, {.member = "e", .name = "\u00e9"}}};
};
struct wide {
    std::string id{};
    std::optional<std::vector<value>> any_list{};
    std::optional<binary> blob{};
    std::optional<pynamodb_legacy_binary> blob_old{};
    std::set<binary> bs{};
    std::set<pynamodb_legacy_binary> bs_old{};
    std::optional<extra_map> extra{};
    std::optional<bool> flag{};
    std::optional<inner_map> inner{};
    std::optional<std::vector<inner_map>> inners{};
    std::optional<json_text<value>> js{};
    std::set<number> ns{};
    std::optional<nullable<bool>> nul{};
    std::optional<number> num{};
    std::optional<std::vector<number>> nums{};
    std::optional<std::map<std::string, value>> raw{};
    std::set<std::string> ss{};
    std::optional<epoch_seconds> ttl{};
    std::optional<std::string> txt{};
    std::optional<time_point> when{};

    static constexpr dynaco::schema schema{.table_name = "wide", .hash_key = "id", .ttl = "ttl"};
};

}  // namespace dynaco::test::pynamodb
