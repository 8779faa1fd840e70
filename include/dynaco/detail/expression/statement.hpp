#pragma once

#include <dynaco/detail/expression/limits.hpp>
#include <dynaco/detail/expression/request_sink.hpp>
#include <dynaco/detail/expression/sink.hpp>
#include <dynaco/expressions.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace dynaco::detail::expression {

// A clause that has one of several texts.
template <class C>
concept has_forms = requires {
    C::form_count;
};
template <class C>
inline constexpr std::size_t form_count = 1;
template <has_forms C>
inline constexpr std::size_t form_count<C> = C::form_count;

// `"UpdateExpression":"SET #0 = :0","ConditionExpression":"…","ExpressionAttributeNames":{…}` of clauses
// whose text is known at compile time. A clause with forms has the text of `Form`.
template <class Model, std::size_t Form, class... Clause>
struct constant_text {
    static constexpr void render(constant_sink<Model>& sink) {
        const auto one = [&sink]<class C>(const C* clause) {
            if constexpr (has_forms<C>)
                if (!clause->is_present()) return;
            sink.text("\"");
            sink.text(C::member);
            sink.text("\":\"");
            sink.begin_expression();
            C::template lower<Model>(sink, clause);
            sink.end_expression();
            sink.text("\",");
        };
        const auto in_form = [&one]<class C>(std::type_identity<C>) {
            if constexpr (has_forms<C>) {
                const C clause = C::in_form(Form);
                one(&clause);
            } else {
                one(static_cast<const C*>(nullptr));
            }
        };
        (in_form(std::type_identity<Clause>{}), ...);
        sink.names_member();
    }
    static constexpr auto measured = [] {
        constant_sink<Model> sink(nullptr);
        render(sink);
        return sink;
    }();
    static_assert(measured.name_count() < constant_sink<Model>::max_names,
                  "dynaco: the request uses too many attribute names");

    static constexpr auto characters = [] {
        std::array<char, measured.size()> text{};
        constant_sink<Model> sink(text.data());
        render(sink);
        return text;
    }();
    static constexpr std::string_view view{characters.data(), characters.size()};
    static constexpr std::size_t value_count = measured.value_count();
};

template <class Model, std::size_t Form, class... Clause>
consteval bool check_limits() {
    using text = constant_text<Model, Form, Clause...>;
    constexpr bool is_short = text::measured.longest() <= max_expression_bytes;
    constexpr bool is_simple = text::measured.most_operations() <= max_operations;
    static_assert(is_short, "dynaco: an expression is longer than 4096 bytes, DynamoDB's limit");
    static_assert(is_simple,
                  "dynaco: an expression has more than 300 operators and functions, DynamoDB's limit");
    return is_short && is_simple;
}

template <class C>
inline constexpr bool varies = requires {
    requires C::may_need_run_time;
};

// The keys of a query, or void.
template <class... C>
struct queried {
    using keys = void;
};
template <class C, class... Rest>
struct queried<C, Rest...> : queried<Rest...> {};
template <class C, class... Rest>
    requires requires { typename C::keys; }
struct queried<C, Rest...> {
    using keys = typename C::keys;
};

template <class Keys, class Clause>
consteval bool check_filter() {
    if constexpr (!std::is_void_v<Keys> && requires { typename Clause::condition; })
        return check_query_filter<Keys, typename Clause::condition>();
    else
        return true;
}
template <class Model, class... Clause>
consteval bool check_clauses() {
    constexpr bool sound = (Clause::template check<Model>() && ...);
    if constexpr (sound) return (check_filter<typename queried<Clause...>::keys, Clause>() && ...);
    return false;
}

/// All clauses of one request, with common placeholders. Refers to the clauses, which must outlive it.
template <class Model, class... Clause>
class statement {
    // At most one clause has more than one form.
    static constexpr std::size_t forms = (1 * ... * form_count<Clause>);

 public:
    static constexpr bool is_static = (Clause::is_static && ...);

    explicit statement(const Clause&... clause) noexcept : clauses_(&clause...) {}

