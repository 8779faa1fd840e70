#pragma once

#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/table/admin/administration.hpp>
#include <dynaco/detail/table/batch/polymorphic_writer.hpp>
#include <dynaco/detail/table/models/model_check.hpp>
#include <dynaco/detail/table/models/models_of.hpp>
#include <dynaco/table.hpp>

#include <concepts>
#include <optional>
#include <ranges>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace dynaco {

/// Saves and removes many items of a table of several models, up to 25 in a request (BatchWriteItem).
/// `table::batch_write` makes it. One batch can contain objects of all models. It works like `batch_write`,
/// whose description also has the rules for threads, lifetime and cancellation.
template <class... T>
class batch_writer<std::variant<T...>>
    : public detail::polymorphic_batch_writer<detail::models_of<std::variant<T...>>> {
 public:
    /// An empty batch for the table called `table` that sends its requests with `db`.
    batch_writer(client db, std::string table)
        : detail::polymorphic_batch_writer<detail::models_of<std::variant<T...>>>(std::move(db),
                                                                                  std::move(table)) {}
};

/// A table that holds items of several models. Each item is read into its own model.
///
///     dynaco::table<std::variant<Cat, Dog>> pets{db};
///     co_await pets.save(tom);                                // a Cat
///     auto all = pets.scan();
///     while (auto pet = co_await all.next()) std::visit(…, *pet);
///
/// The models have the same `table_name` and keys. The discriminator decides which model an item has. Without
/// a discriminator the keys decide: those of models without a discriminator are composed with different
/// texts. An item of none of the models causes errc::wrong_model; if `dynaco::item` is the last alternative,
/// it is read as that. If all models have a discriminator and `dynaco::item` is not among them, reads request
/// these kinds only.
///
/// Conditions and filters may use the attributes of all models. A key that all models compose in the same way
/// is given by its members, any other composed key by its text. A write is of one model; `as<Cat>()` returns
/// the table of one model. It is a small handle that may be copied.
template <class First, class... Rest>
class table<std::variant<First, Rest...>>
    : public detail::readable<detail::models_of<std::variant<First, Rest...>>,
                              detail::models_of<std::variant<First, Rest...>>> {
    using whole = std::variant<First, Rest...>;
    using models = detail::models_of<whole>;
    using base = detail::readable<models, models>;
    static_assert(detail::models_among<whole, std::variant<>, First, Rest...>::check() ||
                  true);  // a failed check has its own message

    template <class T>
    static constexpr bool is_model = detail::is_model_of<whole, T>;

 public:
    /// The table that the schemas name, with `client_options::table_prefix`. Sends nothing.
    explicit table(const client& db)
        : table(db, detail::client_access::prefixed(db, detail::table_checks::name_of_table<First>())) {}
    /// The table `table_name`. Sends nothing.
    table(client db, std::string table_name) : base(std::move(db), std::move(table_name)) {}

    /// Returns the table of one of the models.
    template <class Model>
        requires is_model<Model>
    [[nodiscard]] table<Model> as() const { return {base::db(), base::table_name()}; }

    // --- the table itself
    // ------------------------------------------------------------------------------------------

    /// Creates the table with the indexes of all models if it does not exist, and waits until it is active
    /// (CreateTable). Indexes of the same name are one index. Switches time to live on if a schema names it.
    /// @returns true if this call created the table
    /// @throws error  errc::table_not_active: the table is not active after `options.timeout`.
    /// errc::table_differs: time to live is on for another attribute. Any other failure of the calls.
    [[nodiscard]] awaitable<bool> create(create_options options = {}) const {
        const detail::table_definition wanted = detail::define_table<models>(base::table_name());
        return detail::administration::create(
            base::db(), encoded_request::of(options.applied_to(wanted.table)), std::string(wanted.ttl),
            options.ignore_missing_ttl_support, options.wait());
    }
    /// Returns whether the table exists, in any status (DescribeTable).
    /// @throws error  for all failures except errc::resource_not_found
    [[nodiscard]] awaitable<bool> exists() const { return as<First>().exists(); }
    /// Returns the table's description (DescribeTable).
    /// @throws error  errc::resource_not_found: the table does not exist. Any other failure.
    [[nodiscard]] awaitable<table_description> describe() const { return as<First>().describe(); }
    /// Deletes the table with all its items and waits until it no longer exists (DeleteTable).
    /// @returns false if the table did not exist
    /// @throws error  errc::table_not_active: it still exists after `wait.timeout`. Any other failure of the
    /// calls.
    [[nodiscard]] awaitable<bool> delete_table(table_wait_options wait = {}) const {
        return as<First>().delete_table(wait);
    }

    // --- one item
    // --------------------------------------------------------------------------------------------------

    /// Reads the item with this key into its model (GetItem). `View` is one of the models, a `std::variant`
    /// of some of them, or a struct whose members are a subset of all models' members.
    /// @returns the item; nothing if it does not exist
    /// @throws error  errc::wrong_model: the item is not of a model in `View`. condition::model_mismatch: it
    /// does not fit its model. Any failure of the call.
    template <class View = whole, class Hash, class A = get_options,
              class B = detail::argument_after<get_options, A>>
    [[nodiscard]] awaitable<std::optional<View>> get(const Hash& hash, const A& a = {},
                                                     const B& b = {}) const {
        if constexpr (detail::is_projection<A> || detail::is_projection<B>) {
            detail::refuse_project<View, models>();
            return {};
        } else if constexpr (!detail::check_get_arguments<A, B>()) {
            return {};
        } else if constexpr (detail::is_option<get_options, A>) {
            if constexpr (detail::check_key<models, Hash, detail::no_range_key>())
                return get_key<View>(detail::key_ref<models, Hash>(hash),
                                     detail::options_among<get_options>(a));
            else
                return {};
        } else {
            if constexpr (detail::check_key<models, Hash, A>())
                return get_key<View>(detail::key_ref<models, Hash, A>(hash, a),
                                     detail::options_among<get_options>(b));
            else
                return {};
        }
    }

    /// Writes an object of one of the models (PutItem). It takes the arguments, and throws the errors, of
    /// `table<Model>::save`.
    ///
    /// It also takes a `std::variant` of the models, perhaps with `write_options`, and writes the object in
    /// it. If one of the models has a version or times, the variant must be named and not const.
    template <class Object, class A = write_options, class B = detail::argument_after<write_options, A>,
              class C = detail::argument_after<write_options, A, B>>
    [[nodiscard]] auto save(Object&& object, const A& a = {}, const B& b = {}, const C& c = {}) const {
        using object_type = std::remove_cvref_t<Object>;
        if constexpr (is_model<object_type>)
            return as<object_type>().save(std::forward<Object>(object), a, b, c);
        else
            return save_whole<Object, A, B, C>(object, a);
    }
    /// Writes an object of one of the models (PutItem). It takes the arguments of `table<Model>::try_save`,
    /// but not a `std::variant`.
    /// @returns a verdict: false if a condition did not hold
    /// @throws error  for all other failures
    template <class Object, class A = write_options, class B = detail::argument_after<write_options, A>,
              class C = detail::argument_after<write_options, A, B>>
    [[nodiscard]] auto try_save(Object&& object, const A& a = {}, const B& b = {}, const C& c = {}) const {
        using object_type = std::remove_cvref_t<Object>;
        if constexpr (is_model<object_type>)
            return as<object_type>().try_save(std::forward<Object>(object), a, b, c);
        else
            return detail::refuse_object_of_no_model<Object>();
    }

    /// Changes attributes of an item of `Model` (UpdateItem): `pets.update<Cat>("1", "lives"_a.set(8))`. It
    /// takes the arguments of `table<Model>::update`. A new item is a `Model`; an item of another kind causes
    /// condition::conflict and is not changed.
    template <class Model, class... Argument>
        requires is_model<Model>
    [[nodiscard]] auto update(const Argument&... argument) const { return as<Model>().update(argument...); }
    /// Changes attributes of an item of `Model` (UpdateItem). It takes the arguments of
    /// `table<Model>::try_update`. An item of another kind is not changed.
    /// @returns a verdict: false if a condition did not hold, or if the item is of another kind
    /// @throws error  for all other failures
    template <class Model, class... Argument>
        requires is_model<Model>
    [[nodiscard]] auto try_update(const Argument&... argument) const {
        return as<Model>().try_update(argument...);
    }

    /// Removes the item with this key, of any kind (DeleteItem). An item that does not exist is not an error.
    /// @throws error  any failure of the call
    template <class Hash, class Range = detail::no_range_key>
    [[nodiscard]] awaitable<void> remove(const Hash& hash, const Range& range = {}) const {
        if constexpr (detail::is_no_key<Range>) {
            static_assert(
                detail::remove_is_for_one_model<Range>,
                "dynaco: remove() of a polymorphic table needs the model if it has a condition or options: "
                "remove<Cat>(key, when(...)) (see remove_is_for_one_model<Argument> in this message)");
            return {};
        } else if constexpr (!detail::check_key<models, Hash, Range>()) {
            return {};
        } else {
            return remove_key(detail::key_ref<models, Hash, Range>(hash, range));
        }
    }
    /// Removes an item of `Model` (DeleteItem): `pets.remove<Cat>("1", when("lives"_a == 0))`. It takes the
    /// arguments of `table<Model>::remove`. An item of another kind causes condition::conflict and is not
    /// removed.
    template <class Model, class... Argument>
        requires is_model<Model>
    [[nodiscard]] auto remove(const Argument&... argument) const { return as<Model>().remove(argument...); }
    /// Removes an item of `Model` (DeleteItem). It takes the arguments of `table<Model>::try_remove`. An item
    /// of another kind is not removed.
    /// @returns a verdict: false if a condition did not hold, or if the item is of another kind
    /// @throws error  for all other failures
    template <class Model, class... Argument>
        requires is_model<Model>
    [[nodiscard]] auto try_remove(const Argument&... argument) const {
        return as<Model>().try_remove(argument...);
    }

    // --- many items
    // ------------------------------------------------------------------------------------------------

    /// Returns a writer of puts and removals, 25 in each request (BatchWriteItem). Sends nothing until the
    /// writer is used.
    [[nodiscard]] batch_writer<whole> batch_write() const { return {base::db(), base::table_name()}; }

    /// Returns a reader of the items with these keys, 100 in each request, in no particular order
    /// (BatchGetItem). `keys` is a range of hash keys, or of pairs of hash and range key. The keys are
    /// encoded before this returns. Sends nothing until the reader is used.
    template <class View = whole, std::ranges::input_range Keys>
    [[nodiscard]] batch_reader<View> batch_get(const Keys& keys, batch_get_options options = {}) const {
        if constexpr (!detail::reads_whole_items<models, View>)
            static_assert(detail::table_checks::check_view<View, models>());
        return {base::db(), detail::encode_batch_part<View>(*this, keys, options.consistent_read)};
    }

    /// Returns one of the models' indexes, for queries and scans. Sends nothing.
    template <class Index>
    [[nodiscard]] table_index<whole, Index> index() const {
        return {base::db(), base::table_name()};
    }

 private:
    template <class View, class Key>
    awaitable<std::optional<View>> get_key(const Key& key, get_options options) const {
        if constexpr (!std::is_same_v<View, whole>) static_assert(detail::check_kinds<models, View>());
        get_item op{.table_name = base::table_name(), .key = key, .consistent_read = options.consistent_read};
        if (options.report) op.report_capacity = report_capacity::indexes;
        const auto read = [&] {
            return detail::read_one<View>(base::db().call(encoded_request::of(op)), options.report,
                                          detail::check_of_view<models, View>, &base::key_names);
        };
        if constexpr (detail::reads_whole_items<models, View>) {
            return read();
        } else {
            static_assert(detail::table_checks::check_view<View, models>());
            const detail::checked_projection<View, models> projection;
            const detail::expression::statement<models, detail::checked_projection<View, models>> statement(
                projection);
            op.expressions = statement;
            return read();
        }
    }
    template <class Key>
    awaitable<void> remove_key(const Key& key) const {
        return detail::answered<void>(
            base::db().call(encoded_request::of(delete_item{.table_name = base::table_name(), .key = key})),
            nullptr, {});
    }
    template <class Object, class A, class B, class C>
    awaitable<void> save_whole(std::remove_reference_t<Object>& object, const A& options) const {
        constexpr bool has_options_alone =
            detail::is_option<write_options, A> && detail::is_absent<B> && detail::is_absent<C>;
        if constexpr (!std::is_convertible_v<Object, const whole&>)
            return detail::refuse_object_of_no_model<Object>();
        else if constexpr (detail::is_miscompiled_temporary<Object>)
            return detail::refuse_temporary<whole>();
        else if constexpr (has_options_alone)
            return std::visit(
                [&](auto& content) { return this->save_content(content, options); },
                static_cast<std::conditional_t<std::is_convertible_v<Object, whole&>, whole&, const whole&>>(
                    object));
        else
            static_assert(detail::variant_is_saved_without_clauses<Object>,
                          "dynaco: use std::visit(...) to save a variant with when(...) or returning::... "
                          "(see variant_is_saved_without_clauses<Object> in this message)");
        return {};
    }
    template <class Model>
    awaitable<void> save_content(Model& content, const write_options& options) const {
        return as<std::remove_const_t<Model>>().save(content, options);
    }
    awaitable<void> save_content(const item& content, const write_options& options) const {
        put_item op{.table_name = base::table_name(), .item = content};
        if (options.report) op.report_capacity = report_capacity::indexes, op.report_collection = true;
        encoded_request request = encoded_request::of(op);
        request.key_names = detail::shared_key_names<models>();
        return detail::answered<void>(base::db().call(std::move(request)), options.report, {});
    }
    awaitable<void> save_content(item& content, const write_options& options) const {
        return save_content(std::as_const(content), options);
    }
};

}  // namespace dynaco
