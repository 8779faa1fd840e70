#pragma once

#include <dynaco/detail/expression/runtime_sink.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::detail::expression {

/// Writes expressions as members of a request, with placeholders for names and values.
class request_sink final : public runtime_sink {
 public:
    explicit request_sink(json::writer& out) noexcept : out_(out) {}

    /// Begins the member called `member`. `end_expression` ends it, and fails if the expression exceeds
    /// DynamoDB's limits.
    void begin_expression(std::string_view member);
    void end_expression();
    /// Writes ExpressionAttributeNames and ExpressionAttributeValues.
    /// @returns false after a failure, which the writer then has
    bool finish();

    void text(std::string_view t) override { out_.raw(t); }
    void open() override { out_.raw("("); }
    void close() override { out_.raw(")"); }
    void put_step(step wire, step spelled, bool first) override;
    void put_value(const void* operand, operand_writer write) override;
    void operation() override { ++operations_; }
    void refuse(const failure& why) override;

 private:
    void name(std::string_view n);

    json::writer& out_;
    std::vector<std::string> names_;
    std::string values_;
    std::size_t value_count_ = 0;
    std::string_view member_{};
    std::size_t begin_ = 0;
    std::size_t operations_ = 0;
    bool ok_ = true;
};

}  // namespace dynaco::detail::expression
