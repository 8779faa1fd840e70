#include <dynaco/admin.hpp>
#include <dynaco/detail/table/key/projection.hpp>
#include <dynaco/item_table.hpp>
#include <dynaco/operations/item.hpp>

#include <utility>

namespace dynaco {

item key_of(const item& object, const runtime_key_names& names) {
    item key;
    for (const std::string& name : {names.hash, names.range})
        if (const value* const part = object.find(name))
            key.insert_or_assign(name, *part);
        else if (!name.empty())
            throw error(errc::missing_attribute,
                        {.attribute_path = name, .detail = "the item lacks its key"});
    return key;
}

awaitable<bool> table<item>::exists() const { return administration::exists(db(), table_name()); }
awaitable<table_description> table<item>::describe() const {
    return administration::describe(db(), table_name());
}
awaitable<bool> table<item>::delete_table(table_wait_options wait) const {
    return administration::remove(db(), table_name(), wait);
}

awaitable<bool> is_there(awaitable<result<reply>> call, call_report* report) {
    const result<reply> outcome = co_await std::move(call);
    if (report) report->add(outcome);
    if (!outcome) throw error(outcome.error());
    auto skip = [](json::reader& in) { return in.skip(); };
    const result<bool> found = get_item::decode_into(outcome->body, skip);
    if (!found) throw error(outcome->explain(found.error()));
    co_return *found;
}

}  // namespace dynaco
