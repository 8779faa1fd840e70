#include "client/call/write_doubt.hpp"

#include <gtest/gtest.h>

namespace dynaco::test::write_doubt_test {
namespace {

constexpr operation_info a_read{.name = "GetItem"};
constexpr operation_info a_write{.name = "PutItem", .writes = true};
constexpr operation_info with_token{.name = "TransactWriteItems", .writes = true, .idempotent = true};

failure lost() { return {errc::connection_lost, {}}; }
failure answered(errc cause, int status) { return {cause, {.http_status = status}}; }

TEST(WriteDoubt, NoneAboutReads) {
    detail::write_doubt d(a_read);
    d.sending();
    EXPECT_FALSE(d.if_abandoned());
    EXPECT_FALSE(d.attempt_failed(lost(), true));
    d.connection_was_stale(true);
    EXPECT_FALSE(d.remains(lost()));
    EXPECT_FALSE(d.counts_twice());
}

TEST(WriteDoubt, TokensMakeASecondTimeHarmless) {
    EXPECT_TRUE(detail::write_doubt(a_write).counts_twice());
    EXPECT_FALSE(detail::write_doubt(with_token).counts_twice());
    EXPECT_TRUE(detail::write_doubt(with_token).attempt_failed(lost(), true));
}

TEST(WriteDoubt, ComesOfAttemptsWithoutAnAnswer) {
    for (const failure& why : {lost(), answered(errc::attempt_timed_out, 0), answered(errc::canceled, 0),
                               answered(errc::reply_too_large, 200), answered(errc::checksum_mismatch, 200),
                               answered(errc::malformed_reply, 200), answered(errc::malformed_reply, 502),
                               answered(errc::internal_server_error, 500)})
        EXPECT_TRUE(detail::write_doubt(a_write).attempt_failed(why, true)) << why.text();
    for (const failure& why : {answered(errc::conditional_check_failed, 400), answered(errc::throttling, 400),
                               answered(errc::malformed_reply, 403), failure(errc::connect_failed, {})})
        EXPECT_FALSE(detail::write_doubt(a_write).attempt_failed(why, true)) << why.text();
}

TEST(WriteDoubt, NoneIfNothingWasSent) {
    detail::write_doubt d(a_write);
    EXPECT_FALSE(d.attempt_failed(lost(), false));
    EXPECT_FALSE(d.remains(lost()));
}

TEST(WriteDoubt, RemainsWhateverALaterAttemptIsTold) {
    detail::write_doubt d(a_write);
    EXPECT_TRUE(d.attempt_failed(lost(), true));
    d.attempt_begins();
    EXPECT_FALSE(d.attempt_failed(answered(errc::throttling, 400), true));
    EXPECT_TRUE(d.remains(answered(errc::throttling, 400)));
}

TEST(WriteDoubt, AboutAStaleConnectionEndsWithAnAnswer) {
    detail::write_doubt d(a_write);
    d.connection_was_stale(true);
    EXPECT_TRUE(d.remains(answered(errc::connect_failed, 0)));
    EXPECT_FALSE(d.remains(answered(errc::conditional_check_failed, 400)));
    detail::write_doubt unsent(a_write);
    unsent.connection_was_stale(false);
    EXPECT_FALSE(unsent.remains(answered(errc::connect_failed, 0)));
}

TEST(WriteDoubt, OfACallGivenUpWhileSending) {
    detail::write_doubt d(a_write);
    d.canceled();
    EXPECT_FALSE(d.remains(answered(errc::canceled, 0)));
    d.sending();
    EXPECT_TRUE(d.if_abandoned());
    d.canceled();
    EXPECT_TRUE(d.remains(answered(errc::canceled, 0)));
}

}  // namespace
}  // namespace dynaco::test::write_doubt_test
