#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/detail/core/requirements.hpp>
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

/// Where a `stream_reader` without a checkpoint starts.
enum class stream_start {
    trim_horizon,  ///< At the oldest record of the stream, which is at most 24 hours old.
    latest,        ///< After the newest record: changes after the first call are read.
};

// Trivially copyable: options.hpp has the reason.
/// The options of a `stream_reader`. The texts must live until its constructor returns.
struct stream_options {
    stream_start start = stream_start::trim_horizon;  ///< Where to start without a checkpoint.
    /// Where to continue: the `checkpoint()` of an earlier reader. Empty: `start` applies.
    std::string_view checkpoint{};
    /// True (default): wait for further changes. False: end when all changes were read. DynamoDB does not
    /// report this state; the reader assumes it after five empty pages in a row of each open shard.
    bool follow = true;
    std::uint32_t page_size = 0;  ///< The limit of records in a request, at most 1000. 0: 1000.
    /// The limit of the random pause between requests while nothing changes. It begins at 250 ms and
    /// doubles up to this value. Default: 2 s.
    std::chrono::milliseconds longest_pause{2000};
    std::string_view stream_arn{};  ///< The ARN of the stream. Empty: the current stream of the table.
};

namespace detail {

/// Reads the records of a stream in the order of its shards. The part of `stream_reader` that does not depend
/// on the model.
class stream_source {
 public:
    stream_source(client db, std::string_view table_name, const stream_options& options);
    ~stream_source();
    stream_source(stream_source&&) noexcept;
    stream_source& operator=(stream_source&&) noexcept;

    /// Returns the current record, which is fetched if necessary; nullptr at the end. Valid until `give`.
    /// @throws error
    awaitable<const get_records::raw_record*> peek();
    /// Moves to the record after the current one.
    void give();
    /// The text of `stream_reader::checkpoint`.
    [[nodiscard]] std::string checkpoint() const;
    /// Adds operation, table and endpoint to a failure to decode the current record.
    [[nodiscard]] failure explain(const failure& why) const;

 private:
    struct state;
    std::unique_ptr<state> state_;
};

// Its name is part of the compiler's message, with the type of the model.
template <class Model>
inline constexpr bool stream_model_is_an_item = writable_item<Model>&& storable<Model>;

}  // namespace detail

/// Reads the changes of a table's items from its stream (DynamoDB Streams).
///
///     stream_reader<Order> changes{db};
///     while (auto change = co_await changes.next()) …
///
/// `Model` is the type of the images: a model, a view of it, or `item`. The changes of one item are returned
/// in their order: a shard is read after its parent, and shards that have no order are read page by page in
/// turn. New shards are found automatically. Each change is returned at least once: after a crash, continue
/// from the last checkpoint that you have stored.
///
/// Nothing is sent before the first change is requested. After an exception the reader is at the same
/// position, and the call can be repeated.
///
/// Threads and lifetime: only one call at a time. The reader must stay alive and must not move during a call.
/// Cancelling a call (terminal cancellation) throws errc::canceled, also during a pause.
template <class Model>
class stream_reader {
    static_assert(detail::stream_model_is_an_item<Model>,
                  "dynaco: images must be read into a plain aggregate or dynaco::item (see "
                  "stream_model_is_an_item<Model> in this message)");

 public:
    /// A reader of the stream of the table that the model's schema names, with
    /// `client_options::table_prefix`.
    explicit stream_reader(const client& db, stream_options options = {})
        : source_(db, detail::client_access::prefixed(db, detail::table_checks::name_of_table<Model>()),
                  options) {}
    /// A reader of the stream of the table called `table_name`.
    stream_reader(client db, std::string_view table_name, stream_options options = {})
        : source_(std::move(db), table_name, options) {}

    /// Returns the next change. With `stream_options::follow` it waits for one. Nothing at the end: when all
    /// changes were read without `follow`, or when the stream was disabled and is read to its end.
    /// @throws error  errc::trimmed_data_access: changes were removed before they were read, after 24 hours;
    /// the next call continues with the oldest change that is left. errc::resource_not_found: the table does
    /// not exist or has no stream. errc::invalid_argument: the checkpoint is not valid.
    /// condition::model_mismatch: an image does not fit `Model`; the reader stays at the change until
    /// `skip()`. Any error of a call
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

    /// Skips the change for which the last `next` threw condition::model_mismatch. Without this error it does
    /// nothing.
    void skip() {
        if (std::exchange(unreadable_, false)) source_.give();
    }

    /// Returns a text with which another reader continues after the last change that was returned, also in
    /// another process. Not secret.
    ///
    /// A shard that was started at `stream_start::latest` and has returned no change yet continues there
    /// within 15 minutes, and later at its oldest change.
    [[nodiscard]] std::string checkpoint() const { return source_.checkpoint(); }

 private:
    detail::stream_source source_;
    bool unreadable_ = false;  // the current change does not fit
};

}  // namespace dynaco
