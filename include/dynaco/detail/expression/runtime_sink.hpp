#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/detail/expression/limits.hpp>
#include <dynaco/detail/expression/path.hpp>
#include <dynaco/detail/expression/suits.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/errors.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace dynaco::detail::expression {

/// Writes an operand with its type wrapper.
template <class T>
bool write_operand(json::writer& out, const T& v) {
    if constexpr (expression::is_optional<T>)
        if (!v)
            return out.fail(errc::invalid_argument,
                            "an empty optional is not an operand: use remove() or not_exists()");
    return model::write_attribute(out, v);
}

/// Adds the attribute, if it is known at compile time, to the path of the failure. @returns false
template <class Attribute>
bool fail_at(json::writer& out) {
    if constexpr (requires { Attribute::text.view(); }) {
        constexpr const auto& path = path_of<Attribute::text>;
        for (std::size_t i = path.count; i-- > 0;)
            path[i].is_index() ? out.fail_in(static_cast<std::size_t>(path[i].index))
                               : out.fail_in(path[i].name);
    } else {
        out.fail_in("expression value");
    }
    return false;
}

/// Writes an operand for `Attribute`, whose type is `Member`. Fails if it could not be read back.
template <use Use, class Member, class Attribute, class T>
bool write_given(json::writer& out, const T& v) {
    return (check_value<Use, Member>(out, v) && write_operand(out, v)) || fail_at<Attribute>(out);
}

/// The destination of expressions that are written at run time: a request, a recording, or text for people.
/// Nodes use it through a `model_sink`. After a failure, later output is ignored; the first failure is
/// reported.
class runtime_sink {
 public:
    using operand_writer = bool (*)(json::writer&, const void*);

    virtual ~runtime_sink() = default;

    virtual void text(std::string_view) = 0;
    /// The parentheses around joined or negated conditions.
    virtual void open() = 0;
    virtual void close() = 0;
    /// A step of a path: with its name in DynamoDB, and as the user wrote it. `first` begins the path.
    virtual void put_step(step wire, step spelled, bool first) = 0;
    /// An operand, which `write` writes with its type wrapper.
    virtual void put_value(const void* operand, operand_writer write) = 0;
    /// Counts an operator or function of the text.
    virtual void operation() = 0;
    virtual void refuse(const failure& why) = 0;

    void fail(errc why, std::string detail);
    /// Writes the steps of `path`, or records a failure.
    void runtime_path(std::string_view path);
    /// Writes a step that is known only at run time. Fails for a negative index and an empty name.
    void runtime_step(std::string_view name);
    void runtime_step(long long index);

 protected:
    runtime_sink() = default;
    runtime_sink(const runtime_sink&) = default;
    runtime_sink(runtime_sink&&) = default;
    runtime_sink& operator=(const runtime_sink&) = default;
    runtime_sink& operator=(runtime_sink&&) = default;
};

/// The sink that nodes are lowered into at run time: a `runtime_sink` with the names of `Model`. If the model
/// is `value`, names are used as they are written.
template <class Model>
class model_sink {
 public:
    using model = Model;

    explicit model_sink(runtime_sink& target) noexcept : target_(target) {}

    void text(std::string_view t) { target_.text(t); }
    void open() { target_.open(); }
    void close() { target_.close(); }
    /// A top-level attribute with its name in DynamoDB.
    void name(std::string_view n) { target_.put_step({n}, {n}, true); }
    template <fixed_string Path>
    void path() {
        put_path<Model, Path>(true);
    }
    /// Continues a path that has led to `T`.
    template <class T, fixed_string Path>
    void path_below() {
        put_path<T, Path>(false);
    }
    void runtime_path(std::string_view path) { target_.runtime_path(path); }
    template <class Step>
    void runtime_step(const Step& s) {
        target_.runtime_step(s);
    }
    template <class T>
    void value(const T* v) {
        target_.put_value(v, [](json::writer& out, const void* operand) {
            return write_operand(out, *static_cast<const T*>(operand)) || out.fail_in("expression value");
        });
    }
    /// A value that is compared with `Attribute`, which a failure names.
    template <class Attribute, class T>
    void value_beside(const T* v) {
        target_.put_value(v, [](json::writer& out, const void* operand) {
            return write_operand(out, *static_cast<const T*>(operand)) || fail_at<Attribute>(out);
        });
    }
    template <use Use, class Member, class Attribute, class T>
    void value_for(const T* v) {
        target_.put_value(v, [](json::writer& out, const void* operand) {
            return write_given<Use, Member, Attribute>(out, *static_cast<const T*>(operand));
        });
    }
    void operation() { target_.operation(); }
    void fail(errc why, std::string detail) { target_.fail(why, std::move(detail)); }
    template <class Recorded>
    void replay(const Recorded& recorded) {
        recorded.replay(target_);
    }

 private:
    template <class T, fixed_string Path>
    void put_path(bool first) {
        auto visit = [&](step wire, step spelled) {
            target_.put_step(wire, spelled, first);
            first = false;
        };
        expression::visit_names<T, Path, 0>(visit);
    }

    runtime_sink& target_;
};

}  // namespace dynaco::detail::expression
