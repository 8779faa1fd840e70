#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/expressions.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace dynaco {

namespace detail {

/// An attribute's value as it is written: `{"S":"text"}`.
struct written_attribute {
    std::string name{};
    std::string json{};
};

}  // namespace detail
template <>
struct codec<detail::written_attribute> {
    static constexpr attribute_type type = attribute_type::any;
    static bool write(detail::json::writer& out, const detail::written_attribute& a) {
        return out.raw(a.json), true;
    }
};

namespace detail {

/// The attributes that differ between two items.
class attribute_changes {
 public:
    /// Compares items given as DynamoDB JSON. Attributes in `ignored` count as equal.
    static attribute_changes between(std::string_view before, std::string_view after,
                                     std::span<const std::string_view> ignored);

    [[nodiscard]] const std::vector<written_attribute>& set() const noexcept { return set_; }
    [[nodiscard]] const std::vector<std::string>& removed() const noexcept { return removed_; }
    [[nodiscard]] std::size_t count() const noexcept { return set_.size() + removed_.size(); }
    [[nodiscard]] bool contains(std::string_view name) const noexcept;

 private:
    std::vector<written_attribute> set_{};
    std::vector<std::string> removed_{};
};

/// UpdateExpression: SET and REMOVE of all changes, of which there must be at least one, and dynaco's own
/// actions. Refers to them.
template <expression::update_action... Ours>
class changes_clause {
 public:
    static constexpr std::string_view member = "UpdateExpression";
    static constexpr bool is_static = false;
    changes_clause(const attribute_changes& changes, const std::tuple<Ours...>& ours)
        : changes_(&changes), ours_(&ours) {}

    template <class Model>
    static consteval bool check() {
        return (Ours::template check<Model>() && ... && true);
    }
    template <class Model, class Sink>
    static void lower(Sink& sink, const changes_clause* self) {
        using expression::update_section;
        std::string_view separator = "SET ";
        for (const written_attribute& each : self->changes_->set()) {
            sink.text(separator);
            sink.name(each.name);
            sink.text(" = ");
            sink.value(&each);
            separator = ", ";
        }
        self->template lower_ours<update_section::set>(sink, separator);
        const bool has_set = separator == ", ";
        separator = has_set ? " REMOVE " : "REMOVE ";
        for (const std::string& each : self->changes_->removed()) {
            sink.text(separator);
            sink.name(each);
            separator = ", ";
        }
        separator = " ADD ";
        self->template lower_ours<update_section::add>(sink, separator);
    }

 private:
    template <expression::update_section Section, class Sink>
    void lower_ours(Sink& sink, std::string_view& separator) const {
        [[maybe_unused]] const auto one = [&]<class A>(const A& action) {
            if (expression::section_of(&action) == Section) {
                sink.text(separator);
                A::lower(sink, &action);
                separator = ", ";
            }
        };
        std::apply([&one](const auto&... action) { (one(action), ...); }, *ours_);
    }

    const attribute_changes* changes_;
    const std::tuple<Ours...>* ours_;
};

}  // namespace detail

}  // namespace dynaco
