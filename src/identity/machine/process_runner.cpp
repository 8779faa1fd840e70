#include "identity/machine/process_runner.hpp"

#include "core/cleanse.hpp"
#include "core/time_text.hpp"
#include "identity/machine/process.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace dynaco::identity {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::milliseconds;
using output_result = result<process_output>;

constexpr std::size_t max_output = std::size_t{1} << 20;
constexpr std::size_t max_errors = std::size_t{4} * 1024;

/// The text read from a pipe, up to a limit. It is overwritten when it is destroyed.
class pipe_text {
 public:
    pipe_text(const asio::any_io_executor& executor, owned_descriptor from, std::size_t limit)
        : pipe_(executor), limit_(limit) {
        pipe_.assign(from.get());
        (void)from.release();
        pipe_.non_blocking(true);
        text_.reserve(std::min(limit, usual_size));
    }
    pipe_text(const pipe_text&) = delete;
    pipe_text& operator=(const pipe_text&) = delete;
    ~pipe_text() { detail::cleanse(text_); }

    /// Calls `handler` when there is something to read, or at the pipe's end.
    template <class Handler>
    void when_readable(Handler handler) {
        pipe_.async_wait(asio::posix::stream_descriptor::wait_read, std::move(handler));
    }
    /// Reads the available text, at most about as much as a pipe usually holds, so that other work on the
    /// executor is not delayed.
    /// @returns whether more may come.
    bool read_some() {
        std::array<char, 4096> space;
        error_code ec;
        for (int i = 0; i < 16 && !ec; ++i) {
            const std::size_t size = pipe_.read_some(asio::buffer(space), ec);
            if (!ec) keep({space.data(), size});
        }
        detail::cleanse(space.data(), space.size());
        emptied_ = ec == asio::error::would_block;
        return !ec || emptied_;
    }
    /// Reads all available text, but stops above the limit.
    void read_rest() {
        do {
            if (!read_some()) return;
        } while (!emptied_ && !cut_);
    }
    void close() {
        error_code ignored;
        pipe_.close(ignored);
    }
    /// Whether there was more text than the limit.
    [[nodiscard]] bool cut() const noexcept { return cut_; }
    [[nodiscard]] std::string take() noexcept { return std::exchange(text_, {}); }

 private:
    static constexpr std::size_t usual_size = std::size_t{16} * 1024;

    // A string that grows by itself leaves copies of secrets in memory.
    void keep(std::string_view piece) {
        cut_ = cut_ || piece.size() > limit_ - text_.size();
        piece = piece.substr(0, limit_ - text_.size());
        if (text_.size() + piece.size() > text_.capacity()) {
            std::string larger;
            larger.reserve(std::min(limit_, 2 * (text_.size() + piece.size())));
            larger += text_;
            detail::cleanse(text_);
            text_ = std::move(larger);
        }
        text_ += piece;
    }

    asio::posix::stream_descriptor pipe_;
    std::size_t limit_;
    std::string text_{};
    bool cut_ = false;
    bool emptied_ = false;
};

/// A running program. Everything runs in one strand.
class running : public std::enable_shared_from_this<running> {
 public:
    running(const asio::any_io_executor& executor, started_program program, bool use_notices)
        : process_(std::move(program.process)),
          output_(executor, std::move(program.output), max_output),
          errors_(executor, std::move(program.errors), max_errors),
          notice_(executor),
          poll_(executor),
          alarm_(executor) {
        if (!use_notices) return;
        owned_descriptor notice = process_.end_notice();
        error_code ec;
        if (notice.is_open()) notice_.assign(notice.get(), ec);
        if (notice_.is_open()) (void)notice.release();
    }

