#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/detail/model/composed_members.hpp>
#include <dynaco/detail/table/call/outcome.hpp>
#include <dynaco/detail/table/call/write_clauses.hpp>
#include <dynaco/detail/table/key/object_key.hpp>
#include <dynaco/detail/table/models/refuse_object.hpp>
#include <dynaco/detail/table/write/attribute_changes.hpp>
#include <dynaco/detail/table/write/managed_actions.hpp>
#include <dynaco/detail/table/write/write_condition.hpp>
#include <dynaco/detail/table/write/write_request.hpp>
#include <dynaco/operations/item.hpp>
#include <dynaco/writing.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace dynaco::detail {

/// The changed object: its version and `updated_at` become those that were written.
template <class Model>
class apply_changes {
 public:
    apply_changes(const Model& before, saved_object<Model> after, wall_time now, bool read_version)
        : after_(&after), next_(before, now), read_version_(read_version) {}

    void operator()(const reply& answer) const {
        if constexpr (has_managed_members<Model>) {
            managed_values<Model> values = next_;
            values.keep_created_at(*after_);
            values.swap_with(*after_);
        }
        if constexpr (is_versioned<Model>) {
            using member = managed_member<Model, table_checks::managed_names<Model>::version>;
            if (read_version_)
                read_returned_attribute(answer, model::attribute_names<Model>[member::index],
                                        member::in(*after_));
        }
    }

 private:
    std::remove_reference_t<saved_object<Model>>* after_;
    managed_values<Model> next_;
    bool read_version_;
};

/// The attributes of `Model` that are not compared, because every update sets them.
template <class Model>
consteval auto attributes_set_by_updates() {
    using names = table_checks::managed_names<Model>;
    std::array<std::string_view, 2> ignored{};
    if constexpr (is_versioned<Model>)
        ignored[0] = model::attribute_names<Model>[managed_member<Model, names::version>::index];
    if constexpr (has_updated_at<Model>)
        ignored[1] = model::attribute_names<Model>[managed_member<Model, names::updated_at>::index];
    return ignored;
}

/// True if an attribute is composed of a time that every update sets.
template <class Model>
consteval bool composes_updated_at() {
    if constexpr (has_updated_at<Model>) {
        return model::is_part_of_composed<Model>(table_checks::managed_names<Model>::updated_at);
    } else {
        return false;
    }
}

/// The changes between two objects with the same key, written at `now`.
template <class Model>
result<attribute_changes> changes_between(const Model& before, saved_object<Model> after, wall_time now) {
    std::string texts[2];
    const auto write = [](std::string& text, const auto& object) -> std::optional<failure> {
        text.clear();
        json::writer out(text);
        if (codec<std::remove_cvref_t<decltype(object)>>::write(out, object)) return std::nullopt;
        return out.why();
    };
    if (const auto refused = write(texts[0], before)) return *refused;
    if (const auto refused = write(texts[1], after)) return *refused;
    constexpr auto ignored = attributes_set_by_updates<Model>();
    auto changes = attribute_changes::between(texts[0], texts[1], ignored);
    if constexpr (composes_updated_at<Model>()) {
        if (changes.count() > 0) {
            if (const auto refused = write(texts[1], managed_write<Model>(after, now))) return *refused;
            changes = attribute_changes::between(texts[0], texts[1], ignored);
        }
    }
    for (std::size_t i = 0; i < model::field_count<Model>; ++i) {
        const std::string_view member = model::field_names<Model>[i];
        const std::string_view name = model::attribute_names<Model>[i];
        const bool is_key =
            Model::schema.hash_key.contains(member) || Model::schema.range_key.contains(member);
        if (is_key && changes.contains(name))
            return failure(errc::invalid_argument, {.attribute_path = std::string(name),
                                                    .detail = "the objects have different keys"});
    }
    return changes;
}

template <class Model, on_conflict Form>
using answer_to_changes = std::conditional_t<Form == on_conflict::fail, std::size_t, saved_changes<Model>>;

template <class Answer>
awaitable<Answer> nothing_to_save() {
    co_return Answer(0);
}

template <class Model, on_conflict Form>
awaitable<answer_to_changes<Model, Form>> changes_saved(awaitable<result<reply>> call, call_report* report,
                                                        write_guard guard, std::size_t attributes,
                                                        apply_changes<Model> effect) {
    const result<reply> outcome = co_await std::move(call);
    if (report) report->add(outcome);
    if (!outcome) {
        const failure why = explain_conflict(outcome.error(), guard);
        if constexpr (Form == on_conflict::answer)
            if (outcome.error().cause() == errc::conditional_check_failed)
                co_return saved_changes<Model>(why);
        throw error(why);
    }
    effect(*outcome);
    co_return answer_to_changes<Model, Form>(attributes);
}

/// UpdateItem with the attributes that differ. The item must exist, because the attributes that do not differ
/// are not sent.
template <on_conflict Form, class Model, class User>
awaitable<answer_to_changes<Model, Form>> save_changes(const client& db, std::string_view table_name,
                                                       const Model& before, saved_object<Model> after,
                                                       const write_options& options, const User& user) {
    const wall_time now = client_access::wall_clock(db);
    // If the version is ignored, only the response contains the new number.
    const bool read_version = is_versioned<Model> && options.ignore_version;
    const apply_changes<Model> effect(before, after, now, read_version);
    const auto condition = condition_to_update<Model>(before, options, user);
    const write_guard guard = condition.guard(options);
    const auto key = key_of(before);
    const update_item op{.table_name = table_name, .key = key};

    const result<attribute_changes> changes = changes_between<Model>(before, after, now);
    std::optional<failure> refused;
    if (!changes) refused = changes.error();
    if (changes && changes->count() == 0) return nothing_to_save<answer_to_changes<Model, Form>>();
    if (!refused) refused = version_overflow(before);
    if (refused) {
        encoded_request request = encoded_request::of(op);  // only its key, for the error
        request.refused = refused;
        return changes_saved<Model, Form>(db.call(std::move(request)), options.report, guard, 0, effect);
    }
    return std::apply(
        [&]<class... Ours>(const Ours&... ours) {
            const std::tuple<Ours...> added(ours...);
            const changes_clause<Ours...> update(*changes, added);
            return changes_saved<Model, Form>(
                db.call(encode_write<Model>(op, options,
                                            read_version ? return_values::updated_new : return_values::none,
                                            condition, update)),
                options.report, guard, changes->count(), effect);
        },
        managed_actions<Model, true>(now, known_version<Model>(before, options)));
}

}  // namespace dynaco::detail
