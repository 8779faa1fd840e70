#include "load/engine/send_state.hpp"
#include "load/plan/acknowledged_ranges.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

/// Random histories of a load against a model of what each key must contain.
namespace history_test {
namespace {

using namespace dynaco::loading;
using action = send_step::action;
using outcome = key_order::outcome;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int history_count = 1500;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr int history_count = 1500;
#else
constexpr int history_count = 10'000;
#endif
#else
constexpr int history_count = 10'000;
#endif

/// A write of the history.
struct history_write {
    std::string key{};
    std::uint64_t sequence = 0;
    bool bad = false;  // the service refuses it
    std::uint32_t table = 0;
    bool counts = false;  // an update that must not be applied twice, with a condition
};

/// One load of a few hundred writes to a few keys.
class history {
 public:
    explicit history(unsigned seed) : random_(seed), state_(options(), now_) {
        for (std::uint32_t i = 0; i < 1 + below(3); ++i)
            state_.add_table("table" + std::to_string(i),
                             {.start_units_per_second = static_cast<double>(1000 * (1 + below(50)))}, {},
                             now_),
                ++tables_;
        keys_ = 1 + below(40);
        total_ = 50 + below(250);
        fault_percent_ = below(3) * 15;
        leftover_percent_ = below(3) * 20;
        bad_percent_ = below(4) == 0 ? 5 : 0;
        if (below(4) == 0) {
            lost_table_ = static_cast<std::uint32_t>(below(tables_));
            lost_at_ = below(total_);
        }
    }

