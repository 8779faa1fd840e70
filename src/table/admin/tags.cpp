#include "table/admin/tags.hpp"

#include "table/read/marker.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/operations/table_settings.hpp>

#include <utility>

// Requests for tags need the table's ARN, which its description contains.
namespace dynaco {
namespace {

awaitable<std::map<std::string, std::string>> tags_of(table_admin<> table, client db) {
    const table_description now = co_await table.describe();
    std::map<std::string, std::string> tags = co_await detail::list_tags(std::move(db), now.arn);
    co_return tags;
}

awaitable<void> tag(table_admin<> table, client db, std::vector<std::pair<std::string, std::string>> tags) {
    const table_description now = co_await table.describe();
    std::vector<table_tag> views;
    views.reserve(tags.size());
    for (const auto& [key, value] : tags) views.push_back({.key = key, .value = value});
    co_await db.execute(tag_resource{.resource_arn = now.arn, .tags = views});
}

awaitable<void> untag(table_admin<> table, client db, std::vector<std::string> keys) {
    const table_description now = co_await table.describe();
    const std::vector<std::string_view> views(keys.begin(), keys.end());
    co_await db.execute(untag_resource{.resource_arn = now.arn, .tag_keys = views});
}

}  // namespace

namespace detail {

awaitable<std::map<std::string, std::string>> list_tags(client db, std::string arn) {
    std::map<std::string, std::string> tags;
    listing_marker token("ListTagsOfResource", "NextToken");
    list_tags_of_resource::response page;
    do {
        page = co_await db.execute(list_tags_of_resource{.resource_arn = arn, .next_token = token.text()});
        tags.merge(page.tags);
    } while (token.advance(std::move(page.next_token)));
    co_return tags;
}

}  // namespace detail

awaitable<std::map<std::string, std::string>> table_admin<void>::tags() const {
    return detail::one_call(db_, tags_of(*this, db_), "ListTagsOfResource", table_name_);
}

awaitable<void> table_admin<void>::set_tags(std::span<const table_tag> tags) const {
    std::vector<std::pair<std::string, std::string>> copies;
    copies.reserve(tags.size());
    for (const table_tag& each : tags) copies.emplace_back(each.key, each.value);
    return detail::one_call(db_, tag(*this, db_, std::move(copies)), "TagResource", table_name_);
}

awaitable<void> table_admin<void>::set_tag(std::string_view key, std::string_view value) const {
    const std::array tags{table_tag{.key = key, .value = value}};
    return set_tags(tags);
}

awaitable<void> table_admin<void>::remove_tags_of(std::span<const std::string_view> keys) const {
    auto steps = untag(*this, db_, std::vector<std::string>(keys.begin(), keys.end()));
    return detail::one_call(db_, std::move(steps), "UntagResource", table_name_);
}

}  // namespace dynaco
