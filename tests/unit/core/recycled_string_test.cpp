#include <dynaco/detail/core/recycled_string.hpp>

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

using dynaco::detail::recycled_string;

TEST(RecycledString, GivesItsMemoryToTheNext) {
    const char* first = nullptr;
    {
        const auto text = dynaco::detail::recycled_string::with_room(1000);
        first = text.data();
    }
    const auto again = dynaco::detail::recycled_string::with_room(900);
    EXPECT_EQ(again.data(), first);
    EXPECT_TRUE(again.empty());
    EXPECT_GE(again.capacity(), 900u);
}

TEST(RecycledString, HasRoomForASimilarText) {
    EXPECT_GE(dynaco::detail::recycled_string::with_room_after(1300).capacity(), 1300U);
    EXPECT_GE(dynaco::detail::recycled_string::with_room_after(300).capacity(), 1200U);
    std::thread([] {  // which has no memory to reuse
        EXPECT_LE(dynaco::detail::recycled_string::with_room_after(80).capacity(), 300U);
        EXPECT_GE(dynaco::detail::recycled_string::with_room_after(80).capacity(), 80U);
    })
        .join();
}

TEST(RecycledString, HasTheSizeThatWasAskedFor) {
    for (const std::size_t size : {0u, 10u, 300u, 5000u, 200u, 5000u, 1u, 70'000u}) {
        auto text = dynaco::detail::recycled_string::of_size(size);
        EXPECT_EQ(text.size(), size);
        text.assign(size, 'x');
    }
}

TEST(RecycledString, TakesNoMoreFreshMemoryThanIsAllowed) {
    std::thread([] {  // which has no memory to reuse
        constexpr std::size_t whole = std::size_t{1} << 30;
        auto text = dynaco::detail::recycled_string::of_size(whole, 300'000);
        EXPECT_EQ(text.size(), 300'000u);
        EXPECT_LT(text.capacity(), 600'000u);
        text = dynaco::detail::recycled_string::of_size(200'000, 300'000);
        EXPECT_EQ(text.size(), 200'000u);
    })
        .join();
    std::thread([] {
        { const auto page = dynaco::detail::recycled_string::of_size(1'000'000); }
        EXPECT_EQ(dynaco::detail::recycled_string::of_size(900'000, 300'000).size(), 900'000u);
        { const auto page = dynaco::detail::recycled_string::of_size(1'000'000); }
        EXPECT_GE(dynaco::detail::recycled_string::of_size(2'000'000, 300'000).size(), 1'000'000u);
    }).join();
}

TEST(RecycledString, ShortTextsDoNotTakeLongMemory) {
    const char* large = nullptr;
    {
        const auto text = dynaco::detail::recycled_string::of_size(1'000'000);
        large = text.data();
    }
    const auto small = dynaco::detail::recycled_string::with_room(100);
    const auto page = dynaco::detail::recycled_string::of_size(900'000);
    EXPECT_EQ(page.data(), large);
}

TEST(RecycledString, MovesAndCopiesAsAStringDoes) {
    auto text = dynaco::detail::recycled_string::with_room(100);
    text += "text";
    dynaco::detail::recycled_string copy = text;
    EXPECT_EQ(copy, "text");
    const dynaco::detail::recycled_string moved = std::move(text);
    EXPECT_EQ(moved, "text");
    copy = dynaco::detail::recycled_string("other");
    EXPECT_EQ(copy, "other");
    copy = dynaco::detail::recycled_string(std::string(500, 'a'));
    EXPECT_EQ(copy.size(), 500u);
}

TEST(RecycledString, HoldsNoMoreThanItsShare) {
    constexpr std::size_t each = std::size_t{3} << 20;
    std::vector<dynaco::detail::recycled_string> many;
    for (int i = 0; i < 4; ++i) many.push_back(dynaco::detail::recycled_string::of_size(each));
    std::vector<const char*> given;
    for (const dynaco::detail::recycled_string& text : many) given.push_back(text.data());
    many.clear();
    int kept = 0;
    std::vector<dynaco::detail::recycled_string> next;
    for (int i = 0; i < 2; ++i) {
        next.push_back(dynaco::detail::recycled_string::with_room(each));
        for (const char* const at : given) kept += next.back().data() == at ? 1 : 0;
    }
    EXPECT_EQ(kept, 2) << "8 MiB hold two of them";
}

TEST(RecycledString, DiesOnAnotherThreadAndAfterItsOwn) {
    dynaco::detail::recycled_string from_there;
    std::thread([&] { from_there = dynaco::detail::recycled_string::with_room(1000); }).join();
    from_there += "still here";
    EXPECT_EQ(from_there, "still here");
    std::thread([text = std::move(from_there)] { EXPECT_EQ(text, "still here"); }).join();
}

}  // namespace
