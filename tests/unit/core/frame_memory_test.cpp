#include <dynaco/detail/core/frame_memory.hpp>

#include <gtest/gtest.h>

#include <cstring>
#include <set>
#include <thread>
#include <vector>

namespace {

using dynaco::detail::frame_memory;

class FrameMemory : public testing::Test {
 protected:
    void SetUp() override {
#if defined(__SANITIZE_ADDRESS__)
        GTEST_SKIP() << "nothing is kept under AddressSanitizer";
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
        GTEST_SKIP() << "nothing is kept under AddressSanitizer";
#endif
#endif
    }
};

TEST_F(FrameMemory, GivesTheLastReleasedBlockFirst) {
    void* const a = frame_memory::allocate(300);
    void* const b = frame_memory::allocate(310);
    frame_memory::release(a, 300);
    frame_memory::release(b, 310);
    EXPECT_EQ(frame_memory::allocate(305), b);
    EXPECT_EQ(frame_memory::allocate(320), a) << "all of these sizes have the same blocks";
    frame_memory::release(a, 320);
    frame_memory::release(b, 305);
}

TEST_F(FrameMemory, KeepsSizesApart) {
    void* const small = frame_memory::allocate(64);
    frame_memory::release(small, 64);
    void* const larger = frame_memory::allocate(65);
    EXPECT_NE(larger, small);
    frame_memory::release(larger, 65);
    EXPECT_EQ(frame_memory::allocate(1), small);
    frame_memory::release(small, 1);
}

TEST_F(FrameMemory, IsOfTheThreadThatReleases) {
    void* const block = frame_memory::allocate(700);
    std::thread([block] {
        frame_memory::release(block, 700);
        void* const again = frame_memory::allocate(700);
        EXPECT_EQ(again, block);
        frame_memory::release(again, 700);
    }).join();
}

TEST(FrameMemoryOfAnySize, HasTheSizeThatWasAskedFor) {
    for (const std::size_t size :
         {std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{1000}, frame_memory::largest_kept,
          frame_memory::largest_kept + 1, std::size_t{100'000}})
        for (int i = 0; i < 3; ++i) {
            void* const block = frame_memory::allocate(size);
            std::memset(block, i, size);
            frame_memory::release(block, size);
        }
}

TEST(FrameMemoryOfAnySize, KeepsALimitedNumberOfBlocks) {
    std::vector<void*> blocks;
    for (int i = 0; i < 1000; ++i) blocks.push_back(frame_memory::allocate(2000));
    EXPECT_EQ(std::set<void*>(blocks.begin(), blocks.end()).size(), blocks.size());
    for (void* const each : blocks) frame_memory::release(each, 2000);
}

// A frame that a thread_local owns may be destroyed after the blocks of its thread.
TEST(FrameMemoryOfAnySize, CanBeReleasedWhenTheThreadEnds) {
    std::thread([] {
        struct late {
            ~late() {
                if (block) frame_memory::release(block, 128);
                void* const again = frame_memory::allocate(128);
                frame_memory::release(again, 128);
            }
            void* block = nullptr;
        };
        thread_local late destroyed_last;
        destroyed_last.block = frame_memory::allocate(128);
        frame_memory::release(frame_memory::allocate(128), 128);
    }).join();
}

}  // namespace
