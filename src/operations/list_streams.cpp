#include "operations/reply.hpp"

#include <dynaco/operations/list_streams.hpp>

namespace dynaco {
namespace {

bool read_stream(json::reader& in, list_streams::stream& to) {
    if (!in.expect('{')) return false;
    bool first = true;
    std::string_view name;
    while (in.next_member(first, name)) {
        if (in.take_null()) continue;
        bool ok = false;
        if (name == "StreamArn")
            ok = operations::read_string(in, to.stream_arn);
        else if (name == "TableName")
            ok = operations::read_string(in, to.table_name);
        else if (name == "StreamLabel")
            ok = operations::read_string(in, to.stream_label);
        else
            ok = in.skip();
        if (!ok) return false;
    }
    return !in.failed();
}

bool read_streams(json::reader& in, std::vector<list_streams::stream>& streams) {
    if (!in.expect('[')) return false;
    bool first = true;
    while (in.next_element(first)) {
        if (in.take_null()) continue;
        if (!read_stream(in, streams.emplace_back())) return false;
    }
    return !in.failed();
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
