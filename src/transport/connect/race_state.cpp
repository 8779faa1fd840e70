#include "transport/connect/race_state.hpp"

namespace dynaco::transport {

using action = connect_race_state::action;

std::optional<action> connect_race_state::failed(time_point now) noexcept {
    if (over_) return std::nullopt;
    ++failed_;
    if (started_ < addresses_ || failed_ == addresses_) return start_next(now);
    return std::nullopt;
}

std::optional<action> connect_race_state::connected(std::size_t address) noexcept {
    if (over_) return std::nullopt;
    over_ = true;
    return action{action::kind::win, address};
}

std::optional<action> connect_race_state::passed(time_point now) noexcept {
    if (now < next_start()) return std::nullopt;
    return start_next(now);
}

connect_race_state::time_point connect_race_state::next_start() const noexcept {
    return over_ || started_ == addresses_ ? time_point::max() : next_start_;
}

std::optional<action> connect_race_state::start_next(time_point now) noexcept {
    if (started_ == addresses_) {
        over_ = true;
        return action{action::kind::fail};
    }
    next_start_ = now + delay_;
    return action{action::kind::start, started_++};
}

}  // namespace dynaco::transport
