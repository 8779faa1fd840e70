#include <dynaco/json/scratch.hpp>

#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace dynaco::json {
namespace {

// On a thread of its own, which has kept nothing yet.
template <class Test>
void on_new_thread(const Test& test) {
    std::thread(test).join();
}

TEST(Scratch, GivesTheTextInItsSize) {
    on_new_thread([] {
        scratch s;
        s.text() = std::string(1000, 'a');
        s.text().resize(300);
        const std::string text = s.take();
        EXPECT_EQ(text, std::string(300, 'a'));
        EXPECT_LT(text.capacity(), 400U);
        EXPECT_EQ(s.text(), "");
    });
}

TEST(Scratch, HasTheMemoryOfTheTextBefore) {
    on_new_thread([] {
        const char* place = nullptr;
        {
            scratch s;
            s.text().assign(1000, 'a');
            place = s.text().data();
            EXPECT_EQ(s.take().size(), 1000U);
        }
        scratch s;
        EXPECT_EQ(s.text(), "");
        EXPECT_EQ(s.text().data(), place);
    });
}

TEST(Scratch, TwoAtATimeAreApart) {
    on_new_thread([] {
        scratch outer;
        outer.text() = "outer";
        {
            scratch inner;
            EXPECT_EQ(inner.text(), "");
            inner.text() = "inner";
            EXPECT_EQ(inner.take(), "inner");
        }
        EXPECT_EQ(outer.take(), "outer");
    });
}

TEST(Scratch, KeepsNoMoreThanItsLimit) {
    on_new_thread([] {
        {
            scratch s;
            s.text().assign(scratch::max_kept + 1, 'a');
            const char* const place = s.text().data();
            const std::string text = s.take();
            EXPECT_EQ(text.data(), place);  // without a copy
        }
        {
            scratch s;
            s.text().assign(scratch::max_kept + 1, 'a');  // not taken
        }
        EXPECT_LT(scratch().text().capacity(), 100U);
    });
}

}  // namespace
}  // namespace dynaco::json
