#include "table/admin/steps.hpp"

#include "table/admin/compare.hpp"

#include <dynaco/operations/table.hpp>
#include <dynaco/operations/table_settings.hpp>

#include <algorithm>
#include <utility>

namespace dynaco::detail {
namespace {

// Makes one change after the other, because DynamoDB accepts only one at a time. Removals come first, so that
// changes of capacity need not name the removed indexes. Additions come last, so that new indexes are filled
// with the new capacity.
class step_maker {
 public:
    step_maker(const table_plan& plan, const std::vector<table_difference>& todo)
        : wanted_(plan.wanted()), plan_(plan), todo_(todo) {}

    std::vector<table_step> make() {
        if (find(table_aspect::table)) {
            add(wanted_.table);
            if (!wanted_.ttl.empty()) set_ttl(wanted_.ttl, true);
            return std::move(steps_);
        }
        remove_indexes();
        change_capacity();
        change_settings();
        add_indexes();
        change_ttl();
        change_tags();
        return std::move(steps_);
    }

 private:
    [[nodiscard]] std::string_view name() const { return plan_.table_name(); }
    [[nodiscard]] const table_difference* find(table_aspect what) const {
        const auto at = std::ranges::find(todo_, what, &table_difference::what);
        return at == todo_.end() ? nullptr : &*at;
    }
    template <operation Op>
    // NOLINTNEXTLINE(performance-unnecessary-value-param): false with clang-tidy 14
    void add(const Op& op, std::string index = {}, index_fate fate = index_fate::any) {
        steps_.push_back({.request = encoded_request::of(op), .index = std::move(index), .fate = fate});
    }
    void set_ttl(std::string_view attribute, bool enabled) {
        add(update_time_to_live{.table_name = name(), .attribute = attribute, .enabled = enabled});
    }

    void remove_indexes() {
        for (const table_difference& d : todo_) {
            if (d.remedy != table_remedy::remove_index && d.remedy != table_remedy::replace_index) continue;
            add(update_table{.table_name = name(), .delete_index = d.name}, d.name, index_fate::gone);
            removed_.push_back(d.name);
        }
    }

    // The capacity of each global index when the table becomes provisioned. The request must name all
    // indexes.
    [[nodiscard]] std::vector<index_update> capacity_of_all_indexes() const {
        std::vector<index_update> all;
        for (const index_description& there : plan_.actual()->indexes) {
            if (there.scope == index_scope::local || there.status == index_status::deleting) continue;
            if (std::ranges::find(removed_, there.name) != removed_.end()) continue;
            const index_definition* const known = find_global_index(wanted_, there.name);
            all.push_back(
                {.name = there.name, .throughput = known ? known->throughput : wanted_.table.throughput});
        }
        return all;
    }
    [[nodiscard]] std::vector<index_update> changed_indexes() const {
        std::vector<index_update> changed;
        for (const table_difference& d : todo_) {
            if (d.what != table_aspect::index_throughput) continue;
            if (std::ranges::find(removed_, d.name) != removed_.end()) continue;
            changed.push_back({.name = d.name, .throughput = find_global_index(wanted_, d.name)->throughput});
        }
        return changed;
    }

    void change_capacity() {
        const create_table& table = wanted_.table;
        update_table op{.table_name = name()};
        std::vector<index_update> indexes;
        if (find(table_aspect::billing_mode)) {
            op.billing_mode = table.billing_mode;
            if (table.billing_mode == billing_mode::provisioned) {
                op.throughput = table.throughput;
                indexes = capacity_of_all_indexes();
            } else if (table.on_demand.max_read_request_units > 0 ||
                       table.on_demand.max_write_request_units > 0) {
                op.on_demand = table.on_demand;
            }
        } else {
            if (find(table_aspect::throughput)) op.throughput = table.throughput;
            if (find(table_aspect::on_demand_limits)) op.on_demand = table.on_demand;
            indexes = changed_indexes();
        }
        if (!op.billing_mode && !op.throughput && !op.on_demand && indexes.empty()) return;
        op.indexes = indexes;
        add(op);
    }

    void change_settings() {
        const create_table& table = wanted_.table;
        if (find(table_aspect::table_class))
            add(update_table{.table_name = name(), .table_class = table.table_class});
        if (find(table_aspect::encryption)) add(update_table{.table_name = name(), .kms_key = table.kms_key});
        if (find(table_aspect::deletion_protection))
            add(update_table{.table_name = name(), .deletion_protection = table.deletion_protection});
        if (!find(table_aspect::stream)) return;
        // A stream's view cannot be changed: the stream is disabled, then a new one is enabled.
        if (plan_.actual()->stream.view != stream_view::none)
            add(update_table{.table_name = name(), .stream = stream_view::none});
        if (table.stream != stream_view::none)
            add(update_table{.table_name = name(), .stream = table.stream});
    }

    void add_indexes() {
        const auto paid_by =
            find(table_aspect::billing_mode) ? wanted_.table.billing_mode : plan_.actual()->billing_mode;
        for (const table_difference& d : todo_) {
            if (d.remedy != table_remedy::add_index && d.remedy != table_remedy::replace_index) continue;
            add(update_table{.table_name = name(),
                             .create_index = *find_global_index(wanted_, d.name),
                             .paid_by = paid_by},
                d.name, index_fate::there);
        }
    }

    void change_ttl() {
        if (!find(table_aspect::time_to_live)) return;
        if (plan_.time_to_live().is_on()) set_ttl(plan_.time_to_live().attribute, false);
        if (!wanted_.ttl.empty()) set_ttl(wanted_.ttl, true);
    }

    void change_tags() {
        std::vector<table_tag> tags;
        for (const table_tag& each : wanted_.table.tags)
            for (const table_difference& d : todo_)
                if (d.what == table_aspect::tag && d.name == each.key) tags.push_back(each);
        if (!tags.empty()) add(tag_resource{.resource_arn = plan_.actual()->arn, .tags = tags});
    }

    table_definition wanted_;
    const table_plan& plan_;
    const std::vector<table_difference>& todo_;
    std::vector<std::string> removed_{};
    std::vector<table_step> steps_{};
};

}  // namespace

table_steps steps_of(const table_plan& plan, bool allow_removals) {
    table_steps made;
    std::vector<table_difference> todo;
    for (const table_difference& each : plan.differences()) {
        if (each.takes_away && !allow_removals) {
            made.left.push_back(each);
        } else if (each.remedy == table_remedy::new_table) {
            made.refused = failure(errc::table_differs, {.table = plan.table_name(), .detail = each.text()});
            return made;
        } else {
            todo.push_back(each);
        }
    }
    made.steps = step_maker(plan, todo).make();
    return made;
}

}  // namespace dynaco::detail
