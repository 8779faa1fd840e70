#include <dynaco/types.hpp>

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <utility>

namespace secret_test {
namespace {

using dynaco::secret;

template <class T>
concept printable = requires(std::ostream& out, const T& what) {
    out << what;
};
static_assert(!printable<secret>);
static_assert(printable<std::string>);

const char* const short_text = "short";
const char* const long_text = "longer than any string keeps within itself";

// The bytes of a string's capacity, including those after its end.
std::string room_of(std::string& text) { return {text.data(), text.capacity()}; }

TEST(Secret, HoldsItsText) {
    for (const char* text : {short_text, long_text}) {
        const secret s(text);
        EXPECT_EQ(s.view(), text);
        EXPECT_EQ(s, text);
        EXPECT_EQ(s, secret(std::string(text)));
        EXPECT_FALSE(s.empty());
        EXPECT_EQ(s.size(), std::string(text).size());
    }
    EXPECT_TRUE(secret().empty());
}

TEST(Secret, LeavesNothingInTheStringThatItTakesOver) {
    for (const char* text : {short_text, long_text}) {
        std::string given = text;
        const secret s(std::move(given));
        EXPECT_EQ(s, text);
        EXPECT_EQ(room_of(given).find(text), std::string::npos);  // NOLINT(bugprone-use-after-move)
    }
}

TEST(Secret, IsEmptyOnceItIsMovedFrom) {
    for (const char* text : {short_text, long_text}) {
        secret from(text);
        secret to(std::move(from));
        EXPECT_TRUE(from.empty());  // NOLINT(bugprone-use-after-move)
        EXPECT_EQ(to, text);
        secret again("before");
        again = std::move(to);
        EXPECT_EQ(again, text);
        EXPECT_TRUE(to.empty());  // NOLINT(bugprone-use-after-move)
    }
}

TEST(Secret, OverwritesItsTextInPlace) {
    secret s(long_text);
    const char* const where = s.view().data();
    const std::size_t size = s.size();
    s.clear();
    EXPECT_EQ(std::string(where, size), std::string(size, '\0'));  // the memory is still its own
    EXPECT_TRUE(s.empty());
}

TEST(Secret, IsCopiedAndAssigned) {
    const secret one(long_text);
    secret other("x");
    other = one;
    EXPECT_EQ(other, one);
    const secret& same = other;
    other = same;
    EXPECT_EQ(other, long_text);
}

}  // namespace
}  // namespace secret_test
