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

// The table's description; nothing: it does not exist.
awaitable<std::optional<table_description>> description_if_exists(session& at, std::string table) {
    std::optional<table_description> found;
    try {
        const table_description* const described = co_await at.describe(table);
        found = *described;
    } catch (const error& why) {
        if (why.cause() != errc::resource_not_found) throw;
    }
    co_return found;
}

}  // namespace

std::string key_text_of(const table_description& table) {
    return key_summary(table.hash_keys) +
           (table.range_keys.empty() ? "" : ',' + key_summary(table.range_keys));
}

awaitable<import_target> find_import_target(session& at, std::string table, std::string key) {
    import_target target;
    if (!key.empty()) target.table = description_of_keys(table, key);
    std::optional<table_description> found = co_await description_if_exists(at, table);
    if (!found && key.empty())
        throw error(errc::invalid_argument,
                    {.detail = "table " + table + " does not exist at " + at.db().endpoint() +
                               "; --create --key NAME:S creates it"});
    if (found && !key.empty()) check_key_is(target.table, *found);
    target.is_missing = !found;
    if (found) target.table = std::move(*found);
    co_return target;
}

awaitable<table_description> create_import_target(session& at, work_screen& screen,
                                                  table_description wanted) {
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
    screen.advice("created the table " + wanted.name + " (on demand) with the key " + key_text_of(wanted));
    const table_description* const made = co_await at.describe(wanted.name);
    co_return *made;
}

}  // namespace dynaco::program
