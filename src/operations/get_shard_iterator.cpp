#include "operations/reply.hpp"

#include <dynaco/operations/get_shard_iterator.hpp>

namespace dynaco {
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

bool get_shard_iterator::encode(json::writer& out) const {
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
    const auto read = operations::read_reply(body, [&r](json::reader& in, std::string_view name) {
        return name == "ShardIterator" ? operations::read_string(in, r.shard_iterator) : in.skip();
    });
    if (!read) return read.error();
    if (r.shard_iterator.empty())
        return failure(errc::malformed_reply, {.detail = "no \"ShardIterator\" in the reply"});
    return r;
}

}  // namespace dynaco
