#include "load/plan/bisection.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace bisection_test {
namespace {

using namespace dynaco::loading;
using dynaco::errc;

/// Bisects a batch in which `bad` are not valid. @returns the number of requests
std::size_t bisect(std::size_t size, const std::set<write_id>& bad) {
    std::set<write_id> written;
    std::set<write_id> culprits;
    bisection of;
    std::vector<write_id> batch(size);
    for (write_id id = 0; id < size; ++id) batch[id] = id;
    std::size_t requests = 0;
    for (;;) {
        ++requests;
        if (std::ranges::any_of(batch, [&bad](write_id id) { return bad.contains(id); })) {
            if (const write_id culprit = of.refused(batch); culprit != no_write) culprits.insert(culprit);
        } else {
            for (const write_id id : batch) EXPECT_TRUE(written.insert(id).second);
        }
        if (!of.pending()) break;
        batch = of.next();
    }
    EXPECT_EQ(culprits, bad);
    EXPECT_EQ(written.size() + bad.size(), size);
    return requests;
}

TEST(Bisection, FindsEveryCulprit) {
    for (write_id id = 0; id < 25; ++id) EXPECT_LE(bisect(25, {id}), 11u);
    EXPECT_EQ(bisect(1, {0}), 1u);
    EXPECT_EQ(bisect(2, {0, 1}), 3u);
    bisect(25, {0, 24});
    bisect(100, {3, 4, 50, 99});
    std::set<write_id> all;
    for (write_id id = 0; id < 25; ++id) all.insert(id);
    EXPECT_EQ(bisect(25, all), 49u);
}

TEST(Bisection, WritesAreTakenOutOfTheGroupsThatWait) {
    bisection of;
    EXPECT_EQ(of.refused(std::vector<write_id>{0, 1, 2, 3, 4, 5}), no_write);
    of.put_back({6, 8});
    const auto is_even = [](write_id id) { return id % 2 == 0; };
    EXPECT_EQ(of.take_if(is_even), (std::vector<write_id>{6, 8, 0, 2, 4}));
    EXPECT_EQ(of.next(), (std::vector<write_id>{1}));
    EXPECT_EQ(of.next(), (std::vector<write_id>{3, 5}));
    EXPECT_FALSE(of.pending());
}

TEST(FailureKind, DecidesWhatHappensToTheWrites) {
    for (const errc each : {errc::access_denied, errc::resource_not_found})
        EXPECT_EQ(kind_of(each), failure_kind::table);
    for (const errc each : {errc::validation_failed, errc::serialization_failed, errc::item_too_large})
        EXPECT_EQ(kind_of(each), failure_kind::item);
    for (const errc each :
         {errc::provisioned_throughput_exceeded, errc::throttling, errc::request_limit_exceeded})
        EXPECT_EQ(kind_of(each), failure_kind::throttled);
    for (const errc each :
         {errc::internal_server_error, errc::service_unavailable, errc::connection_lost, errc::connect_failed,
          errc::attempt_timed_out, errc::expired_token, errc::service_error, errc::pool_timed_out})
        EXPECT_EQ(kind_of(each), failure_kind::transient);
    for (const errc each : {errc::outcome_unknown, errc::malformed_reply, errc::checksum_mismatch})
        EXPECT_EQ(kind_of(each), failure_kind::in_doubt);
    for (const errc each : {errc::unrecognized_client, errc::invalid_signature, errc::client_closed,
                            errc::missing_credentials, errc::certificate_rejected})
        EXPECT_EQ(kind_of(each), failure_kind::systemic);
}

}  // namespace
}  // namespace bisection_test