    /// Writes the clauses as members of the request that `out` is in. @returns false after `out.fail(…)`.
    bool write(json::writer& out) const {
        constexpr bool sound = expression::check_clauses<Model, Clause...>();
        if constexpr (sizeof...(Clause) == 0) {
            return true;
        } else if constexpr (!sound) {
            return false;  // the compiler has printed the reason; errors that follow from it would only hide
                           // it
        } else if constexpr (is_static && !(expression::varies<Clause> || ...)) {
            return write_static<0>(out);
        } else if constexpr (is_static) {
            return needs_run_time() ? write_dynamic(out) : write_static<0>(out);
        } else {
            return write_dynamic(out);
        }
    }

 private:
    [[nodiscard]] bool needs_run_time() const {
        const auto one = []<class C>(const C* clause) {
            if constexpr (expression::varies<C>) return clause->needs_run_time();
            return false;
        };
        return std::apply([&one](const auto*... clause) { return (one(clause) || ...); }, clauses_);
    }
    [[nodiscard]] std::size_t form() const {
        const auto one = []<class C>(const C* clause) -> std::size_t {
            if constexpr (has_forms<C>) return clause->form();
            return 0;
        };
        return std::apply([&one](const auto*... clause) { return (0 + ... + one(clause)); }, clauses_);
    }
    template <std::size_t Form>
    bool write_static(json::writer& out) const {
        if constexpr (Form + 1 < forms)
            if (form() != Form) return write_static<Form + 1>(out);
        if constexpr (expression::check_limits<Model, Form, Clause...>()) return write_constant<Form>(out);
        return false;
    }
    template <std::size_t Form>
    bool write_constant(json::writer& out) const {
        using text = expression::constant_text<Model, Form, Clause...>;
        if constexpr (text::view.empty()) return true;
        out.element();
        out.raw(text::view);
        if constexpr (text::value_count > 0) {
            out.plain_key("ExpressionAttributeValues");
            out.begin_object();
            value_sink<Model> sink(out);
            lower_into(sink);
            if (!sink.ok()) return false;
            out.end_object();
        }
        return true;
    }
    bool write_dynamic(json::writer& out) const {
        request_sink target(out);
        model_sink<Model> sink(target);
        const auto one = [&]<class C>(const C* clause) {
            if constexpr (requires { clause->is_present(); })
                if (!clause->is_present()) return;
            target.begin_expression(C::member);
            C::template lower<Model>(sink, clause);
            target.end_expression();
        };
        std::apply([&one](const auto*... clause) { (one(clause), ...); }, clauses_);
        return target.finish();
    }
    template <class Sink>
    void lower_into(Sink& sink) const {
        const auto one = [&sink]<class C>(const C* clause) { C::template lower<Model>(sink, clause); };
        std::apply([&one](const auto*... clause) { (one(clause), ...); }, clauses_);
    }

    std::tuple<const Clause*...> clauses_;
};

/// An object that writes expressions as members of a JSON object: a request.
template <class T>
concept writes_expressions = requires(const T& object, json::writer& out) {
    { object.write(out) } -> std::same_as<bool>;
};

/// The statement of these clauses. Refers to them.
template <class Model, class... Clause>
statement<Model, Clause...> statement_of(const Clause&... clause) noexcept {
    return statement<Model, Clause...>(clause...);
}

/// The expressions of a request, independent of their type: an object that writes members of a JSON object.
/// Refers to it.
class expressions_ref {
 public:
    /// No expressions.
    constexpr expressions_ref() noexcept = default;
    template <writes_expressions Statement>
    constexpr expressions_ref(const Statement& statement) noexcept  // NOLINT(google-explicit-constructor)
        : object_(&statement), write_([](json::writer& out, const void* object) {
              return static_cast<const Statement*>(object)->write(out);
          }) {}

    [[nodiscard]] bool write(json::writer& out) const { return !write_ || write_(out, object_); }

 private:
    const void* object_ = nullptr;
    bool (*write_)(json::writer&, const void*) = nullptr;
};

}  // namespace dynaco::detail::expression
