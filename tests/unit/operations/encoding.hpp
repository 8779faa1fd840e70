#pragma once

#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/operations/operation.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <string>

/// Request bodies, and bodies that are not a response.
namespace dynaco {

template <operation Op>
std::string encoded(const Op& op) {
    std::string body;
    detail::json::writer out(body);
    EXPECT_TRUE(op.encode(out)) << out.why().text();
    return body;
}

template <operation Op>
failure not_encoded(const Op& op) {
    std::string body;
    detail::json::writer out(body);
    EXPECT_FALSE(op.encode(out)) << body.substr(0, 1000);
    return out.why();
}

template <class Decoded>
errc cause_of(const Decoded& decoded) {
    return decoded ? errc{} : decoded.error().cause();
}

/// Names the tests of a typed suite after their operations.
struct operation_names {
    template <operation Op>
    static std::string GetName(int /*index*/) {
        return std::string(Op::info.name);
    }
};

/// Replies that no operation may accept.
inline constexpr const char* malformed_replies[] = {
    "[]",
    "null",
    "42",
    "\"text\"",
    "{",
    "{]",
    "}",
    "{\"a\"}",
    "{\"a\":",
    "{\"a\":1,}",
    "{\"a\":1}}",
    "{} {}",
    "{\"a\" 1}",
    "{a:1}",
    "{\"a\":tru}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":[1,]}",
    "{,}",
    "<html></html>",
    "{\"a\":\"\\x\"}",
    "{\"a\":\"",
};

/// A model whose `weather.celsius` cannot be written.
struct measurement {
    struct readings {
        double celsius = std::numeric_limits<double>::quiet_NaN();
    };
    std::string id;
    readings weather;
};

}  // namespace dynaco
