#pragma once

#include "program/start/drawn_fault.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::program {

/// The fault of `read`, with its caret: "caret|message". Fails the test if there is no fault.
///
/// The mistake is marked in the text itself: `text` has ^ before the byte where the fault is expected. The
/// mark is removed before `read` gets the text.
template <class Read>
void expect_fault(std::string_view marked, std::string_view what, Read read) {
    const std::size_t column = marked.find('^');
    ASSERT_NE(column, std::string_view::npos) << "mark the place of the fault with ^: " << marked;
    std::string text(marked);
    text.erase(column, 1);
    try {
        read(text);
    } catch (const text_error& fault) {
        EXPECT_EQ(fault.fault().column, column) << marked << "\n"
                                                << drawn(text, fault.fault(), 120) << fault.what();
        EXPECT_EQ(std::string_view(fault.what()), what) << marked;
        EXPECT_EQ(fault.text(), text);
        return;
    }
    ADD_FAILURE() << "no fault in " << text;
}

}  // namespace dynaco::program
