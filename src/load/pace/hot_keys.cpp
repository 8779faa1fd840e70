#include "load/pace/hot_keys.hpp"

#include <algorithm>
#include <numeric>

namespace dynaco::loading {
namespace {

constexpr double hot_key_burst = 0.1;     // seconds
constexpr double hot_key_portion = 0.02;  // seconds
constexpr double guilty_part = 0.5;       // a hash key with at least this part of the refused units is hot
constexpr std::uint32_t guilty_times = 6;
constexpr double guilty_ratio = 3;      // times as often refused as other keys
constexpr double suspected_for = 10;    // seconds
constexpr double units_counted = 4000;  // units
constexpr double wrong_weight = 1.0 / 16;

double sum_of(const std::vector<hash_key_units>& of) {
    return std::accumulate(of.begin(), of.end(), 0.0,
                           [](double sum, const hash_key_units& each) { return sum + each.units; });
}

}  // namespace

void hot_keys::make_hot(std::uint64_t hash_key, time_point now, std::vector<std::uint64_t>& found) {
    if (hot_.size() >= most || hot_.contains(hash_key)) return;
    suspects_.erase(hash_key);
    hot_.emplace(hash_key, state{.bucket = unit_bucket(start_rate, hot_key_burst, now),
                                 .finder = rate_finder(start_rate, now),
                                 .refused_at = now});
    if (past_.size() < most) past_.try_emplace(hash_key);
    found.push_back(hash_key);
}

void hot_keys::forget_suspects(time_point now) {
    std::erase_if(suspects_, [now](const auto& each) {
        return seconds_between(each.second.seen_at, now) > suspected_for;
    });
}

void hot_keys::suspect_key(const hash_key_units& refused, time_point now) {
    if (suspects_.size() >= most_suspects) forget_suspects(now);
    if (suspects_.size() >= most_suspects && !suspects_.contains(refused.hash_key)) {
        // Keys that were refused only once make room for others.
        std::erase_if(suspects_, [](const auto& each) { return each.second.times <= 1; });
        if (suspects_.size() >= most_suspects) return;
    }
    suspect& of = suspects_[refused.hash_key];
    of.times += refused.writes;
    of.seen_at = now;
}

bool hot_keys::is_guilty(const suspect& of) const noexcept {
    if (of.times < guilty_times) return false;
    const double own = of.written + of.refused;
    const double others = std::max(1.0, written_ + refused_ - own);
    const double part_of_others = std::max(0.0, refused_ - of.refused) / others;
    return of.refused / std::max(1.0, own) > guilty_ratio * part_of_others;
}

void hot_keys::count(const hash_key_units& units, bool refused, time_point sent_at, time_point now) {
    if (const auto hot = hot_.find(units.hash_key); hot != hot_.end()) {
        state& of = hot->second;
        of.finder.on_answer(sent_at, refused ? 0 : units.units, refused ? units.units : 0, now);
        of.bucket.set_rate(of.finder.rate(), now);
        if (refused) {
            of.refused_at = now;
            ++past_[units.hash_key].refused;
        }
        return;
    }
    (refused ? refused_ : written_) += units.units;
    if (const auto found = suspects_.find(units.hash_key); found != suspects_.end())
        (refused ? found->second.refused : found->second.written) += units.units;
}

void hot_keys::answered(const std::vector<hash_key_units>& written,
                        const std::vector<hash_key_units>& refused, const key_refusal& how,
                        time_point sent_at, time_point now, std::vector<std::uint64_t>& found) {
    const double all = sum_of(refused);
    const bool may_suspect = !only_reasons_until_ || now > *only_reasons_until_;
    note_wrong(written, refused);
    for (const hash_key_units& each : refused) {
        const bool several = how.key_range && each.writes > 1;
        if (several && each.units >= guilty_part * all) make_hot(each.hash_key, now, found);
        if (!hot(each.hash_key) && (several || (may_suspect && !how.again))) suspect_key(each, now);
    }
    for (const hash_key_units& each : written) count(each, false, sent_at, now);
    for (const hash_key_units& each : refused) {
        count(each, true, sent_at, now);
        const auto suspected = suspects_.find(each.hash_key);
        if (suspected != suspects_.end() && is_guilty(suspected->second)) make_hot(each.hash_key, now, found);
    }
    halve_counts();
}

void hot_keys::note_wrong(const std::vector<hash_key_units>& written,
                          const std::vector<hash_key_units>& refused) {
    if (hot_.empty()) return;
    double hot_refused = 0;
    int keys = 0;
    for (const hash_key_units& each : refused)
        if (hot(each.hash_key)) hot_refused += each.units, ++keys;
    if (keys < 2) hot_refused = 0;
    const double all = sum_of(written) + sum_of(refused);
    if (all > 0) wrong_ += (hot_refused / all - wrong_) * wrong_weight;
}

// Forgets old responses of all keys.
void hot_keys::halve_counts() {
    if (written_ + refused_ < units_counted) return;
    written_ /= 2;
    refused_ /= 2;
    for (auto& each : suspects_) {
        each.second.written /= 2;
        each.second.refused /= 2;
    }
}

void hot_keys::name(std::uint64_t hash_key, std::string_view text, std::uint32_t table) {
    history& of = past_[hash_key];
    of.name = text;
    of.table = table;
}

nanoseconds hot_keys::wait(std::uint64_t hash_key, time_point now) noexcept {
    const auto found = hot_.find(hash_key);
    return found == hot_.end() ? nanoseconds::zero() : found->second.bucket.wait(now);
}

double hot_keys::portion(std::uint64_t hash_key) const noexcept {
    const auto found = hot_.find(hash_key);
    return found == hot_.end() ? 0 : std::max(1.0, found->second.finder.rate() * hot_key_portion);
}

void hot_keys::released(std::uint64_t hash_key, double units, time_point now) noexcept {
    const auto found = hot_.find(hash_key);
    if (found == hot_.end()) return;
    found->second.finder.on_sent(units, now);
    found->second.bucket.take(units, now);
}

void hot_keys::forget(time_point now, std::vector<std::uint64_t>& ended) {
    const bool is_wrong = wrong_ > wrong_part;
    if (is_wrong) {
        wrong_ = 0;
        suspects_.clear();
        only_reasons_until_ = now + std::chrono::duration_cast<nanoseconds>(real_seconds(forgotten_after));
    }
    for (auto at = hot_.begin(); at != hot_.end();) {
        if (!is_wrong && seconds_between(at->second.refused_at, now) <= forgotten_after) {
            ++at;
            continue;
        }
        ended.push_back(at->first);
        at = hot_.erase(at);
    }
    forget_suspects(now);
}

std::vector<hot_keys::hot_key> hot_keys::report() const {
    std::vector<hot_key> all;
    for (const auto& [key, past] : past_) {
        const auto now = hot_.find(key);
        all.push_back({.name = past.name,
                       .table = past.table,
                       .refused = past.refused,
                       .rate = now == hot_.end() ? 0 : now->second.finder.rate()});
    }
    std::ranges::sort(all, [](const hot_key& a, const hot_key& b) { return a.refused > b.refused; });
    return all;
}

}  // namespace dynaco::loading
