#include "json/document.hpp"
#include "table/stream/plan.hpp"

#include <dynaco/detail/json/writer.hpp>

#include <utility>

/// The text of a checkpoint: {"stream":"arn…","shards":{"id":{"after":"123"},"id":{"done":true},"id":{}}}.
namespace dynaco::table_calls {
namespace {

using detail::json::document;

void write_shard(detail::json::writer& out, const shard_state& s) {
    out.key(s.id);
    out.begin_object();
    switch (s.position) {
        case shard_position::trim_horizon: break;
        case shard_position::latest: out.member("latest", s.first_iterator); break;
        case shard_position::after: out.member("after", s.sequence_number); break;
        case shard_position::done: out.member("done", true); break;
    }
    out.end_object();
}

bool read_shard(const document& from, shard_state& s) {
    if (from.type() != document::kind::object) return false;
    const auto text = [&from](std::string_view name) {
        return from[name].type() == document::kind::string ? from[name].text() : std::string();
    };
    if (from["done"].as_bool()) {
        s.position = shard_position::done;
    } else if (std::string after = text("after"); !after.empty()) {
        s.position = shard_position::after;
        s.sequence_number = std::move(after);
    } else if (from["latest"].type() == document::kind::string) {
        s.position = shard_position::latest;
        s.iterator = s.first_iterator = from["latest"].text();
    } else {
        return from.elements().empty();
    }
    return true;
}

}  // namespace

std::string shard_plan::checkpoint() const {
    std::string text;
    if (!known_) return text;
    detail::json::writer out(text);
    out.begin_object();
    out.member("stream", stream_arn_);
    out.plain_key("shards");
    out.begin_object();
    for (const shard_state& s : shards_) write_shard(out, s);
    out.end_object();
    out.end_object();
    return text;
}

result<void> shard_plan::resume(std::string_view checkpoint) {
    const auto bad = [] {
        return failure(errc::invalid_argument,
                       {.detail = "the checkpoint is damaged or was not made by dynaco"});
    };
    const auto parsed = document::parse(checkpoint);
    if (!parsed) return bad();
    const document& shards = (*parsed)["shards"];
    const document& stream = (*parsed)["stream"];
    if (stream.type() != document::kind::string || shards.type() != document::kind::object) return bad();
    std::vector<shard_state> states;
    for (std::size_t i = 0; i < shards.elements().size(); ++i) {
        shard_state& s = states.emplace_back();
        s.id = shards.names()[i];
        if (!read_shard(shards.elements()[i], s)) return bad();
    }
    shards_ = std::move(states);
    stream_arn_ = stream.text();
    known_ = true;
    return {};
}

}  // namespace dynaco::table_calls
