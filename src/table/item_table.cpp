#include <dynaco/admin.hpp>
#include <dynaco/detail/table/admin/administration.hpp>
#include <dynaco/item_table.hpp>

namespace dynaco {

namespace detail {

item key_of(const item& object, const runtime_key_names& names) {
    item key;
    for (const std::string& name : {names.hash, names.range})
        if (const value* const part = object.find(name))
            key.insert_or_assign(name, *part);
        else if (!name.empty())
            throw error(errc::missing_attribute,
                        {.attribute_path = name, .detail = "the item has no value for the key attribute"});
    return key;
}

}  // namespace detail

awaitable<bool> table<item>::exists() const { return detail::administration::exists(db(), table_name()); }
awaitable<table_description> table<item>::describe() const {
    return detail::administration::describe(db(), table_name());
}
awaitable<bool> table<item>::delete_table(table_wait_options wait) const {
    return detail::administration::remove(db(), table_name(), wait);
}

}  // namespace dynaco