    void begin(milliseconds timeout) {
        alarm_.expires_after(timeout);
        read(output_);
        read(errors_);
        await_end();
    }
    /// Returns when the program has ended, at the timeout, or when the caller is cancelled.
    asio::awaitable<void> wait() {
        error_code ignored;
        co_await alarm_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    /// The outcome, if the program has ended.
    [[nodiscard]] std::optional<output_result> take_outcome() {
        return std::exchange(outcome_, std::nullopt);
    }
    /// Kills the program if it has not ended. It is then reaped in the background.
    void abandon() noexcept {
        over_ = true;
        output_.close();
        errors_.close();
        process_.kill();
    }

 private:
    void read(pipe_text& from) {
        from.when_readable([self = shared_from_this(), &from](const error_code& ec) {
            if (ec || self->over_) return;
            const bool more = from.read_some();
            if (self->output_.cut()) return self->finish(too_much());
            if (more) self->read(from);
        });
    }
    // Continues after the caller has left, because the program must be reaped.
    void await_end() {
        if (!notice_.is_open()) return poll_for_end();
        notice_.async_wait(asio::posix::stream_descriptor::wait_read,
                           [self = shared_from_this()](const error_code& ec) {
                               if (ec != asio::error::operation_aborted) self->see_whether_it_ended();
                           });
    }
    void poll_for_end() {
        constexpr milliseconds longest(50);
        poll_.expires_after(pause_);
        pause_ = std::min(2 * pause_, longest);
        poll_.async_wait([self = shared_from_this()](const error_code& ec) {
            if (!ec) self->see_whether_it_ended();
        });
    }
    void see_whether_it_ended() {
        const std::optional<int> status = process_.reap();
        if (!status) return poll_for_end();
        if (over_) return;
        // Daemons that the program started may keep the pipes open for ever, so only the text that is in them
        // now is read.
        output_.read_rest();
        errors_.read_some();
        if (output_.cut()) return finish(too_much());
        process_output left{
            .exit_status = *status, .output = secret(output_.take()), .errors = errors_.take()};
        finish(std::move(left));
    }
    static failure too_much() {
        return {errc::credentials_failed,
                {.detail = "the program wrote more than a megabyte to its standard output"}};
    }
    void finish(output_result outcome) {
        outcome_.emplace(std::move(outcome));
        over_ = true;
        alarm_.expires_at(std::chrono::steady_clock::time_point::min());
    }

    owned_process process_;
    pipe_text output_;
    pipe_text errors_;
    asio::posix::stream_descriptor notice_;
    asio::steady_timer poll_;
    asio::steady_timer alarm_;
    milliseconds pause_{1};
    std::optional<output_result> outcome_{};
    bool over_ = false;
};

failure took_too_long(milliseconds timeout) {
    return {errc::credentials_failed,
            {.detail = "the program did not end within " + detail::time_text(timeout) +
                       " and was killed; run it by hand to see what it waits for (dynaco runs it without a "
                       "terminal and input)"}};
}

asio::awaitable<output_result> run_in_strand(std::string command, milliseconds timeout, bool use_notices) {
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    auto started = start_shell(command);
    if (!started) co_return started.error();
    const auto program = std::make_shared<running>(executor, std::move(*started), use_notices);
    struct guard {
        running& program;
        ~guard() { program.abandon(); }
    };
    const guard kill_on_exit{*program};
    program->begin(timeout);
    co_await program->wait();
    std::optional<output_result> outcome = program->take_outcome();
    if (outcome) co_return std::move(*outcome);
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none) co_return failure(errc::canceled, {});
    co_return took_too_long(timeout);
}

class machine_process_runner final : public process_runner {
 public:
    explicit machine_process_runner(bool use_notices) noexcept : use_notices_(use_notices) {}

    asio::awaitable<output_result> run(std::string command, milliseconds timeout) override {
        const asio::any_io_executor executor = co_await asio::this_coro::executor;
        output_result outcome = failure(errc::canceled, {});
        try {
            auto under_way = run_in_strand(std::move(command), bounded(timeout), use_notices_);
            output_result got = co_await asio::co_spawn(asio::make_strand(executor), std::move(under_way),
                                                        asio::use_awaitable);
            outcome = std::move(got);
        } catch (const boost::system::system_error& e) {
            if (e.code() != asio::error::operation_aborted)
                outcome = failure(errc::credentials_failed,
                                  {.detail = "the program cannot be monitored: " + e.code().message()});
        }
        co_return outcome;
    }

 private:
    // A longer time might overflow the clock.
    static milliseconds bounded(milliseconds time) {
        return std::min<milliseconds>(time, std::chrono::hours(24));
    }

    const bool use_notices_;
};

}  // namespace

std::shared_ptr<process_runner> machine_processes(bool use_notices) {
    return std::make_shared<machine_process_runner>(use_notices);
}

}  // namespace dynaco::identity
