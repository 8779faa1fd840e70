#include "table/admin/compare.hpp"

#include "operations/table_settings.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace dynaco::detail {
namespace {

using differences = std::vector<table_difference>;
using aspect = table_aspect;

std::string or_none(std::string text) { return text.empty() ? std::string("none") : std::move(text); }

template <class Keys>
std::string text_of_keys(const Keys& keys) {
    std::string text;
    for (const auto& key : keys) {
        if (!text.empty()) text += ", ";
        ((text += key.name) += " (") += wire_name(key.type);
        text += ')';
    }
    return text;
}

std::string text_of_units(std::int64_t read, std::int64_t write) {
    return "read " + std::to_string(read) + ", write " + std::to_string(write);
}

std::string text_of(const on_demand_limits& limits) {
    const auto limit = [](std::int64_t units) {
        return units > 0 ? std::to_string(units) : std::string("unlimited");
    };
    return "read " + limit(limits.max_read_request_units) + ", write " +
           limit(limits.max_write_request_units);
}

// Describes an index. Wanted and existing indexes use the same text, so that the texts can be compared.
struct index_text {
    std::string keys{};
    projection what = projection::all;
    std::vector<std::string> included{};

    std::string text(index_scope scope) {
        std::string line = scope == index_scope::local ? "local, " : "";
        ((line += keys) += ", ") += operations::wire_name(what);
        std::ranges::sort(included);
        std::string_view before = " ";
        for (const std::string& name : included) (line += std::exchange(before, ", ")) += name;
        return line;
    }
};

template <class Keys>
std::string text_of_keys(const Keys& hash, const Keys& range) {
    std::string text = "hash " + text_of_keys(hash);
    if (const std::string more = text_of_keys(range); !more.empty()) (text += ", range ") += more;
    return text;
}

std::string text_of(const index_definition& index) {
    index_text of{.keys = text_of_keys(index.hash_key, index.range_key), .what = index.projection};
    if (index.projection == projection::include)
        of.included.assign(index.non_key_attributes.begin(), index.non_key_attributes.end());
    return of.text(index.scope);
}

std::string text_of(const index_description& index) {
    index_text of{.keys = text_of_keys(index.hash_keys, index.range_keys),
                  .what = index.projection,
                  .included = index.non_key_attributes};
    return of.text(index.scope);
}

// Adds a difference if the two texts differ. Returns it, or null if they are equal.
table_difference* compare(differences& to, table_aspect what, std::string wanted, std::string actual) {
    wanted = or_none(std::move(wanted));
    actual = or_none(std::move(actual));
    if (wanted == actual) return nullptr;
    return &to.emplace_back(
        table_difference{.what = what, .wanted = std::move(wanted), .actual = std::move(actual)});
}

void compare_keys(differences& to, const create_table& wanted, const table_description& actual) {
    const auto compare_key = [&to](table_aspect what, const key_definition& key,
                                   const std::vector<key_description>& there) {
        const std::span<const key_definition> keys(&key, key.name.empty() ? 0 : 1);
        if (auto* d = compare(to, what, text_of_keys(keys), text_of_keys(there)))
            d->remedy = table_remedy::new_table;
    };
    compare_key(aspect::hash_key, wanted.hash_key, actual.hash_keys);
    compare_key(aspect::range_key, wanted.range_key, actual.range_keys);
}

void compare_index(differences& to, const index_definition& wanted, const index_description* there) {
    table_difference* const d =
        compare(to, aspect::index, text_of(wanted), there ? text_of(*there) : std::string());
    if (!d) return;
    d->name = wanted.name;
    if (wanted.scope == index_scope::local || (there && there->scope == index_scope::local)) {
        d->remedy = table_remedy::new_table;
    } else {
        d->remedy = there ? table_remedy::replace_index : table_remedy::add_index;
        d->takes_away = there != nullptr;
    }
}

void compare_indexes(differences& to, const create_table& wanted, const table_description& actual) {
    // An index that is being deleted counts as deleted.
    const auto find = [&actual](std::string_view name) {
        const index_description* const found = actual.find_index(name);
        return found && found->status != index_status::deleting ? found : nullptr;
    };
    for (const index_definition& each : wanted.indexes) compare_index(to, each, find(each.name));
    for (const index_description& each : actual.indexes) {
        if (each.status == index_status::deleting) continue;
        if (std::ranges::find(wanted.indexes, each.name, &index_definition::name) != wanted.indexes.end())
            continue;
        to.push_back({.what = aspect::index,
                      .name = each.name,
                      .wanted = "none",
                      .actual = text_of(each),
                      .remedy = each.scope == index_scope::local ? table_remedy::new_table
                                                                 : table_remedy::remove_index,
                      .takes_away = true});
    }
}

void compare_provisioned(differences& to, const create_table& wanted, const table_description& actual) {
    compare(to, aspect::throughput,
            text_of_units(wanted.throughput.read_capacity_units, wanted.throughput.write_capacity_units),
            text_of_units(actual.read_capacity_units, actual.write_capacity_units));
    for (const index_definition& each : wanted.indexes) {
        const index_description* const there = actual.find_index(each.name);
        if (!there || each.scope == index_scope::local || there->scope == index_scope::local) continue;
        const throughput& t = each.throughput;
        if (auto* d = compare(to, aspect::index_throughput,
                              text_of_units(t.read_capacity_units, t.write_capacity_units),
                              text_of_units(there->read_capacity_units, there->write_capacity_units)))
            d->name = each.name;
    }
}

void compare_capacity(differences& to, const create_table& wanted, const table_description& actual) {
    compare(to, aspect::billing_mode, std::string(operations::wire_name(wanted.billing_mode)),
            std::string(operations::wire_name(actual.billing_mode)));
    if (wanted.billing_mode != actual.billing_mode) return;
    if (wanted.billing_mode == billing_mode::provisioned)
        compare_provisioned(to, wanted, actual);
    else if (auto* d =
                 compare(to, aspect::on_demand_limits, text_of(wanted.on_demand), text_of(actual.on_demand)))
        d->takes_away =
            (actual.on_demand.max_read_request_units > 0 && wanted.on_demand.max_read_request_units == 0) ||
            (actual.on_demand.max_write_request_units > 0 && wanted.on_demand.max_write_request_units == 0);
}

// An alias cannot be compared, because DynamoDB returns the ARN of its key.
bool is_encrypted_with(std::string_view key, const encryption_description& actual) {
    if (key.empty() || !actual.uses_kms()) return key.empty() && !actual.uses_kms();
    if (key.find("alias/") != std::string_view::npos) return true;
    return actual.kms_key_arn == key || actual.kms_key_arn.ends_with("/" + std::string(key));
}

void compare_settings(differences& to, const create_table& wanted, const table_description& actual) {
    const bool had_stream = actual.stream.view != stream_view::none;
    if (auto* d = compare(to, aspect::stream, std::string(operations::wire_name(wanted.stream)),
                          std::string(operations::wire_name(actual.stream.view))))
        d->takes_away = had_stream;  // a change of the view ends the stream, too
    compare(to, aspect::table_class, std::string(operations::wire_name(wanted.table_class)),
            std::string(operations::wire_name(actual.table_class)));
    if (auto* d = compare(to, aspect::deletion_protection, wanted.deletion_protection ? "on" : "off",
                          actual.deletion_protection ? "on" : "off"))
        d->takes_away = actual.deletion_protection;
    if (!is_encrypted_with(wanted.kms_key, actual.encryption))
        to.push_back({.what = aspect::encryption,
                      .wanted = wanted.kms_key.empty() ? "AWS owned key" : std::string(wanted.kms_key),
                      .actual = actual.encryption.uses_kms() ? or_none(actual.encryption.kms_key_arn)
                                                             : "AWS owned key",
                      .takes_away = wanted.kms_key.empty()});
}

}  // namespace

std::vector<table_difference> compare_table(const table_definition& wanted, const table_description& actual,
                                            const time_to_live_description& ttl,
                                            const std::map<std::string, std::string>& tags) {
    differences found;
    compare_keys(found, wanted.table, actual);
    compare_indexes(found, wanted.table, actual);
    compare_capacity(found, wanted.table, actual);
    compare_settings(found, wanted.table, actual);
    if (auto* d = compare(found, aspect::time_to_live, std::string(wanted.ttl),
                          ttl.is_on() ? ttl.attribute : std::string()))
        d->takes_away = ttl.is_on();
    for (const table_tag& each : wanted.table.tags) {
        const auto there = tags.find(std::string(each.key));
        const std::string quoted = '"' + std::string(each.value) + '"';
        if (auto* d = compare(found, aspect::tag, quoted,
                              there == tags.end() ? std::string() : '"' + there->second + '"'))
            d->name = each.key;
    }
    return found;
}

const index_definition* find_global_index(const table_definition& wanted, std::string_view name) {
    for (const index_definition& each : wanted.table.indexes)
        if (each.name == name && each.scope == index_scope::global) return &each;
    return nullptr;
}

}  // namespace dynaco::detail
