#include "table/call/pause.hpp"
#include "table/read/marker.hpp"
#include "table/stream/plan.hpp"

#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/operations/document.hpp>
#include <dynaco/operations/stream.hpp>
#include <dynaco/stream.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace dynaco::detail {
namespace {

using table_calls::shard_plan;
using table_calls::shard_position;
using table_calls::shard_state;
using table_calls::stream_action;

get_shard_iterator locate(const std::string& stream_arn, const shard_state& s) {
    get_shard_iterator op{.stream_arn = stream_arn, .shard_id = s.id};
    if (s.position == shard_position::latest) op.type = shard_iterator_type::latest;
    if (s.position == shard_position::after) {
        op.type = shard_iterator_type::after_sequence_number;
        op.sequence_number = s.sequence_number;
    }
    return op;
}

std::string latest_stream_arn(const item& description) {
    const value* const table = description.find("Table");
    const item* const members = table ? table->get_if<item>() : nullptr;
    const value* const arn = members ? members->find("LatestStreamArn") : nullptr;
    const std::string* const text = arn ? arn->get_if<std::string>() : nullptr;
    return text ? *text : std::string();
}

}  // namespace

struct stream_source::state {
    client db;
    std::string table_name;
    std::string given_checkpoint;
    std::uint32_t page_size;
    shard_plan plan;
    std::optional<failure> refused{};

    reply page{};  // the records refer to it
    std::vector<get_records::raw_record> records{};
    std::size_t position = 0;

    [[nodiscard]] error missed(std::string what) const {
        return {errc::trimmed_data_access,
                {.operation = std::string(get_records::info.name),
                 .table = table_name,
                 .detail = std::move(what),
                 .endpoint = db.endpoint()}};
    }

    awaitable<void> find_stream() {
        const item which{{"TableName", table_name}};
        const item description = co_await db.execute(document_operation<"DescribeTable">{which});
        plan.set_stream_arn(latest_stream_arn(description));
        if (plan.stream_arn().empty())
            throw error(errc::resource_not_found,
                        {.operation = "DescribeTable",
                         .table = table_name,
                         .detail = "the table has no stream; enable one with table_admin::set_stream or "
                                   "settings.stream in the schema",
                         .endpoint = db.endpoint()});
    }

    awaitable<void> describe() {
        if (plan.stream_arn().empty()) co_await find_stream();
        std::vector<shard_description> shards;
        stream_status status = stream_status::unknown;
        listing_marker start("DescribeStream", "LastEvaluatedShardId");
        stream_description page_of_shards;
        do {
            page_of_shards = co_await db.execute(
                describe_stream{.stream_arn = plan.stream_arn(), .exclusive_start_shard_id = start.text()});
            status = page_of_shards.status;
            for (shard_description& each : page_of_shards.shards) shards.push_back(std::move(each));
        } while (start.advance(std::move(page_of_shards.last_evaluated_shard_id)));
        const bool grows = status == stream_status::enabled || status == stream_status::enabling;
        const std::vector<std::string> lost = plan.described(shards, grows);
        // "Latest" is the present for all shards, not the time when a shard is read first.
        for (std::size_t i = 0; i < plan.shards().size(); ++i)
            if (plan.shard(i).position == shard_position::latest && plan.shard(i).iterator.empty())
                co_await make_iterator(i);
        if (!lost.empty())
            throw missed("the shard " + lost.front() + " was deleted before it was read to its end");
    }

    awaitable<void> make_iterator(std::size_t i) {
        result<get_shard_iterator::response> answer =
            co_await db.send(locate(plan.stream_arn(), plan.shard(i)));
        if (answer)
            plan.located(i, std::move(answer->shard_iterator));
        else
            settle(i, answer.error());
    }

    awaitable<void> read(std::size_t i) {
        if (plan.shard(i).iterator.empty()) co_await make_iterator(i);
        if (plan.shard(i).iterator.empty()) co_return;
        const get_records op{.shard_iterator = plan.shard(i).iterator, .limit = page_size};
        result<reply> answer = co_await db.call(encoded_request::of(op));
        if (!answer) {
            settle(i, answer.error());
            co_return;
        }
        page = std::move(*answer);
        records.clear();
        position = 0;
        auto decoded = get_records::decode_raw(page.body);
        if (!decoded) throw error(page.explain(decoded.error()));
        records = std::move(decoded->records);
        plan.read(i, records.size(), std::move(decoded->next_shard_iterator));
    }

    awaitable<void> rest(std::chrono::milliseconds ceiling) {
        return table_calls::pause(db, ceiling,
                                  {.operation = std::string(get_records::info.name), .table = table_name});
    }

    // Reads until there are records. There are none at the end of the stream.
    awaitable<void> find_records() {
        while (position == records.size()) {
            const stream_action action = plan.next();
            switch (action.what) {
                case stream_action::kind::describe: co_await describe(); break;
                case stream_action::kind::read: co_await read(action.shard); break;
                case stream_action::kind::pause: co_await rest(action.ceiling); break;
                case stream_action::kind::end: co_return;
            }
        }
    }

    // Recovers from expired iterators and trimmed records, and throws all other failures. Reading can
    // continue after either.
    void settle(std::size_t i, const failure& why) {
        if (why.cause() == errc::expired_iterator && plan.expired(i)) return;
        if (why.cause() == errc::trimmed_data_access && !plan.trimmed(i)) return;
        if (why.cause() == errc::resource_not_found) plan.describe_again();
        diagnostics about = why.diagnostics();
        about.table = table_name;
        throw error(why.cause(), std::move(about));
    }
};

stream_source::stream_source(client db, std::string_view table_name, const stream_options& options)
    : state_(std::make_unique<state>(
          state{.db = std::move(db),
                .table_name = std::string(table_name),
                .given_checkpoint = std::string(options.checkpoint),
                .page_size = options.page_size,
                .plan = shard_plan(options.start, options.follow, options.longest_pause)})) {
    if (!options.stream_arn.empty()) state_->plan.set_stream_arn(std::string(options.stream_arn));
    if (options.checkpoint.empty()) return;
    const result<void> resumed = state_->plan.resume(options.checkpoint);
    if (!resumed) state_->refused = resumed.error();
}
stream_source::~stream_source() = default;
stream_source::stream_source(stream_source&&) noexcept = default;
stream_source& stream_source::operator=(stream_source&&) noexcept = default;

awaitable<const get_records::raw_record*> stream_source::peek() {
    state& s = *state_;
    if (s.refused) {
        diagnostics about = s.refused->diagnostics();
        about.operation = get_records::info.name;
        about.table = s.table_name;
        throw error(s.refused->cause(), std::move(about));
    }
    if (s.position == s.records.size())
        co_await one_call(s.db, s.find_records(), std::string(get_records::info.name), s.table_name);
    co_return s.position == s.records.size() ? nullptr : &s.records[s.position];
}

void stream_source::give() {
    state& s = *state_;
    s.plan.given(s.records.at(s.position).sequence_number);
    ++s.position;
}

std::string stream_source::checkpoint() const {
    std::string text = state_->plan.checkpoint();
    return text.empty() ? state_->given_checkpoint : text;
}

failure stream_source::explain(const failure& why) const {
    const failure placed = state_->page.explain(why);
    diagnostics about = placed.diagnostics();
    about.table = state_->table_name;
    if (state_->position < state_->records.size()) {
        json::writer key(about.key);
        if (!codec<item>::write(key, state_->records[state_->position].keys)) about.key.clear();
    }
    return {placed.cause(), std::move(about)};
}

}  // namespace dynaco::detail
