#pragma once

#include "simulation/answer.hpp"
#include "simulation/logbook.hpp"
#include "simulation/schedule.hpp"
#include "simulation/watch/clock_watch.hpp"
#include "simulation/watch/quota_watch.hpp"
#include "support/scripted_transport.hpp"

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <optional>
#include <string>

namespace dynaco::simulation {

/// Follows everything that one call does, and checks it against dynaco's promises.
class call_watch {
 public:
    call_watch(const call_plan& plan, const client_options& defaults, const timeline& time,
               quota_watch& quota, clock_watch& clock, logbook& log);

    void begins();
    void cancels();
    /// The call sends a request whose date differs from the service's clock by `off`.
    void sends(const test::sent_request& request, std::chrono::seconds off);
    /// An exchange ended with a response.
    void is_answered(const answer& a);
    /// An exchange ended without a response. `replaceable`: the connection was used before, and no byte
    /// arrived.
    void is_lost(errc why, bool replaceable);
    /// The call gets no connection.
    void has_no_connection(errc why);
    void pauses(milliseconds time);
    /// The call ends. `applied`: how often its write was applied so far.
    void ends(const result<reply>& outcome, int applied);
    /// The run is over. `applied`: how often the write of the call was applied.
    void finishes(int applied);

    [[nodiscard]] bool begun() const noexcept { return begun_; }
    [[nodiscard]] bool over() const noexcept { return ends_ > 0; }
    [[nodiscard]] bool succeeded() const noexcept { return over() && last_ == sense::success; }
    [[nodiscard]] bool canceled() const noexcept { return canceled_; }

 private:
    template <class... Parts>
    void broken(const Parts&... parts) {
        log_.broken("call ", plan_.number, ": ", parts...);
    }
    void attempt_ends(sense meaning, bool ambiguous);
    [[nodiscard]] milliseconds longest_pause() const;
    [[nodiscard]] bool may_repeat_ambiguous() const noexcept;
    [[nodiscard]] int cost() const noexcept;
    void check_failure(const failure& why);

    const call_plan& plan_;
    const retry_policy policy_;
    const milliseconds deadline_after_;
    const milliseconds attempt_timeout_;
    const timeline& time_;
    quota_watch& quota_;
    clock_watch& clock_;
    logbook& log_;

    steady_time began_{};
    steady_time deadline_{};
    std::string invocation_id_{};
    int attempts_ = 0;  // attempts that have ended
    int sends_ = 0;
    int replaced_ = 0;
    int ends_ = 0;
    int cost_ = 0;                       // of the last retry
    steady_time sent_{};                 // when the last request was sent
    std::optional<steady_time> told_{};  // when the last request with a response was sent
    sense last_ = sense::given_up;
    std::optional<milliseconds> retry_after_{};
    bool begun_ = false;
    bool canceled_ = false;
    bool sending_ = false;
    bool ambiguous_ = false;  // an attempt may have been applied
    bool settled_ = false;    // nothing more may be sent
    bool due_ = false;        // a retry is due
    bool timed_out_ = false;  // the last attempt timed out
    bool definite_failure_ = false;
};

}  // namespace dynaco::simulation
