#pragma once

#include <dynaco/detail/expression/runtime_sink.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::detail::expression {

/// Stores an expression as pieces, with the names in DynamoDB and the encoded operands. It refers to nothing
/// and does not depend on a type of the model. A failure is also stored, and replayed.
class recording final : public runtime_sink {
 public:
    void text(std::string_view t) override;
    void open() override;
    void close() override;
    void put_step(step wire, step spelled, bool first) override;
    void put_value(const void* operand, operand_writer write) override;
    void operation() override;
    void refuse(const failure& why) override;

    /// Appends the pieces of another recording.
    void append(const recording& other);
    void replay(runtime_sink& to) const;
    [[nodiscard]] bool empty() const noexcept { return pieces_.empty() && !failure_; }

 private:
    enum class kind { text, open, close, first_step, step, value, operation };
    struct piece {
        kind what;
        std::string content;    // text, the name in DynamoDB, or the encoded operand
        std::string spelled{};  // set for a step
        int index = -1;         // set for a step
    };
    std::vector<piece> pieces_;
    std::optional<failure> failure_;
};

/// How the parts of a condition are joined.
enum class junction { all, any };

/// A condition that is built at run time: empty, or recorded parts that are joined. Copies share the parts,
/// which do not change.
class condition_tree {
 public:
    /// Makes an empty condition.
    condition_tree() noexcept = default;
    explicit condition_tree(recording condition);

    [[nodiscard]] bool empty() const noexcept { return parts_.empty(); }
    /// Adds `other` as one more part, or adds its parts if they are joined in the same way. Joining an empty
    /// condition with another one results in the other one.
    void join(junction how, const condition_tree& other);
    /// Negates the condition. An empty condition stays empty.
    void negate();
    void replay(runtime_sink& to) const;

 private:
    void fold(junction how);

    std::vector<std::shared_ptr<const recording>> parts_;
    junction how_ = junction::all;
};

}  // namespace dynaco::detail::expression
