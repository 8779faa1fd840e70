#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/table/models/model_check.hpp>
#include <dynaco/operations/stream.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dynaco {

/// Where a reader without a checkpoint starts.
enum class stream_start {
    trim_horizon,  ///< The oldest record there is, at most 24 hours old.
    latest,        ///< After the newest record; what happens from the first call on is read.
};

// Trivially copyable, as table/options.hpp says.
struct stream_options {
    stream_start start = stream_start::trim_horizon;
    std::string_view checkpoint{};  ///< Go on from here: what `checkpoint()` of an earlier reader gave.
    /// False: end once caught up. DynamoDB does not say when that is: five pages in a row without a record,
    /// of each open shard, count for it.
    bool follow = true;
    std::uint32_t page_size = 0;  ///< Records per request, at most 1000; 0: 1000.
    /// Pauses grow from 250 ms to this while nothing happens, and are jittered.
    std::chrono::milliseconds longest_pause{2000};
    std::string_view stream_arn{};  ///< Empty: the table's current stream.
};

namespace detail {

/// The records of a stream in the order of its shards. The part of `stream_reader` that does not depend on
/// the model.
class stream_source {
 public:
    stream_source(client db, std::string_view table_name, const stream_options& options);
    ~stream_source();
    stream_source(stream_source&&) noexcept;
    stream_source& operator=(stream_source&&) noexcept;

    /// The record at hand, read if need be; nullptr at the end. Valid until `give`. @throws error
    awaitable<const get_records::raw_record*> peek();
    /// The record at hand was given out.
    void give();
    [[nodiscard]] std::string checkpoint() const;
    /// Adds operation, table and place to a failure to decode the record at hand.
    [[nodiscard]] failure explain(const failure& why) const;

 private:
    struct state;
    std::unique_ptr<state> state_;
};

// Refusal of a model: one line that names its type.
template <class Model>
inline constexpr bool stream_model_is_an_item = writable_item<Model>&& storable<Model>;

}  // namespace detail

/// The changes of a table's items, as its stream records them (DynamoDB Streams).
///
///     stream_reader<order> changes{db};
///     while (auto change = co_await changes.next()) …
///
/// The changes of one item come in their order: a shard is read after its parent, several shards page by page
/// in turn. New shards are found as they come. Each change is given out at least once: after a crash, reading
/// goes on from the last checkpoint that was kept. Images are read into `Model`: a model, a view of it, or
/// `item`.
///
/// Nothing is sent before the first change is asked for. One call at a time. After an exception the reader is
/// where it was, and the call can be repeated. Awaiting a function refers to the reader: it must stay alive
/// and in place. Cancelling ends a pause, too.
template <class Model>
class stream_reader {
    static_assert(detail::stream_model_is_an_item<Model>,
                  "dynaco: images must be read into a plain aggregate or dynaco::item (see "
                  "stream_model_is_an_item<Model> in this message)");

 public:
    /// The stream of the table that the schema names, after `client_options::table_prefix`.
    explicit stream_reader(const client& db, stream_options options = {})
        : source_(db, db.prefixed(table_checks::name_of_table<Model>()), options) {}
    /// The stream of the table called `table_name`.
    stream_reader(client db, std::string_view table_name, stream_options options = {})
        : source_(std::move(db), table_name, options) {}

    /// The next change; waits for it if `stream_options::follow`. Nothing at the end: once caught up without
    /// `follow`, or when the stream is disabled and read to its end.
    /// @throws error  errc::trimmed_data_access: changes were removed before they were read, after 24 hours;
    /// called again, it goes on with the oldest that is left. errc::resource_not_found: there is no such
    /// table, or it has no stream. errc::invalid_argument: the checkpoint is none.
    [[nodiscard]] awaitable<std::optional<stream_record<Model>>> next() {
        const get_records::raw_record* const raw = co_await source_.peek();
        if (!raw) co_return std::nullopt;
        result<stream_record<Model>> record = get_records::decode_images<Model>(*raw);
        if (!record) {
            unreadable_ = true;
            throw error(source_.explain(record.error()));
        }
        unreadable_ = false;
        source_.give();
        std::optional<stream_record<Model>> change(std::move(*record));
        co_return change;
    }

    /// Leaves out the change that the last `next` threw for with condition::model_mismatch.
    void skip() {
        if (std::exchange(unreadable_, false)) source_.give();
    }

    /// Text from which another reader, in another process if need be, goes on after the last change given
    /// out. A shard that was started at `latest` and has given none yet goes on there within 15 minutes, and
    /// at its oldest change later. Not secret.
    [[nodiscard]] std::string checkpoint() const { return source_.checkpoint(); }

 private:
    detail::stream_source source_;
    bool unreadable_ = false;  // the next change does not fit
};

}  // namespace dynaco
