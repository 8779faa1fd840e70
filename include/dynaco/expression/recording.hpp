#pragma once

#include <dynaco/expression/runtime_sink.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::expression {

/// An expression kept as its pieces, with the names on the wire and the operands encoded: it refers to
/// nothing, and has no type of the model's any more. A failure is kept, too, and replayed.
class recording final : public runtime_sink {
 public:
    void text(std::string_view t) override;
    void open() override;
    void close() override;
    void put_step(step wire, step spelled, bool first) override;
    void put_value(const void* operand, operand_writer write) override;
    void operation() override;
    void refuse(const failure& why) override;

    /// Appends the pieces of another.
    void append(const recording& other);
    void replay(runtime_sink& to) const;
    [[nodiscard]] bool empty() const noexcept { return pieces_.empty() && !failure_; }

 private:
    enum class kind { text, open, close, first_step, step, value, operation };
    struct piece {
        kind what;
        std::string content;    // text, the wire's name, or the encoded operand
        std::string spelled{};  // of a step
        int index = -1;         // of a step
    };
    std::vector<piece> pieces_;
    std::optional<failure> failure_;
};

}  // namespace dynaco::expression
