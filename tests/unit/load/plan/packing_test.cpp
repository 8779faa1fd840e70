#include "load/plan/packing.hpp"

#include "load/plan/key_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <string>

namespace packing_test {
namespace {

using dynaco::loading::key_order;
using dynaco::loading::no_write;
using dynaco::loading::packing;
using dynaco::loading::planned_write;
using dynaco::loading::request_batch;
using dynaco::loading::request_limits;
using dynaco::loading::write_id;

/// Adds writes with different keys.
struct packed {
    key_order order{};
    packing pack{2};
    std::deque<std::string> keys{};
    request_batch batch{};

    write_id add(planned_write write) {
        write.sequence = keys.size();
        write.key = keys.emplace_back(std::to_string(keys.size()));
        const write_id id = order.accept(write).id;
        pack.add(id, write);
        return id;
    }
    std::size_t take(request_limits limits = {}, std::size_t table = 0) {
        batch.clear();
        pack.take(table, limits, order, batch);
        return batch.writes.size();
    }
};

TEST(Packing, TakesAtMostABatch) {
    packed p;
    for (std::uint64_t i = 0; i < 60; ++i) p.add({.hash_key = i});
    EXPECT_EQ(p.take(), 25u);
    EXPECT_EQ(p.take(), 25u);
    EXPECT_EQ(p.take(), 10u);
    EXPECT_EQ(p.take(), 0u);
    for (std::uint64_t i = 0; i < 150; ++i) p.add({.hash_key = i});
    EXPECT_EQ(p.take({.writes = 100}), 100u);
    EXPECT_EQ(p.pack.ready(0), 50u);
}

TEST(Packing, LimitsBytesAndUnits) {
    packed p;
    for (std::uint64_t i = 0; i < 8; ++i) p.add({.hash_key = i, .bytes = 400'000, .units = 391});
    EXPECT_EQ(p.take({.bytes = 1'600'000}), 4u);
    EXPECT_EQ(p.batch.bytes, 1'600'000u);
    EXPECT_EQ(p.take({.units = 800}), 2u);
    EXPECT_EQ(p.batch.units, 782u);
    EXPECT_EQ(p.take({.bytes = 1}), 1u) << "a request has one write even if that is larger than the limits";
    EXPECT_EQ(p.take({.units = 1}), 1u);
}

TEST(Packing, SpreadsSortedWritesOverHashKeys) {
    packed p;
    for (std::uint64_t key = 0; key < 64; ++key)
        for (int i = 0; i < 50; ++i) p.add({.hash_key = key});
    while (p.take() > 0) {
        std::map<std::uint64_t, int> counts;
        for (const write_id id : p.batch.writes) ++counts[p.order[id].hash_key];
        EXPECT_EQ(counts.size(), p.batch.writes.size());
    }
}

TEST(Packing, ASupplyIsSpreadOverHashKeys) {
    packed p;
    EXPECT_FALSE(p.pack.has_supply(0, 160));
    for (std::uint64_t i = 0; i < 1000; ++i) p.add({.hash_key = 7});
    EXPECT_FALSE(p.pack.has_supply(0, 160));
    for (std::uint64_t i = 0; i < 149; ++i) p.add({.hash_key = 100 + i});
    EXPECT_FALSE(p.pack.has_supply(0, 160)) << "of the writes with the same hash key, ten count";
    for (std::uint64_t i = 0; i < 3; ++i) p.add({.hash_key = 300 + i});
    EXPECT_TRUE(p.pack.has_supply(0, 160));
    EXPECT_FALSE(p.pack.has_supply(1, 160));
    p.pack.hold(7);
    while (p.take() > 0) {
    }
    EXPECT_FALSE(p.pack.has_supply(0, 1)) << "the others are held back";
    for (int i = 0; i < 160; ++i) p.add({.table = 1, .single = true});
    EXPECT_TRUE(p.pack.has_supply(1, 160)) << "each is its own request";
}

TEST(Packing, PutsLeftoversFirstAndByThemselves) {
    packed p;
    for (std::uint64_t i = 0; i < 40; ++i) p.add({.hash_key = i});
    p.take();
    const std::vector<write_id> back{p.batch.writes[3], p.batch.writes[7], p.batch.writes[20]};
    for (const write_id id : back) p.pack.put_back(id, p.order[id]);
    EXPECT_TRUE(p.pack.has_leftovers(0));
    p.take();
    EXPECT_EQ(p.batch.writes, back);
    EXPECT_TRUE(p.batch.leftovers);
    EXPECT_FALSE(p.pack.has_leftovers(0));
    EXPECT_EQ(p.take(), 15u);
    EXPECT_FALSE(p.batch.leftovers);
}

TEST(Packing, KeepsSingleWritesAloneAndTakesTurns) {
    packed p;
    for (std::uint64_t i = 0; i < 100; ++i) p.add({.hash_key = i, .single = i % 2 == 0});
    int singles = 0;
    int batches = 0;
    while (p.take() > 0) {
        if (p.batch.single) {
            ++singles;
            EXPECT_EQ(p.batch.writes.size(), 1u);
            EXPECT_FALSE(p.pack.take(0, {}, p.order, p.batch));
            if (singles == 2) {
                EXPECT_EQ(batches, 1);
            }
        } else {
            ++batches;
            EXPECT_EQ(p.batch.writes.size(), 25u);
        }
    }
    EXPECT_EQ(singles, 50);
    EXPECT_EQ(batches, 2);
}

TEST(Packing, FillsABatchFromAnotherTable) {
    packed p;
    for (std::uint64_t i = 0; i < 10; ++i) p.add({.hash_key = i, .table = static_cast<std::uint32_t>(i % 2)});
    EXPECT_EQ(p.take(), 5u);
    EXPECT_TRUE(p.pack.take(1, {.writes = 8}, p.order, p.batch));
    EXPECT_EQ(p.batch.writes.size(), 8u);
    EXPECT_EQ(p.pack.ready(1), 2u);
}

TEST(Packing, HoldsBackHashKeys) {
    packed p;
    for (std::uint64_t i = 0; i < 100; ++i) p.add({.hash_key = i % 5, .units = 2});
    p.pack.hold(3);
    std::size_t others = 0;
    while (p.take() > 0) {
        others += p.batch.writes.size();
        for (const write_id id : p.batch.writes) EXPECT_NE(p.order[id].hash_key, 3u);
    }
    EXPECT_EQ(others, 80u);
    EXPECT_EQ(p.pack.held(3), 20u);
    EXPECT_EQ(p.pack.ready(0), 0u);
    EXPECT_EQ(p.pack.release(3, 7, p.order), 8u);
    EXPECT_EQ(p.take(), 4u);
    const write_id leftover = p.batch.writes.front();
    p.pack.put_back(leftover, p.order[leftover]);
    EXPECT_EQ(p.take(), 0u) << "leftovers of a held hash key wait too";
    p.pack.release(3, 1, p.order);
    EXPECT_EQ(p.take(), 1u);
    EXPECT_EQ(p.batch.writes.front(), leftover) << "and they are released first";
    p.pack.free(3, p.order);
    EXPECT_EQ(p.take(), 16u);
}

TEST(Packing, HoldsBackSingleWritesToo) {
    packed p;
    for (int i = 0; i < 3; ++i) p.add({.hash_key = 1, .single = true});
    p.pack.hold(1);
    EXPECT_EQ(p.take(), 0u);
    p.pack.release(1, 1, p.order);
    EXPECT_EQ(p.take(), 1u);
    EXPECT_TRUE(p.batch.single);
    EXPECT_EQ(p.take(), 0u);
}

// Writes of each list: new, put back, single, of a held hash key, and released.
TEST(Packing, ReturnsAllWritesOfATable) {
    packed p;
    std::set<write_id> of_first;
    std::set<write_id> of_second;
    for (std::uint64_t i = 0; i < 300; ++i) {
        const auto table = static_cast<std::uint32_t>(i % 2);
        const write_id id = p.add({.hash_key = i / 20, .table = table, .bytes = 10, .single = i % 7 == 0});
        (table == 0 ? of_first : of_second).insert(id);
    }
    p.pack.hold(1);
    p.pack.hold(2);
    for (int i = 0; i < 4; ++i) {
        p.take({}, 0);
        for (const write_id id : p.batch.writes) p.pack.put_back(id, p.order[id]);
    }
    p.pack.release(1, 3, p.order);
    const auto taken = p.pack.take_table(0, p.order);
    EXPECT_EQ(std::set<write_id>(taken.begin(), taken.end()), of_first);
    EXPECT_EQ(taken.size(), of_first.size());
    EXPECT_EQ(p.pack.ready(0), 0u);
    EXPECT_EQ(p.take({}, 0), 0u);
    p.pack.free(1, p.order);
    p.pack.free(2, p.order);
    EXPECT_EQ(p.take({}, 0), 0u);
    std::set<write_id> rest;
    while (p.take({}, 1) > 0) rest.insert(p.batch.writes.begin(), p.batch.writes.end());
    EXPECT_EQ(rest, of_second);
}

TEST(Packing, LosesAndDoublesNothing) {
    packed p;
    std::uint64_t random = 1;
    const auto below = [&random](std::uint64_t limit) {
        random = random * 6364136223846793005 + 1442695040888963407;
        return (random >> 33) % limit;
    };
    std::set<write_id> seen;
    std::size_t added = 0;
    const auto check = [&] {
        for (const write_id id : p.batch.writes)
            if (below(5) == 0)
                p.pack.put_back(id, p.order[id]);
            else
                EXPECT_TRUE(seen.insert(id).second);
    };
    for (int round = 0; round < 3000; ++round) {
        for (std::uint64_t i = below(20); i > 0; --i, ++added)
            p.add({.hash_key = below(200),
                   .table = static_cast<std::uint32_t>(below(2)),
                   .bytes = static_cast<std::uint32_t>(below(1000)),
                   .single = below(10) == 0});
        const std::uint64_t key = below(200);
        switch (below(4)) {
            case 0: p.pack.hold(key); break;
            case 1: p.pack.release(key, below(10), p.order); break;
            case 2: p.pack.free(key, p.order); break;
            default: break;
        }
        p.take({.bytes = 10'000}, below(2));
        check();
    }
    for (std::uint64_t key = 0; key < 200; ++key) p.pack.free(key, p.order);
    for (std::size_t table = 0; table < 2; ++table)
        while (p.take({}, table) > 0) check();
    EXPECT_EQ(seen.size(), added);
    EXPECT_EQ(p.pack.ready(0) + p.pack.ready(1), 0u);
}

}  // namespace
}  // namespace packing_test
