#include "table/read/page_state.hpp"

#include "table/read/marker.hpp"

#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/types.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace dynaco::detail {
namespace {

constexpr std::uint32_t max_segments = 1'000'000;

failure refuse(const char* why) { return {errc::invalid_argument, {.detail = why}}; }

std::optional<failure> check(const page_source::plan& p) {
    if (const auto& rate = p.max_capacity_per_second; rate && !(*rate > 0 && std::isfinite(*rate)))
        return refuse(
            "max_capacity_per_second must be greater than 0; leave it unset to read without a limit");
    const auto segments = p.segments.value_or(1);
    if (segments == 0 || segments > max_segments)
        return refuse("the number of segments must be 1 to 1000000");
    if (!p.parallel && p.segment.has_value() != p.segments.has_value())
        return refuse(
            "set both segment and total_segments; with only one of them, the scan would read the whole "
            "table");
    if (p.segment.value_or(0) >= segments) return refuse("segment must be less than total_segments");
    return std::nullopt;
}

// Returns whether the position belongs to a query of `hash_key`.
bool is_position_of(std::string_view hash_key, std::string_view position) {
    if (hash_key.empty() || position.empty()) return true;
    item wanted, stands;
    json::reader in_wanted(hash_key), in_position(position);
    if (!read_item(in_wanted, wanted) || !read_item(in_position, stands)) return false;
    return std::ranges::all_of(wanted, [&stands](const auto& attribute) {
        return stands.contains(attribute.first) && stands[attribute.first] == attribute.second;
    });
}

}  // namespace

page_source::state::state(client c, encoded_request r, plan p, std::vector<std::string> names)
    : db(std::move(c)),
      request(std::move(r)),
      options(std::move(p)),
      scope{.operation = std::string(request.info.name),
            .table = request.table,
            .index = std::string(options.index_name),
            .segment = options.segment.value_or(0),
            .segments = options.segments.value_or(0)},
      key_names(std::move(names)),
      sequences(options.parallel && !check(options) ? *options.segments : 1),
      fetches(sequences.size()),
      rate(options.max_capacity_per_second.value_or(0)),
      left(options.items.value_or(std::numeric_limits<std::uint64_t>::max())) {
    if (!request.refused) request.refused = check(options);
    if (!request.refused && !options.resume_token.empty()) {
        auto positions = paging::read_resume_token(options.resume_token, scope, sequences.size());
        if (!positions)
            request.refused = positions.error();
        else if (!is_position_of(options.hash_key, positions->front().key))
            request.refused = refuse("the resume token belongs to a query of another hash key");
        else
            for (std::size_t i = 0; i < sequences.size(); ++i) sequences[i].next = std::move((*positions)[i]);
    }
    options.resume_token = options.index_name = {};
}

bool page_source::state::more() const noexcept {
    return left > 0 &&
           std::ranges::any_of(sequences, [](const page_sequence& s) { return !s.next.finished; });
}

encoded_request page_source::state::request_for(std::size_t sequence, bool count_only) const {
    encoded_request r{.info = request.info, .table = request.table, .body = {}, .refused = request.refused};
    if (!r.refused && sequences[sequence].stuck) r.refused = endless("LastEvaluatedKey");
    if (r.refused) return r;
    const std::string& key = sequences[sequence].next.key;
    r.body.reserve(request.body.size() + key.size() + 128);
    r.body.assign(request.body, 0, request.body.size() - 1);  // without the closing brace
    json::writer out(r.body);
    if (options.parallel) {
        out.member("Segment", sequence);
        out.member("TotalSegments", *options.segments);
    }
    if (!key.empty()) {
        out.plain_key("ExclusiveStartKey");
        out.raw(key);
    }
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    std::uint64_t size = options.page_size > 0 ? options.page_size : most;
    if (!options.filtered) size = std::min(size, left);
    if (size < most) out.member("Limit", size);
    if (count_only) out.member("Select", "COUNT");
    out.end_object();
    return r;
}

void page_source::state::start_all(bool count_only) {
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        page_sequence& s = sequences[i];
        if (s.next.finished || fetches.under_way(i)) continue;
        s.turn = rate.next(detail::client_access::now(db));
        fetches.start(executor, i, db, s.turn.wait, request_for(i, count_only));
    }
}

void page_source::state::stop() noexcept {
    for (std::size_t i = 0; i < sequences.size(); ++i)
        if (fetches.under_way(i)) rate.release(sequences[i].turn);
    fetches.stop();
}

}  // namespace dynaco::detail
