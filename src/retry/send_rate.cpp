#include "retry/send_rate.hpp"

#include <algorithm>
#include <cmath>

namespace dynaco::retry {
namespace {

// The constants of adaptive mode (AWS SDKs and Tools Reference, "Retry behavior").
constexpr double beta = 0.7;    // factor of the rate after throttling
constexpr double scale = 0.4;   // how fast the rate grows again
constexpr double smooth = 0.8;  // weight of the latest half second
constexpr double min_rate = 0.5;
constexpr double min_capacity = 1;

double in_seconds(send_rate_state::time_point time) noexcept {
    return send_rate_state::seconds(time.time_since_epoch()).count();
}

}  // namespace

send_rate_state::send_rate_state(time_point now) noexcept
    : filled_at_(in_seconds(now)), measured_at_(std::floor(filled_at_)), throttled_at_(filled_at_) {}

void send_rate_state::refill(double now) noexcept {
    tokens_ = std::min(capacity_, tokens_ + (now - filled_at_) * fill_rate_);
    filled_at_ = now;
}

send_rate_state::seconds send_rate_state::wait_for(double tokens, time_point now) noexcept {
    if (limited_ && in_seconds(now) - throttled_at_ > seconds(forgets_after).count()) limited_ = false;
    if (!limited_) return seconds::zero();
    refill(in_seconds(now));
    // Waiting exactly this long must be enough, in spite of rounding.
    constexpr double rounding = 1e-6;
    return tokens_ + rounding >= tokens ? seconds::zero() : seconds((tokens - tokens_) / fill_rate_);
}

void send_rate_state::take() noexcept {
    if (limited_) tokens_ = std::max(0.0, tokens_ - 1);
}

void send_rate_state::measure(double now) noexcept {
    const double half_second = std::floor(now * 2) / 2;
    ++answers_;
    if (half_second <= measured_at_) return;
    measured_ = answers_ / (half_second - measured_at_) * smooth + measured_ * (1 - smooth);
    answers_ = 0;
    measured_at_ = half_second;
}

double send_rate_state::grown(double max_rate, seconds since_throttled) noexcept {
    const double window = std::cbrt(max_rate * (1 - beta) / scale);
    const double time = since_throttled.count() - window;
    return scale * time * time * time + max_rate;
}

void send_rate_state::set_rate(double rate, double now) noexcept {
    refill(now);  // up to now at the old rate
    fill_rate_ = std::max(rate, min_rate);
    capacity_ = std::max(rate, min_capacity);
    tokens_ = std::min(tokens_, capacity_);
}

void send_rate_state::answered(bool throttled, time_point when) noexcept {
    const double now = in_seconds(when);
    measure(now);
    double wanted = 0;
    if (throttled) {
        max_rate_ = limited_ ? std::min(measured_, fill_rate_) : measured_;
        throttled_at_ = now;
        wanted = beta * max_rate_;
        limited_ = true;
    } else {
        wanted = grown(max_rate_, seconds(now - throttled_at_));
    }
    set_rate(std::min(wanted, 2 * measured_), now);
}

namespace {

using std::chrono::milliseconds;

std::string key(bool writes, std::string_view resource) {
    return std::string(writes ? "write " : "read ") += resource;
}

// Whether a throttling reason, such as "IndexWriteKeyRangeThroughputExceeded", is about writing. `otherwise`
// if the reason does not say.
bool is_write(std::string_view reason, bool otherwise) {
    const auto says = [reason](std::string_view what) {
        return reason.find(what) < 6;
    };  // after "Table" or "Index"
    return says("Write") || (otherwise && !says("Read"));
}

bool contains(const std::vector<std::string>& all, std::string_view one) {
    return std::ranges::find(all, one) != all.end();
}

}  // namespace

std::size_t send_rate_limiter::limited() const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::ranges::count_if(states_, [](const auto& each) { return each.second.rate.limited(); }));
}

std::size_t send_rate_limiter::states() const {
    const std::lock_guard lock(mutex_);
    return states_.size();
}

void send_rate_limiter::forget(time_point now) {
    if (now < forget_at_) return;
    forget_at_ = now + std::chrono::minutes(1);
    std::erase_if(states_, [now](const auto& each) {
        return each.second.line.empty() && now - each.second.used > send_rate_state::forgets_after;
    });
}

send_rate_limiter::state* send_rate_limiter::at(const std::string& name, time_point now) {
    auto found = states_.find(name);
    if (found == states_.end()) {
        if (states_.size() >= max_states) return nullptr;
        found = states_.emplace(name, state{.rate = send_rate_state(now), .used = now}).first;
    }
    found->second.used = now;
    return &found->second;
}

