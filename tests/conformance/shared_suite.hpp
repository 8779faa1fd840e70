#pragma once

#include "json/document.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

namespace dynaco::test {

/// A file of the folder of conformance data, which the environment variable DYNACO_CONFORMANCE names.
class shared_suite {
 public:
    explicit shared_suite(const std::string& name) {
        const char* const folder = std::getenv("DYNACO_CONFORMANCE");  // NOLINT(concurrency-mt-unsafe)
        if (!folder || *folder == '\0') {
            absent_ = "The conformance data is absent: set DYNACO_CONFORMANCE to its folder.";
            return;
        }
        const std::string file = std::string(folder) + '/' + name;
        std::ifstream stream{file, std::ios::binary};
        if (!stream)
            absent_ = "The conformance data is absent: there is no readable " + file + ".";
        else if (auto read =
                     detail::json::document::parse(std::string{std::istreambuf_iterator<char>{stream}, {}}))
            all_ = *std::move(read);
    }

    /// The reason to skip the test; empty if the file exists.
    [[nodiscard]] const std::string& absent() const noexcept { return absent_; }
    /// Null if the file is not JSON.
    [[nodiscard]] const detail::json::document& all() const noexcept { return all_; }

 private:
    std::string absent_{};
    detail::json::document all_{};
};

/// Checks each case of a file that is an array of cases, and records their number.
template <class Check>
void check_each_case(const std::string& name, const Check& check) {
    const shared_suite shared(name);
    if (!shared.absent().empty()) GTEST_SKIP() << shared.absent();
    const detail::json::document& cases = shared.all();
    ASSERT_TRUE(cases.type() == detail::json::document::kind::array) << "the file is not a JSON array";
    ASSERT_FALSE(cases.elements().empty());
    for (const detail::json::document& each : cases.elements()) check(each);
    testing::Test::RecordProperty("cases", static_cast<int>(cases.elements().size()));
}

}  // namespace dynaco::test
