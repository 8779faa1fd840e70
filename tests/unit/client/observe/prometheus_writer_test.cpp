#include "client/observe/prometheus_writer.hpp"

#include "unit/client/exposition.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>

namespace dynaco::test::prometheus_writer_test {
namespace {

TEST(PrometheusWriter, WritesFamiliesAndTheirSamples) {
    detail::prometheus_writer out;
    out.family("a_total", "counter", "What is counted.");
    out.sample({}, std::uint64_t{1});
    out.sample({{"kind", "x"}, {"empty", ""}, {"other", "y"}}, 2.5);
    out.family("b_seconds", "histogram", "How long.");
    out.sample("_bucket", {{"le", "+Inf"}}, "3");
    EXPECT_EQ(std::move(out).take(),
              "# HELP a_total What is counted.\n"
              "# TYPE a_total counter\n"
              "a_total 1\n"
              "a_total{kind=\"x\",other=\"y\"} 2.5\n"
              "# HELP b_seconds How long.\n"
              "# TYPE b_seconds histogram\n"
              "b_seconds_bucket{le=\"+Inf\"} 3\n");
}

TEST(PrometheusWriter, EscapesValues) {
    detail::prometheus_writer out;
    out.family("a", "gauge", "Text.");
    const std::string nasty = "a\"b\\c\nd} 1\n";
    out.sample({{"value", nasty}}, 1.0);
    const exposition read(std::move(out).take());
    EXPECT_EQ(read.value("a", {{"value", nasty}}), 1);
}

TEST(PrometheusWriter, LeavesNoByteThatIsNotAscii) {
    detail::prometheus_writer out;
    out.family("a", "gauge", "Text.");
    out.sample({{"value", "\xff\xc3\xa4"}}, 1.0);
    EXPECT_EQ(exposition(std::move(out).take()).value("a", {{"value", "???"}}), 1);
}

TEST(PrometheusWriter, NumbersAreExactAndPlain) {
    EXPECT_EQ(detail::prometheus_writer::number(0), "0");
    EXPECT_EQ(detail::prometheus_writer::number(0.0001), "0.0001");
    EXPECT_EQ(detail::prometheus_writer::number(0.00025), "0.00025");
    EXPECT_EQ(detail::prometheus_writer::number(100), "100");
    EXPECT_EQ(detail::prometheus_writer::number(1e300).size(), 301U);
}

// The reader of these tests must refuse texts in another format, otherwise they would prove nothing.
TEST(Exposition, RefusesWhatIsNoFormat) {
    const std::string head = "# HELP a A.\n# TYPE a gauge\n", h = "# HELP h H.\n# TYPE h histogram\n";
    EXPECT_NO_THROW(exposition(head + "a 1\na{x=\"1\",y=\"\\n\"} 2\n"));
    EXPECT_NO_THROW(exposition(h + "h_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_sum 3\nh_count 2\n"));
    for (const std::string& bad :
         {head + "a 1", head + "a\n", head + "a one\n", head + "a{x=1} 1\n", head + "a{x=\"1} 1\n",
          head + "a{x=\"\\t\"} 1\n", head + "a{x=\"1\" y=\"2\"} 1\n", head + "a 1\na 2\n", head + "b 1\n",
          head + head, head + "2a 1\n", std::string("# TYPE a strange\n"),
          h + "h_bucket{le=\"1\"} 3\nh_bucket{le=\"+Inf\"} 2\nh_sum 3\nh_count 2\n",
          h + "h_bucket{le=\"+Inf\"} 2\nh_sum 3\nh_count 3\n",
          h + "h_bucket{le=\"1\"} 2\nh_sum 3\nh_count 2\n"})
        EXPECT_THROW(exposition{bad}, std::runtime_error) << bad;
}

}  // namespace
}  // namespace dynaco::test::prometheus_writer_test
