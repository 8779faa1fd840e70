#include "operations/page.hpp"
#include "operations/reply.hpp"

#include <dynaco/table/page_source.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace dynaco {
namespace {

constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

// The members `names` of the item that stands at `in`, as JSON; empty if one is missing.
bool read_key(json::reader& in, const std::vector<std::string>& names, std::string& key) {
    std::vector<std::string> values(names.size());
    if (!in.expect('{')) return false;
    bool first = true;
    std::string_view name;
    while (in.next_member(first, name)) {
        const auto at = std::ranges::find(names, name);
        if (!(at == names.end()
                  ? in.skip()
                  : operations::read_raw(in, values[static_cast<std::size_t>(at - names.begin())])))
            return false;
    }
    if (in.failed() || std::ranges::any_of(values, &std::string::empty)) return false;
    json::writer out(key);
    out.begin_object();
    for (std::size_t i = 0; i < names.size(); ++i) {
        out.key(names[i]);
        out.raw(values[i]);
    }
    out.end_object();
    return true;
}

}  // namespace

page_source::page_source(client db, encoded_request request, std::string start_key, limits l,
                         std::vector<std::string> key_names)
    : db_(std::move(db)),
      request_(std::move(request)),
      limits_(l),
      key_names_(std::move(key_names)),
      next_key_(std::move(start_key)),
      left_(l.items > 0 ? l.items : unlimited) {
    if (next_key_.empty() || request_.refused) return;
    json::reader in(next_key_);
    item key;
    if (!read_item(in, key) || !in.at_end())
        request_.refused =
            failure(errc::invalid_argument, {.detail = "the resume key is not one that dynaco gave"});
}

encoded_request page_source::next_request(bool count_only) const {
    encoded_request r{
        .info = request_.info, .table = request_.table, .body = {}, .refused = request_.refused};
    if (r.refused) return r;
    r.body.reserve(request_.body.size() + next_key_.size() + 64);
    r.body.assign(request_.body, 0, request_.body.size() - 1);  // without the closing brace
    json::writer out(r.body);
    if (!next_key_.empty()) {
        out.plain_key("ExclusiveStartKey");
        out.raw(next_key_);
    }
    std::uint64_t size =
        limits_.page_size > 0 ? limits_.page_size : std::numeric_limits<std::uint32_t>::max();
    if (!limits_.filtered) size = std::min(size, left_);
    if (size < std::numeric_limits<std::uint32_t>::max()) out.member("Limit", size);
    if (count_only) out.member("Select", "COUNT");
    out.end_object();
    return r;
}

awaitable<void> page_source::fetch() {
    result<reply> answer = co_await db_.call(next_request(false));
    page_ = std::move(answer).value();
    page_size_ = 0;
}

std::size_t page_source::advance(page_info info, std::size_t size) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, left_));
    if (left_ != unlimited) left_ -= wanted;
    scanned_ += info.scanned_count;
    page_key_ = std::exchange(next_key_, std::move(info.last_evaluated_key));
    page_size_ = size;
    started_ = true;
    more_ = !next_key_.empty() && left_ > 0;
    return wanted;
}

void page_source::want_at_most(std::uint64_t items) noexcept { left_ = std::min(left_, items); }

awaitable<std::uint64_t> page_source::count() {
    while (more_) {
        result<reply> answer = co_await db_.call(next_request(true));
        const reply page = std::move(answer).value();
        auto skip = [](json::reader& in) { return in.skip(); };
        result<page_info> info = operations::decode_page(page.body, skip);
        if (!info) throw error(page.explain(info.error()));
        const auto found = static_cast<std::size_t>(info->count);
        counted_ += advance(std::move(*info), found);
        page_size_ = 0;
    }
    co_return std::exchange(counted_, 0);
}

std::string page_source::resume_key(std::size_t given) const {
    if (!started_) return next_key_;
    if (given >= page_size_) return next_key_;
    if (given == 0) return page_key_;
    std::string key;
    auto take = [&, index = std::size_t{0}](json::reader& in) mutable {
        return ++index == given ? read_key(in, key_names_, key) || in.fail(errc::no_resume_key) : in.skip();
    };
    const auto read = operations::decode_page(page_.body, take);
    if (!read) throw error(page_.explain(failure(errc::no_resume_key, {})));
    return key;
}

}  // namespace dynaco
