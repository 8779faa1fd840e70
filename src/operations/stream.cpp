#include "json/document.hpp"
#include "operations/reply.hpp"
#include "operations/table_description.hpp"

#include <dynaco/operations/stream.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace dynaco {
namespace {

using detail::json::document;

template <class Enum, std::size_t N>
Enum named(const std::array<std::pair<std::string_view, Enum>, N>& names, std::string_view text,
           Enum otherwise) {
    const auto at = std::ranges::find(names, text, &std::pair<std::string_view, Enum>::first);
    return at == names.end() ? otherwise : at->second;
}

constexpr auto statuses = std::to_array<std::pair<std::string_view, stream_status>>({
    {"ENABLING", stream_status::enabling},
    {"ENABLED", stream_status::enabled},
    {"DISABLING", stream_status::disabling},
    {"DISABLED", stream_status::disabled},
});
constexpr auto stream_views = std::to_array<std::pair<std::string_view, stream_view>>({
    {"KEYS_ONLY", stream_view::keys_only},
    {"NEW_IMAGE", stream_view::new_image},
    {"OLD_IMAGE", stream_view::old_image},
    {"NEW_AND_OLD_IMAGES", stream_view::new_and_old_images},
});

std::vector<shard_description> read_shards(const document& shards) {
    std::vector<shard_description> all;
    for (const document& each : shards.elements()) {
        if (each.is_null()) continue;
        const document& range = each["SequenceNumberRange"];
        all.push_back({.shard_id = each["ShardId"].text(),
                       .parent_shard_id = each["ParentShardId"].text(),
                       .starting_sequence_number = range["StartingSequenceNumber"].text(),
                       .ending_sequence_number = range["EndingSequenceNumber"].text()});
    }
    return all;
}

}  // namespace

bool describe_stream::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("StreamArn", stream_arn);
    if (!exclusive_start_shard_id.empty()) out.member("ExclusiveStartShardId", exclusive_start_shard_id);
    if (limit > 0) out.member("Limit", limit);
    if (!children_of.empty()) {
        out.plain_key("ShardFilter");
        out.begin_object();
        out.member("Type", "CHILD_SHARDS");
        out.member("ShardId", children_of);
        out.end_object();
    }
    out.end_object();
    return true;
}

result<describe_stream::response> describe_stream::decode(std::string_view body) {
    const auto reply = document::parse(body);
    if (!reply || (*reply)["StreamDescription"].type() != document::kind::object)
        return failure(errc::malformed_reply, {.detail = "no \"StreamDescription\" in the reply"});
    const document& stream = (*reply)["StreamDescription"];
    return stream_description{
        .stream_arn = stream["StreamArn"].text(),
        .stream_label = stream["StreamLabel"].text(),
        .table_name = stream["TableName"].text(),
        .status = named(statuses, stream["StreamStatus"].text(), stream_status::unknown),
        .view = named(stream_views, stream["StreamViewType"].text(), stream_view::none),
        .created = operations::epoch_time(stream["CreationRequestDateTime"].as_double()),
        .shards = read_shards(stream["Shards"]),
        .last_evaluated_shard_id = stream["LastEvaluatedShardId"].text()};
}

namespace {

using raw_record = get_records::raw_record;

bool read_time(detail::json::reader& in, std::chrono::system_clock::time_point& time) {
    double since_epoch = 0;
    if (!operations::read_number(in, since_epoch)) return false;
    time = operations::epoch_time(since_epoch);
    return true;
}

bool read_event(detail::json::reader& in, stream_event& event) {
    std::string_view name;
    if (!in.string(name)) return false;
    event = name == "INSERT"   ? stream_event::insert
            : name == "MODIFY" ? stream_event::modify
            : name == "REMOVE" ? stream_event::remove
                               : stream_event::unknown;
    return true;
}

bool read_change(detail::json::reader& in, raw_record& r) {
    return detail::json::read_object(in, [&](std::string_view name) {
        if (name == "Keys") return detail::read_item(in, r.keys) || in.fail_in("Keys");
        if (name == "NewImage") return in.raw(r.new_image);
        if (name == "OldImage") return in.raw(r.old_image);
        if (name == "SequenceNumber") return operations::read_string(in, r.sequence_number);
        if (name == "SizeBytes") return operations::read_count(in, r.size_bytes);
        if (name == "ApproximateCreationDateTime") return read_time(in, r.approximate_creation_time);
        return in.skip();
    });
}

// Sets `is_ttl` if the identity is the time-to-live process:
// {"Type":"Service","PrincipalId":"dynamodb.amazonaws.com"}. Lambda events write the names in lower case.
bool read_identity(detail::json::reader& in, bool& is_ttl) {
    std::string type;
    std::string principal;
    const bool ok = detail::json::read_object(in, [&](std::string_view name) {
        if (name == "Type" || name == "type") return operations::read_string(in, type);
        if (name == "PrincipalId" || name == "principalId") return operations::read_string(in, principal);
        return in.skip();
    });
    is_ttl = type == "Service" && principal == "dynamodb.amazonaws.com";
    return ok;
}

bool read_record(detail::json::reader& in, raw_record& r) {
    bool by_ttl = false;
    const bool ok = detail::json::read_object(in, [&](std::string_view name) {
        if (name == "eventName") return read_event(in, r.event);
        if (name == "eventID") return operations::read_string(in, r.event_id);
        if (name == "dynamodb") return read_change(in, r);
        if (name == "userIdentity") return read_identity(in, by_ttl);
        return in.skip();
    });
    r.is_ttl_deletion = by_ttl && r.event == stream_event::remove;
    return ok;
}

bool read_records(detail::json::reader& in, std::vector<raw_record>& records) {
    return detail::json::read_array(in, [&] { return read_record(in, records.emplace_back()); });
}

}  // namespace

