#include "program/data/new_table.hpp"

#include "program/command.hpp"
#include "program/data/import_choices.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/operations/table.hpp>

#include <optional>
#include <utility>

namespace dynaco::program {
namespace {

std::string key_summary(const std::vector<key_description>& keys) {
    if (keys.empty()) return "none";
    return keys.front().name + ':' + std::string(wire_name(keys.front().type));
}

void check_key_is(const table_description& wanted, const table_description& found) {
    const auto compare = [&](const char* role, const auto& a, const auto& b) {
        if (key_summary(a) != key_summary(b))
            throw usage_error("the table " + found.name + " exists, and its " + role + " key is " +
                              key_summary(b) + ", not " + key_summary(a) + " as --key says");
    };
    compare("hash", wanted.hash_keys, found.hash_keys);
    compare("range", wanted.range_keys, found.range_keys);
}

awaitable<void> create_and_wait(session& at, const table_description& wanted) {
    const auto definition_of = [](const std::vector<key_description>& keys) {
        return keys.empty() ? key_definition{}
                            : key_definition{.name = keys.front().name, .type = keys.front().type};
    };
    const create_table request{.table_name = wanted.name,
                               .hash_key = definition_of(wanted.hash_keys),
                               .range_key = definition_of(wanted.range_keys)};
    client db = at.db();
    static_cast<void>(co_await db.execute(request));
    const table_admin<> admin(db, wanted.name);
    static_cast<void>(co_await admin.wait_until_active());
}

}  // namespace

awaitable<table_description> find_or_create(session& at, work_screen& screen, std::string table,
                                            std::string key, bool only_plan) {
    const table_description wanted = description_of_keys(table, key);
    const table_description* found = nullptr;
    try {
        found = co_await at.describe(table);
    } catch (const error& why) {
        if (why.cause() != errc::resource_not_found) throw;
    }
    if (found) {
        check_key_is(wanted, *found);
        co_return *found;
    }
    if (only_plan) co_return wanted;
    co_await create_and_wait(at, wanted);
    screen.advice("created the table " + table + " (on demand)");
    found = co_await at.describe(std::move(table));
    co_return *found;
}

awaitable<table_description> find_existing(session& at, std::string table) {
    const table_description* found = nullptr;
    std::optional<failure> missing;
    try {
        found = co_await at.describe(table);
    } catch (const error& why) {
        if (why.cause() != errc::resource_not_found) throw;
        missing = why.as_failure();
    }
    if (missing)
        throw error(errc::invalid_argument,
                    {.detail = "table " + table + " does not exist at " + at.db().endpoint() +
                               "; --create --key NAME:S creates it"});
    co_return *found;
}

}  // namespace dynaco::program