// A resource that throttles for the first time has no measured rate. It starts with the rate of `like`, which
// counted the same requests.
send_rate_limiter::state* send_rate_limiter::at(const std::string& name, const std::string& like,
                                                time_point now) {
    const auto model = states_.find(like);
    const bool fresh = !states_.contains(name) && model != states_.end();
    state* const s = at(name, now);
    if (s && fresh) s->rate = model->second.rate;
    return s;
}

void send_rate_limiter::leave(const std::string& name, std::uint64_t number) {
    const auto s = states_.find(name);
    if (s == states_.end()) return;
    const auto place = std::ranges::lower_bound(s->second.line, number);
    if (place != s->second.line.end() && *place == number) s->second.line.erase(place);
}

std::vector<std::string> send_rate_limiter::keys_of(const send_rate_scope& scope) const {
    std::vector<std::string> keys;
    for (const std::string& resource : scope.resources) {
        keys.push_back(key(scope.writes, resource));
        if (!scope.writes) continue;
        const std::string indexes = keys.back() + "/index/";
        for (auto at = states_.lower_bound(indexes); at != states_.end() && at->first.starts_with(indexes);
             ++at)
            if (at->second.rate.limited()) keys.push_back(at->first);
    }
    return keys;
}

std::vector<std::string> send_rate_limiter::blamed(const send_rate_scope& scope,
                                                   std::span<const throttling_reason> reasons) const {
    std::vector<std::string> keys;
    bool ours = false;
    for (const throttling_reason& each : reasons) {
        const std::string_view resource = resource_name(each.resource);
        if (resource.empty()) continue;
        if (auto name = key(is_write(each.reason, scope.writes), resource); !contains(keys, name))
            keys.push_back(std::move(name));
        const std::string_view table = resource.substr(0, resource.find('/'));
        ours =
            ours || contains(scope.resources, resource) || (scope.writes && contains(scope.resources, table));
    }
    // The tables of a PartiQL statement are not known. Its own limits are then used.
    if (!ours)
        for (const std::string& each : scope.resources) keys.push_back(key(scope.writes, each));
    return keys;
}

send_rate_limiter::turn::~turn() {
    const std::lock_guard lock(of_.mutex_);
    of_.leave(waits_at_, number_);
}

milliseconds send_rate_limiter::turn::next(time_point now) {
    const std::lock_guard lock(of_.mutex_);
    of_.forget(now);
    std::vector<state*> needed;
    auto longest = send_rate_state::seconds::zero();
    std::string narrowest;
    for (const std::string& each : of_.keys_of(scope_)) {
        state* const s = of_.at(each, now);
        if (!s) continue;
        needed.push_back(s);
        const auto place = number_ == 0 ? s->line.end() : std::ranges::lower_bound(s->line, number_);
        const auto wait = s->rate.wait_for(1 + static_cast<double>(place - s->line.begin()), now);
        if (wait > longest) longest = wait, narrowest = each;
    }
    // The request waits only in this queue: a request that waits for a hot index must not delay other
    // requests to its table.
    if (waits_at_ != narrowest) {
        of_.leave(waits_at_, number_);
        if (number_ == 0) number_ = ++of_.turns_;
        waits_at_ = narrowest;
        if (!narrowest.empty()) {
            auto& line = of_.states_.find(narrowest)->second.line;
            line.insert(std::ranges::lower_bound(line, number_), number_);
        }
    }
    if (!narrowest.empty())
        return std::clamp(std::chrono::ceil<milliseconds>(longest), milliseconds(1), longest_wait);
    number_ = 0;
    for (state* const s : needed) s->rate.take();
    return milliseconds::zero();
}

void send_rate_limiter::turn::answered(bool throttled, std::span<const throttling_reason> reasons,
                                       time_point now) {
    const std::lock_guard lock(of_.mutex_);
    const auto own = of_.keys_of(scope_);
    const auto guilty = throttled ? of_.blamed(scope_, reasons) : std::vector<std::string>();
    std::vector<state*> affected;
    affected.reserve(guilty.size() + own.size());
    for (const std::string& each : guilty)
        affected.push_back(of_.at(each, own.empty() ? each : own.front(), now));
    for (const std::string& each : own)
        if (!contains(guilty, each))
            if (state* const s = of_.at(each, now)) s->rate.answered(false, now);
    for (state* const s : affected)
        if (s) s->rate.answered(true, now);
}

}  // namespace dynaco::retry