bool get_records::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("ShardIterator", shard_iterator);
    if (limit > 0) out.member("Limit", limit);
    out.end_object();
    return true;
}

result<get_records::raw_response> get_records::decode_raw(std::string_view body) {
    raw_response r;
    const auto read = operations::read_reply(body, [&r](detail::json::reader& in, std::string_view name) {
        if (name == "Records") return read_records(in, r.records);
        if (name == "NextShardIterator") return operations::read_string(in, r.next_shard_iterator);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

result<get_records::response> get_records::decode(std::string_view body) {
    auto raw = decode_raw(body);
    if (!raw) return raw.error();
    response r;
    r.next_shard_iterator = std::move(raw->next_shard_iterator);
    for (const raw_record& each : raw->records) {
        auto record = decode_images<item>(each);
        if (!record) return record.error();
        r.records.push_back(std::move(*record));
    }
    return r;
}

namespace {

std::string_view wire_name(shard_iterator_type type) {
    switch (type) {
        case shard_iterator_type::trim_horizon: return "TRIM_HORIZON";
        case shard_iterator_type::latest: return "LATEST";
        case shard_iterator_type::at_sequence_number: return "AT_SEQUENCE_NUMBER";
        case shard_iterator_type::after_sequence_number: return "AFTER_SEQUENCE_NUMBER";
    }
    return {};
}

}  // namespace

bool get_shard_iterator::encode(detail::json::writer& out) const {
    out.begin_object();
    out.member("StreamArn", stream_arn);
    out.member("ShardId", shard_id);
    out.member("ShardIteratorType", wire_name(type));
    if (!sequence_number.empty()) out.member("SequenceNumber", sequence_number);
    out.end_object();
    return true;
}

result<get_shard_iterator::response> get_shard_iterator::decode(std::string_view body) {
    response r;
    const auto read = operations::read_reply(body, [&r](detail::json::reader& in, std::string_view name) {
        return name == "ShardIterator" ? operations::read_string(in, r.shard_iterator) : in.skip();
    });
    if (!read) return read.error();
    if (r.shard_iterator.empty())
        return failure(errc::malformed_reply, {.detail = "no \"ShardIterator\" in the reply"});
    return r;
}

namespace {

bool read_stream(detail::json::reader& in, list_streams::stream& to) {
    return detail::json::read_object(in, [&](std::string_view name) {
        if (name == "StreamArn") return operations::read_string(in, to.stream_arn);
        if (name == "TableName") return operations::read_string(in, to.table_name);
        if (name == "StreamLabel") return operations::read_string(in, to.stream_label);
        return in.skip();
    });
}

bool read_streams(detail::json::reader& in, std::vector<list_streams::stream>& streams) {
    return detail::json::read_array(in, [&] { return read_stream(in, streams.emplace_back()); });
}

}  // namespace

bool list_streams::encode(detail::json::writer& out) const {
    out.begin_object();
    if (!table_name.empty()) out.member("TableName", table_name);
    if (!exclusive_start_stream_arn.empty())
        out.member("ExclusiveStartStreamArn", exclusive_start_stream_arn);
    if (limit > 0) out.member("Limit", limit);
    out.end_object();
    return true;
}

result<list_streams::response> list_streams::decode(std::string_view body) {
    response r;
    const auto read = operations::read_reply(body, [&r](detail::json::reader& in, std::string_view name) {
        if (name == "Streams") return read_streams(in, r.streams);
        if (name == "LastEvaluatedStreamArn") return operations::read_string(in, r.last_evaluated_stream_arn);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

}  // namespace dynaco
