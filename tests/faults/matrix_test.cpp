#include "faults/fault_bench.hpp"
#include "support/scoped_variables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

/// Tests every fault of the table in docs/reliability.md over real sockets: what the client does, which error
/// the caller gets, and what the service has applied.
namespace dynaco::test {

// GoogleTest prints parameters with this.
static void PrintTo(const fault_row& row, std::ostream* out) { *out << row.name; }

namespace matrix_test {
namespace {

using std::chrono::milliseconds;
using pauses = std::vector<milliseconds>;

const std::vector<fault_row>& rows() {
    static const std::vector<fault_row> all = [] {
        std::vector<fault_row> flat;
        for (const fault_part& part : all_faults())
            flat.insert(flat.end(), part.rows.begin(), part.rows.end());
        return flat;
    }();
    return all;
}

// The pauses with the default policy and a jitter of one half.
pauses expected_pauses(repeated again, int count) {
    pauses all;
    for (int i = 0; i < count; ++i) {
        const int doubled = 1 << i;
        if (again == repeated::soon) all.emplace_back(25 * doubled / 2);
        if (again == repeated::later) all.emplace_back(1000 * doubled / 2);
        if (again == repeated::as_asked) all.emplace_back(std::max(1500, 1000 * doubled / 2));
    }
    return all;
}

constexpr std::array verbs{verb::get, verb::put, verb::add};

class FaultMatrix : public testing::TestWithParam<fault_row> {
 protected:
    using benches = std::vector<std::unique_ptr<fault_bench>>;

    benches run_all(strikes how_often) {
        benches all;
        for (const verb what : verbs)
            all.push_back(std::make_unique<fault_bench>(io, GetParam(), what, how_often));
        run_until(
            io, [&all] { return std::ranges::all_of(all, [](const auto& each) { return each->done(); }); },
            std::chrono::seconds(60));
        return all;
    }

    static std::size_t expected_connections(const fault_row& row, int attempts) {
        if (row.connection == connection_is::none) return 0;
        return row.connection == connection_is::kept ? 1 : static_cast<std::size_t>(attempts);
    }

    scoped_variables none{{"AWS_RETRY_MODE", nullptr},
                          {"AWS_MAX_ATTEMPTS", nullptr},
                          {"AWS_CA_BUNDLE", nullptr},
                          {"AWS_DISABLE_CLOCK_SKEW_CORRECTION", nullptr}};
    boost::asio::io_context io{1};
};

// The first attempt meets the fault, the next one does not: a retry overcomes the fault.
TEST_P(FaultMatrix, OnceIsOvercome) {
    const fault_row& row = GetParam();
    if (!row.passes() || (row.again == repeated::no && !row.harmless())) return;  // see OnAndOnIsTold
    const benches all = run_all(strikes::once);
    const int attempts = row.harmless() ? 1 : 2;
    for (const auto& each : all) {
        ASSERT_TRUE(each->told()) << each->told().error().text();
        EXPECT_EQ(each->pauses(), expected_pauses(row.again, attempts - 1));
        EXPECT_EQ(each->connections(), expected_connections(row, attempts));
    }
    const int applied = attempts == 1 ? 1 : 1 + (row.applied ? 1 : 0);
    EXPECT_EQ(*all[0]->told(), first_count);
    EXPECT_EQ(all[1]->count(), saved_count);
    EXPECT_EQ(all[1]->applied(), applied);
    EXPECT_EQ(all[2]->count(), first_count + applied);
    EXPECT_EQ(all[2]->applied(), applied);
}

TEST_P(FaultMatrix, OnAndOnIsTold) {
    const fault_row& row = GetParam();
    const benches all = run_all(strikes::always);
    const int attempts = row.again == repeated::no ? 1 : fault_bench::attempts_of(row);
    for (const auto& each : all) {
        const bool read = each == all[0];
        const errc expected = read ? row.read_told : row.write_told;
        EXPECT_EQ(each->pauses(), expected_pauses(row.again, attempts - 1));
        EXPECT_EQ(each->connections(), expected_connections(row, attempts));
        EXPECT_EQ(each->applied(), row.applied && !read ? attempts : 0);
        if (expected == errc{}) {
            EXPECT_TRUE(each->told()) << each->told().error().text();
            continue;
        }
        ASSERT_FALSE(each->told()) << "the call succeeded";
        const failure& why = each->told().error();
        EXPECT_TRUE(why.cause() == expected || (row.or_told != errc{} && why.cause() == row.or_told))
            << why.text();
        EXPECT_EQ(why.diagnostics().attempts, attempts);
        // A definite failure has changed nothing.
        EXPECT_TRUE(why.cause() == errc::outcome_unknown || each->applied() == 0) << why.text();
    }
}

// A program that adds without a condition may want to decide itself whether to repeat the write.
TEST_P(FaultMatrix, WriteInDoubtIsNotRepeatedUnlessAllowed) {
    const fault_row& row = GetParam();
    if (!row.passes() || row.write_told != errc::outcome_unknown || row.or_told != errc{}) return;
    fault_bench add(io, row, verb::add, strikes::once, {.retry_ambiguous_writes = false});
    run_until(io, [&add] { return add.done(); });
    ASSERT_FALSE(add.told()) << "the call succeeded";
    EXPECT_EQ(add.told().error().cause(), errc::outcome_unknown) << add.told().error().text();
    EXPECT_EQ(add.told().error().diagnostics().attempts, 1);
    EXPECT_EQ(add.pauses(), pauses());
    EXPECT_EQ(add.applied(), row.applied ? 1 : 0);
}

std::string name_of(const testing::TestParamInfo<fault_row>& tried) {
    std::string name;
    bool fresh = true;
    for (const char each : tried.param.name) {
        const auto code = static_cast<unsigned char>(each);
        if (std::isalnum(code) != 0) name += static_cast<char>(fresh ? std::toupper(code) : code);
        fresh = std::isalnum(code) == 0;
    }
    return name;
}

INSTANTIATE_TEST_SUITE_P(Row, FaultMatrix, testing::ValuesIn(rows()), name_of);

}  // namespace
}  // namespace matrix_test
}  // namespace dynaco::test
