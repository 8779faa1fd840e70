#include <dynaco/errors.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace dynaco::errc_name_test {
namespace {

TEST(ErrcName, IsTheEnumerators) {
    EXPECT_EQ(name_of(errc::invalid_argument), "invalid_argument");
    EXPECT_EQ(name_of(errc::throttling), "throttling");
    EXPECT_EQ(name_of(errc::service_error), "service_error");
}

TEST(ErrcName, EveryCauseHasItsOwn) {
    std::set<std::string_view> names;
    const int last = static_cast<int>(errc::service_error);
    for (int each = 1; each <= last; ++each) names.insert(name_of(static_cast<errc>(each)));
    EXPECT_EQ(names.size(), static_cast<std::size_t>(last));
    EXPECT_FALSE(names.contains("unknown"));
}

TEST(ErrcName, OfNoCauseIsUnknown) {
    for (const int none : {0, -1, static_cast<int>(errc::service_error) + 1, 1'000'000})
        EXPECT_EQ(name_of(static_cast<errc>(none)), "unknown");
}

}  // namespace
}  // namespace dynaco::errc_name_test
