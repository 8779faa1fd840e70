#include "identity/refresh/load.hpp"

#include "core/time_text.hpp"
#include "identity/source/failure.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/strand.hpp>

#include <exception>
#include <utility>

namespace dynaco::identity {
namespace {

namespace asio = boost::asio;

// The state that a source and its timer share. It is destroyed with the last of them. Used on its strand
// only.
struct load_under_way {
    load_under_way(const asio::any_io_executor& executor, std::shared_ptr<credentials_source> from,
                   std::shared_ptr<detail::effects> by, load_end told)
        : strand(asio::make_strand(executor)),
          source(std::move(from)),
          world(std::move(by)),
          ended(std::move(told)) {}
    load_under_way(const load_under_way&) = delete;
    load_under_way& operator=(const load_under_way&) = delete;
    ~load_under_way() {
        if (ended) ended(std::nullopt);
    }

    // Only the first outcome is reported.
    void end(result<loaded_credentials> outcome) {
        if (const load_end tell = std::exchange(ended, nullptr)) tell(std::move(outcome));
    }

    const asio::strand<asio::any_io_executor> strand;
    const std::shared_ptr<credentials_source> source;
    const std::shared_ptr<detail::effects> world;
    load_end ended;
    asio::cancellation_signal stop_source{};
    asio::cancellation_signal stop_alarm{};
    bool source_runs = true;
    bool alarm_runs = false;
};

// A cancelled source is a failure for the waiting calls, because they were not cancelled.
result<loaded_credentials> told_as_failed(result<loaded_credentials> outcome) {
    if (outcome || outcome.error().cause() != errc::canceled) return outcome;
    return failure(errc::credentials_failed, {.detail = "the source of the credentials cancelled the load"});
}

void source_ended(load_under_way& load, result<loaded_credentials> outcome) {
    load.end(told_as_failed(std::move(outcome)));
    if (load.alarm_runs) load.stop_alarm.emit(asio::cancellation_type::terminal);
}

// Ends the load inside the coroutine, because the handler of co_spawn would be called later.
asio::awaitable<void> run_source(std::shared_ptr<load_under_way> load) {
    result<loaded_credentials> outcome = co_await load->source->load();
    source_ended(*load, std::move(outcome));
}

void start_source(const std::shared_ptr<load_under_way>& load) {
    asio::co_spawn(
        load->strand, run_source(load),
        asio::bind_cancellation_slot(load->stop_source.slot(), [load](const std::exception_ptr& thrown) {
            load->source_runs = false;
            if (thrown) source_ended(*load, thrown_failure(thrown, errc::credentials_failed, "the source"));
        }));
}

void on_alarm(load_under_way& load) {
    load.alarm_runs = false;
    if (!load.ended) return;
    load.end(failure(errc::credentials_failed, {.detail = "loading the credentials took more than " +
                                                          detail::time_text(load_timeout)}));
    if (load.source_runs) load.stop_source.emit(asio::cancellation_type::terminal);
}

void start_alarm(const std::shared_ptr<load_under_way>& load) {
    asio::dispatch(load->strand, [load] {
        if (!load->ended) return;
        load->alarm_runs = true;
        asio::co_spawn(load->strand, load->world->sleep_beside(load_timeout),
                       asio::bind_cancellation_slot(load->stop_alarm.slot(),
                                                    [load](const std::exception_ptr&) { on_alarm(*load); }));
    });
}

}  // namespace

void start_load(const asio::any_io_executor& executor, std::shared_ptr<credentials_source> source,
                std::shared_ptr<detail::effects> world, load_end ended) {
    const auto load =
        std::make_shared<load_under_way>(executor, std::move(source), std::move(world), std::move(ended));
    start_source(load);
    start_alarm(load);
}

}  // namespace dynaco::identity
