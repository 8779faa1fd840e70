#include "load/engine/engine.hpp"

#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/load/loader.hpp>

#include <utility>

namespace dynaco {

awaitable<void> load_ticket::written() const {
    const auto state = state_;
    if (!state) co_return;
    const auto outcome = co_await state->wait();
    if (!outcome) throw error(errc::canceled, {.operation = "load"});
    if (!*outcome) throw error(outcome->error());
}

loader::loader(client db, std::string table, load_options options)
    : loader(std::make_shared<loading::engine>(std::move(db), std::move(table), std::move(options))) {}

loader::loader(const std::shared_ptr<loading::engine>& engine)
    : loader_table(engine, engine->table(engine->first_table())) {}

loader_table loader::table(std::string_view name) const { return {engine_, engine_->table(name)}; }

namespace {

void end(const std::shared_ptr<loading::engine>& engine) noexcept {
    if (!engine) return;
    engine->be_silent();
    engine->cancel();
}

}  // namespace

loader::~loader() { end(engine_); }

loader::loader(loader&&) noexcept = default;

loader& loader::operator=(loader&& other) noexcept {
    if (engine_ != other.engine_) end(engine_);
    loader_table::operator=(std::move(other));
    return *this;
}

result<std::string> loader_table::encode_object(detail::attributes_ref object) {
    std::string text;
    detail::json::writer out(text);
    if (!object.write(out)) return out.why();
    return text;
}

namespace {

// Keeps the engine while a call runs, also if the loader is destroyed.
template <class T>
awaitable<T> held(std::shared_ptr<loading::engine> engine, std::string table, awaitable<T> call) {
    const client db = engine->db();
    co_return co_await detail::one_call(db, std::move(call), "load", std::move(table));
}

failure in_load(const failure& why, const std::string& table) {
    diagnostics about = why.diagnostics();
    about.operation = "load";
    about.table = table;
    return failure(why.cause(), std::move(about));
}

awaitable<std::shared_ptr<loading::ticket_state>> put_in(
    std::shared_ptr<loading::engine> engine, loading::loaded_table& in, result<std::string> text,
    record_kind kind, std::unique_ptr<const encoded_request> single = nullptr, bool has_condition = false) {
    if (!text) throw error(in_load(text.error(), in.name));
    if (single && single->refused) throw error(in_load(*single->refused, in.name));
    auto call = engine->put(in, std::move(*text), kind, std::move(single), has_condition);
    return held(std::move(engine), in.name, std::move(call));
}

}  // namespace

const std::string& loader_table::name() const noexcept { return table_->name; }

awaitable<load_ticket> loader_table::put_text(result<std::string> item) const {
    return ticket_of(put_in(engine_, *table_, std::move(item), record_kind::put));
}

awaitable<load_ticket> loader_table::remove_text(result<std::string> key) const {
    return ticket_of(put_in(engine_, *table_, std::move(key), record_kind::remove));
}

awaitable<load_ticket> loader_table::put_single(result<std::string> text, record_kind kind,
                                                encoded_request request, bool has_condition) const {
    return ticket_of(put_in(engine_, *table_, std::move(text), kind,
                            std::make_unique<const encoded_request>(std::move(request)), has_condition));
}

awaitable<load_ticket> loader_table::put_json(std::string_view item) const {
    return put_text(std::string(item));
}

awaitable<load_ticket> loader_table::ticket_of(awaitable<std::shared_ptr<loading::ticket_state>> put) {
    co_return load_ticket(co_await std::move(put));
}

awaitable<void> loader_table::offer(result<std::string> item, record_kind kind, source_position position,
                                    std::string_view table) const {
    if (table.empty()) return held(engine_, name(), engine_->offer(*table_, std::move(item), kind, position));
    loading::loaded_table& in = *engine_->table(table);
    return held(engine_, in.name, engine_->offer_named(in, std::move(item), kind, position));
}

void loader_table::source_failed(const std::exception_ptr& thrown) const {
    engine_->source_failed(*table_, thrown);
}

awaitable<void> loader_table::put_all(record_source& rows) const {
    return held(engine_, name(), engine_->put_all(*table_, rows));
}

awaitable<void> loader_table::put_files(std::vector<std::string> paths, source_options options) const {
    return held(engine_, name(),
                engine_->put_files(*table_, std::move(paths), options, std::string(options.header),
                                   std::string(options.types), std::string(options.required)));
}

awaitable<void> loader::flush() { return held(engine_, name(), engine_->flush()); }

awaitable<load_report> loader::finish() { return finish(engine_); }

awaitable<load_report> loader::finish(std::shared_ptr<loading::engine> engine) {
    // A cancelled `finish` returns its report.
    co_await boost::asio::this_coro::throw_if_cancelled(false);
    co_return co_await engine->finish();
}

void loader::stop() noexcept { engine_->cancel(); }

load_progress loader::progress() const { return engine_->progress(); }

}  // namespace dynaco
