#include "operations/reply.hpp"

#include <dynaco/operations/list_streams.hpp>

namespace dynaco {
namespace {

bool read_stream(json::reader& in, list_streams::stream& to) {
    return json::read_object(in, [&](std::string_view name) {
        if (name == "StreamArn") return operations::read_string(in, to.stream_arn);
        if (name == "TableName") return operations::read_string(in, to.table_name);
        if (name == "StreamLabel") return operations::read_string(in, to.stream_label);
        return in.skip();
    });
}

bool read_streams(json::reader& in, std::vector<list_streams::stream>& streams) {
    return json::read_array(in, [&] { return read_stream(in, streams.emplace_back()); });
}

}  // namespace

bool list_streams::encode(json::writer& out) const {
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
    const auto read = operations::read_reply(body, [&r](json::reader& in, std::string_view name) {
        if (name == "Streams") return read_streams(in, r.streams);
        if (name == "LastEvaluatedStreamArn") return operations::read_string(in, r.last_evaluated_stream_arn);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

}  // namespace dynaco
