#pragma once

#include <dynaco/detail/expression/runtime_sink.hpp>

#include <memory>
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

/// How the parts of a condition are joined.
enum class junction { all, any };

/// A condition made at run time: nothing, or recorded parts that are joined. Immutable parts, shared by
/// copies.
class condition_tree {
 public:
    /// Nothing.
    condition_tree() noexcept = default;
    explicit condition_tree(recording condition);

    [[nodiscard]] bool empty() const noexcept { return parts_.empty(); }
    /// Adds `other` as one more part, or its parts if it is joined in the same way. Nothing joined with
    /// something is that.
    void join(junction how, const condition_tree& other);
    /// What is nothing stays nothing.
    void negate();
    void replay(runtime_sink& to) const;

 private:
    void fold(junction how);

    std::vector<std::shared_ptr<const recording>> parts_;
    junction how_ = junction::all;
};

}  // namespace dynaco::expression
