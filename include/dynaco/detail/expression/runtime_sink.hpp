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

namespace dynaco::expression {

/// Writes an operand with its wrapper.
template <class T>
bool write_operand(json::writer& out, const T& v) {
    if constexpr (detail::is_optional<T>)
        if (!v)
            return out.fail(errc::invalid_argument,
                            "an empty optional is not an operand: use remove() or not_exists()");
    return model::write_attribute(out, v);
}

/// The path of a failure: the attribute's, where it is known at compile time. @returns false
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

/// Writes what `Attribute`, a `Member`, is given; fails if it could not be read back.
template <use Use, class Member, class Attribute, class T>
bool write_given(json::writer& out, const T& v) {
    return (check_value<Use, Member>(out, v) && write_operand(out, v)) || fail_at<Attribute>(out);
}

/// Where expressions go at run time: a request, a recording, text for people. Nodes reach it through a
/// `model_sink`. After a failure the rest does not matter; the first one is the one to report.
class runtime_sink {
 public:
    using operand_writer = bool (*)(json::writer&, const void*);

    virtual ~runtime_sink() = default;

    virtual void text(std::string_view) = 0;
    /// The parentheses around joined or negated conditions.
    virtual void open() = 0;
    virtual void close() = 0;
    /// A step of a path: as it is on the wire, and as it was spelled. `first` begins the path.
    virtual void put_step(step wire, step spelled, bool first) = 0;
    /// An operand, which `write` writes with its wrapper.
    virtual void put_value(const void* operand, operand_writer write) = 0;
    /// Counts an operator or function that is in the text.
    virtual void operation() = 0;
    virtual void refuse(const failure& why) = 0;

    void fail(errc why, std::string detail);
    /// The steps of `path`; or a failure.
    void runtime_path(std::string_view path);
    /// A step known only at run time; fails for a negative index and an empty name.
    void runtime_step(std::string_view name);
    void runtime_step(long long index);

 protected:
    runtime_sink() = default;
    runtime_sink(const runtime_sink&) = default;
    runtime_sink(runtime_sink&&) = default;
    runtime_sink& operator=(const runtime_sink&) = default;
    runtime_sink& operator=(runtime_sink&&) = default;
};

/// What nodes are lowered into at run time: a `runtime_sink` with the names of `Model`. `value` as the model
/// leaves all names as they are spelled.
template <class Model>
class model_sink {
 public:
    using model = Model;

    explicit model_sink(runtime_sink& target) noexcept : target_(target) {}

    void text(std::string_view t) { target_.text(t); }
    void open() { target_.open(); }
    void close() { target_.close(); }
    /// A top-level attribute by its name on the wire.
    void name(std::string_view n) { target_.put_step({n}, {n}, true); }
    template <fixed_string Path>
    void path() {
        put_path<Model, Path>(true);
    }
    /// Goes on with a path that has led to `T`.
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
    /// A value that is compared with `Attribute`: a failure names that.
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
        detail::visit_names<T, Path, 0>(visit);
    }

    runtime_sink& target_;
};

}  // namespace dynaco::expression