    void run() {
        for (int steps = 0; steps < 100'000 && !finished(); ++steps) step();
        ASSERT_TRUE(finished()) << "the load hangs with " << state_.order().pending() << " writes";
        check_end();
    }
    std::uint64_t requests = 0;
    std::uint64_t superseded = 0;
    std::uint64_t dropped = 0;
    std::uint64_t rejected = 0;
    std::uint64_t lost = 0;
    std::uint64_t unsent = 0;

 private:
    send_options options() {
        policy_ = below(4) == 0 ? same_key_policy::refuse : same_key_policy::replace;
        return {.same_key = policy_,
                .batch_size = 1 + below(30),
                .max_requests = 1 + below(10),
                .mixed_tables = below(2) == 0,
                .seed = random_()};
    }
    std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
    bool percent(std::uint64_t part) { return below(100) < part; }
    [[nodiscard]] bool finished() const { return sequence_ == total_ && state_.order().pending() == 0; }

    void add() {
        history_write row{.key = "key " + std::to_string(below(keys_)),
                          .sequence = sequence_++,
                          .bad = percent(bad_percent_),
                          .counts = percent(5)};
        const auto table = static_cast<std::uint32_t>(below(tables_));
        row.table = table;
        row.key += '/' + std::to_string(table);
        written_order_[row.key].push_back(row.sequence);
        rows_.push_back(row);
        const history_write& kept = rows_.back();
        if (has_ended_ && table == lost_table_) {  // the engine refuses it
            refused_.insert(kept.sequence);
            ASSERT_TRUE(acknowledged_.add(kept.sequence));
            state_.drain(sequence_ == total_);
            return;
        }
        const auto accepted = state_.accept({.key = kept.key,
                                             .sequence = kept.sequence,
                                             .hash_key = std::hash<std::string>()(kept.key),
                                             .table = table,
                                             .bytes = 100,
                                             .single = kept.counts},
                                            now_);
        if (accepted.what == outcome::refused) {
            refused_.insert(kept.sequence);
            ASSERT_TRUE(acknowledged_.add(kept.sequence));
        } else if (accepted.what == outcome::replaced) {
            replaced_by_[accepted.superseded.sequence] = kept.sequence;
        }
        if (accepted.id != no_write) by_id_[accepted.id] = kept.sequence;
        state_.drain(sequence_ == total_);
    }

    void step() {
        if (sequence_ < total_ && state_.order().pending() < 60 && percent(60)) add();
        const auto next = state_.next(now_);
        if (next.what == action::send) {
            send(next.request);
        } else if (!in_flight_.empty() && percent(70)) {
            // Any request may be answered next.
            const std::size_t at = below(in_flight_.size());
            const std::uint32_t request = in_flight_[at];
            in_flight_.erase(in_flight_.begin() + static_cast<std::ptrdiff_t>(at));
            answer(request);
        } else {
            now_ += next.what == action::wait ? next.wait : nanoseconds(std::chrono::milliseconds(1));
        }
    }

    void send(std::uint32_t request) {
        ++requests;
        in_flight_.push_back(request);
        std::set<std::string> keys;
        for (const write_id id : state_.batch(request).writes) {
            const history_write& row = rows_[by_id_.at(id)];
            ASSERT_TRUE(keys.insert(row.key).second) << "a key twice in a request";
            ASSERT_TRUE(busy_.insert(row.key).second) << "a key in two requests";
            ASSERT_TRUE(!row.counts || state_.batch(request).writes.size() == 1);
        }
    }

    void apply(const history_write& row) {
        auto& last = applied_[row.key];
        // The order of the key holds. The same write may be applied again after a lost response.
        ASSERT_TRUE(!last || *last <= row.sequence) << row.key;
        if (row.counts && last == row.sequence) return;  // its condition does not hold a second time
        last = row.sequence;
    }

    void answer(std::uint32_t request) {
        const std::vector<write_id> writes = state_.batch(request).writes;
        for (const write_id id : writes) busy_.erase(rows_[by_id_.at(id)].key);
        outcome_.clear();
        const bool bad = std::ranges::any_of(writes, [&](write_id id) { return rows_[by_id_.at(id)].bad; });
        if (percent(fault_percent_)) {
            const bool applied = !bad && percent(50);  // the response was lost, or the request
            if (applied)
                for (const write_id id : writes) apply(rows_[by_id_.at(id)]);
            ++lost;
            state_.failed(request, 0.5, now_, outcome_);
            acknowledge();
            return;
        }
        const bool has_lost_table = sequence_ > lost_at_ && std::ranges::any_of(writes, [&](write_id id) {
                                        return rows_[by_id_.at(id)].table == lost_table_;
                                    });
        if (has_lost_table) {
            const auto ended = state_.table_refused(request, now_, outcome_);
            ASSERT_TRUE(!ended || (*ended == lost_table_ && !has_ended_));
            has_ended_ = has_ended_ || ended;
        } else if (bad) {
            state_.refused(request, now_, outcome_);
        } else {
            std::vector<write_id> leftovers;
            for (const write_id id : writes)
                if (percent(leftover_percent_))
                    leftovers.push_back(id);
                else
                    apply(rows_[by_id_.at(id)]);
            std::vector<throttle_reason> reasons;
            if (leftovers.size() == writes.size())
                reasons.push_back(
                    {.limit = percent(50) ? throttle_limit::key_range : throttle_limit::provisioned,
                     .table = "table0"});
            std::ranges::reverse(leftovers);
            state_.answered(request, {.leftovers = leftovers, .reasons = reasons}, now_, outcome_);
        }
        acknowledge();
    }

    void acknowledge() {
        for (const ended_write& each : outcome_.written) {
            const history_write& row = rows_[each.sequence];
            ASSERT_FALSE(row.bad);
            ASSERT_TRUE(applied_[row.key] && *applied_[row.key] >= each.sequence)
                << "acknowledged before it was written";
            written_.insert(each.sequence);
            ASSERT_TRUE(acknowledged_.add(each.sequence)) << "acknowledged twice";
        }
        for (const ended_write& each : outcome_.rejected) {
            ASSERT_TRUE(rows_[each.sequence].bad) << "a good write was rejected";
            rejected_.insert(each.sequence);
            ASSERT_TRUE(acknowledged_.add(each.sequence));
            ++rejected;
        }
        for (const ended_write& each : outcome_.unsent) {
            ASSERT_TRUE(has_ended_ && rows_[each.sequence].table == lost_table_)
                << "a write to another table was given up";
            unsent_.insert(each.sequence);
            ASSERT_TRUE(acknowledged_.add(each.sequence)) << "ended twice";
        }
        unsent = unsent_.size();
        acknowledge(outcome_.dropped_unsent, unsent_);
        acknowledge(outcome_.superseded, superseded_);
        acknowledge(outcome_.dropped, dropped_);
        superseded = superseded_.size();
        dropped = dropped_.size();
    }

    void acknowledge(const std::vector<sequence_range>& ranges, std::set<std::uint64_t>& to) {
        for (const sequence_range& range : ranges) {
            ASSERT_TRUE(acknowledged_.add(range)) << "acknowledged twice";
            for (std::uint64_t each = range.first; each <= range.last; ++each) {
                to.insert(each);
                std::uint64_t by = each;
                while (replaced_by_.contains(by)) by = replaced_by_[by];
                ASSERT_TRUE(acknowledged_.contains(by)) << "acknowledged before its replacement";
            }
        }
    }

    void check_end() {
        EXPECT_EQ(acknowledged_.low(), total_);
        EXPECT_EQ(written_.size() + rejected_.size() + superseded_.size() + dropped_.size() +
                      refused_.size() + unsent_.size(),
                  total_);
        EXPECT_EQ(state_.requests_in_flight(), 0u);
        for (const auto& [key, order] : written_order_) {
            std::optional<std::uint64_t> last;
            for (const std::uint64_t each : order)
                if (written_.contains(each)) last = each;
            // A dropped write may have been applied by a request whose response was lost.
            if (applied_[key] && dropped_.contains(*applied_[key])) continue;
            // So may one that was not sent again.
            if (applied_[key] && unsent_.contains(*applied_[key])) continue;
            EXPECT_EQ(applied_[key], last) << key << " has another write than its last one";
        }
    }

    std::mt19937_64 random_;
    time_point now_{};
    same_key_policy policy_{};
    send_state state_;
    std::uint32_t tables_ = 0;
    std::uint64_t keys_ = 0;
    std::uint64_t total_ = 0;
    std::uint64_t fault_percent_ = 0;
    std::uint64_t leftover_percent_ = 0;
    std::uint64_t bad_percent_ = 0;
    std::uint32_t lost_table_ = ~std::uint32_t{0};  // the service refuses it
    std::uint64_t lost_at_ = ~std::uint64_t{0};     // once so many writes were accepted
    bool has_ended_ = false;
    std::uint64_t sequence_ = 0;
    std::deque<history_write> rows_;
    std::map<write_id, std::uint64_t> by_id_;
    std::map<std::string, std::vector<std::uint64_t>> written_order_;
    std::map<std::uint64_t, std::uint64_t> replaced_by_;
    std::vector<std::uint32_t> in_flight_;
    std::set<std::string> busy_;
    std::map<std::string, std::optional<std::uint64_t>> applied_;  // the last write of each key
    std::set<std::uint64_t> written_;
    std::set<std::uint64_t> rejected_;
    std::set<std::uint64_t> refused_;
    std::set<std::uint64_t> superseded_;
    std::set<std::uint64_t> dropped_;
    std::set<std::uint64_t> unsent_;
    acknowledged_ranges acknowledged_;
    send_outcome outcome_;
};

TEST(LoadHistory, KeepsTheOrderOfEachKeyAndLosesNothing) {
    std::uint64_t requests = 0;
    std::uint64_t superseded = 0;
    std::uint64_t rejected = 0;
    std::uint64_t lost = 0;
    std::uint64_t unsent = 0;
    for (unsigned seed = 0; seed < history_count; ++seed) {
        history one(seed);
        one.run();
        if (::testing::Test::HasFailure()) {
            ADD_FAILURE() << "seed " << seed;
            return;
        }
        requests += one.requests;
        superseded += one.superseded;
        rejected += one.rejected;
        lost += one.lost;
        unsent += one.unsent;
    }
    std::printf(
        "%d histories: %llu requests, %llu lost, %llu writes superseded, %llu rejected, %llu of ended "
        "tables\n",
        history_count, static_cast<unsigned long long>(requests), static_cast<unsigned long long>(lost),
        static_cast<unsigned long long>(superseded), static_cast<unsigned long long>(rejected),
        static_cast<unsigned long long>(unsent));
    EXPECT_GT(unsent, 0u);
    EXPECT_GT(superseded, 0u);
    EXPECT_GT(rejected, 0u);
    EXPECT_GT(lost, 0u);
}

}  // namespace
}  // namespace history_test
