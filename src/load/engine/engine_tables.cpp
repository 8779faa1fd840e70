#include "load/engine/engine.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <utility>

namespace dynaco::loading {

namespace asio = boost::asio;

std::shared_ptr<loaded_table> engine::table(std::string_view name) {
    const guard lock(mutex_);
    const auto at = tables_.find(name);
    if (at != tables_.end()) return at->second;
    return tables_.emplace(name, std::make_shared<loaded_table>(std::string(name))).first->second;
}

// The description is loaded by its own coroutine: a caller that is cancelled does not stop it.
awaitable<void> engine::prepare(loaded_table& in) {
    if (in.is_described) co_return;
    std::shared_ptr<ticket_state> description;
    const auto executor = db_.executor();
    if (!executor) throw error(context_gone());
    {
        const guard lock(mutex_);
        if (const failure* const why = end_of(in)) throw error(*why);
        if (in.is_described) co_return;
        if (!in.description) {
            in.description = std::make_shared<ticket_state>();
            asio::co_spawn(executor, describe(own_work(shared_from_this()), in), asio::detached);
        }
        description = in.description;
    }
    const auto outcome = co_await description->wait();
    if (!outcome) throw error(errc::canceled, {.operation = "load", .table = in.name});
    if (!*outcome) throw error(outcome->error());
}

failure engine::context_gone() const {
    return {errc::client_closed,
            {.operation = "load",
             .table = first_,
             .detail = "the execution context of the client was destroyed"}};
}

awaitable<void> engine::describe(own_work work, loaded_table& in) {
    engine& self = work.self();
    const client db = self.db_.with({});
    const result<table_description> description = co_await db.send(describe_table{.table_name = in.name});
    if (description) {
        std::shared_ptr<ticket_state> done;
        {
            const guard lock(self.mutex_);
            self.use(*description, in);
            done = in.description;
        }
        done->complete({});
    } else {
        self.cannot_describe(in, description.error());
    }
    work.is_done();
}

// If the table is the cause, it ends. After another failure the next write tries again, except to the first
// table: its failure ends the load.
void engine::cannot_describe(loaded_table& in, const failure& why) {
    const failure_kind kind = kind_of(why.cause());
    std::vector<event> events;
    std::shared_ptr<ticket_state> done;
    {
        const guard lock(mutex_);
        if (kind == failure_kind::table || kind == failure_kind::item)
            end_table(in, why, events);
        else if (in.name == first_)
            end_load(why, events);
        done = std::move(in.description);
    }
    report(std::move(events));
    if (done) done->complete(why);
}

void engine::use(const table_description& description, loaded_table& in) {
    in.keys = keys_of(description);
    in.id = description.id;
    auto rate = static_cast<double>(description.write_capacity_units);
    for (const index_description& each : description.indexes) in.indexes.push_back(each.name);
    constexpr double new_on_demand_table = 4000;
    if (rate <= 0) rate = new_on_demand_table;
    in.number = state_.add_table(
        std::string(name_without_arn(in.name)),
        {.max_units_per_second = options_.max_write_units_per_second, .start_units_per_second = rate},
        in.indexes, now());
    described_.push_back(&in);
    in.is_described = true;
}

}  // namespace dynaco::loading
