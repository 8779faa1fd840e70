#include "operations/epoch_time.hpp"
#include "operations/reply.hpp"

#include <dynaco/operations/get_records.hpp>

#include <utility>

namespace dynaco {
namespace {

using raw_record = get_records::raw_record;

bool read_time(json::reader& in, std::chrono::system_clock::time_point& time) {
    double seconds = 0;
    if (!operations::read_number(in, seconds)) return false;
    time = operations::epoch_time(seconds);
    return true;
}

bool read_event(json::reader& in, stream_event& event) {
    std::string_view name;
    if (!in.string(name)) return false;
    event = name == "INSERT"   ? stream_event::insert
            : name == "MODIFY" ? stream_event::modify
            : name == "REMOVE" ? stream_event::remove
                               : stream_event::unknown;
    return true;
}

bool read_change(json::reader& in, raw_record& r) {
    return json::read_object(in, [&](std::string_view name) {
        if (name == "Keys") return read_item(in, r.keys) || in.fail_in("Keys");
        if (name == "NewImage") return in.raw(r.new_image);
        if (name == "OldImage") return in.raw(r.old_image);
        if (name == "SequenceNumber") return operations::read_string(in, r.sequence_number);
        if (name == "SizeBytes") return operations::read_count(in, r.size_bytes);
        if (name == "ApproximateCreationDateTime") return read_time(in, r.approximate_creation_time);
        return in.skip();
    });
}

// Of the time-to-live process: {"Type":"Service","PrincipalId":"dynamodb.amazonaws.com"}; Lambda events write
// the names in lower case.
bool read_identity(json::reader& in, bool& is_ttl) {
    std::string type;
    std::string principal;
    const bool ok = json::read_object(in, [&](std::string_view name) {
        if (name == "Type" || name == "type") return operations::read_string(in, type);
        if (name == "PrincipalId" || name == "principalId") return operations::read_string(in, principal);
        return in.skip();
    });
    is_ttl = type == "Service" && principal == "dynamodb.amazonaws.com";
    return ok;
}

bool read_record(json::reader& in, raw_record& r) {
    bool by_ttl = false;
    const bool ok = json::read_object(in, [&](std::string_view name) {
        if (name == "eventName") return read_event(in, r.event);
        if (name == "eventID") return operations::read_string(in, r.event_id);
        if (name == "dynamodb") return read_change(in, r);
        if (name == "userIdentity") return read_identity(in, by_ttl);
        return in.skip();
    });
    r.is_ttl_deletion = by_ttl && r.event == stream_event::remove;
    return ok;
}

bool read_records(json::reader& in, std::vector<raw_record>& records) {
    return json::read_array(in, [&] { return read_record(in, records.emplace_back()); });
}

}  // namespace

bool get_records::encode(json::writer& out) const {
    out.begin_object();
    out.member("ShardIterator", shard_iterator);
    if (limit > 0) out.member("Limit", limit);
    out.end_object();
    return true;
}

result<get_records::raw_response> get_records::decode_raw(std::string_view body) {
    raw_response r;
    const auto read = operations::read_reply(body, [&r](json::reader& in, std::string_view name) {
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

}  // namespace dynaco
