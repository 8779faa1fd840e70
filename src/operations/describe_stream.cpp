#include "json/document.hpp"
#include "operations/epoch_time.hpp"

#include <dynaco/operations/describe_stream.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace dynaco {
namespace {

using json::document;

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
constexpr auto views = std::to_array<std::pair<std::string_view, stream_view>>({
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

bool describe_stream::encode(json::writer& out) const {
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
        .view = named(views, stream["StreamViewType"].text(), stream_view::none),
        .created = operations::epoch_time(stream["CreationRequestDateTime"].as_double()),
        .shards = read_shards(stream["Shards"]),
        .last_evaluated_shard_id = stream["LastEvaluatedShardId"].text()};
}

}  // namespace dynaco
