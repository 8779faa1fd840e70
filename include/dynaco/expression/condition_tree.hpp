#pragma once

#include <dynaco/expression/recording.hpp>

#include <memory>
#include <vector>

namespace dynaco::expression {

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
