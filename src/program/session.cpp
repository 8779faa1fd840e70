#include "program/session.hpp"

#include "program/show/paragraph.hpp"
#include "program/show/text_width.hpp"

#include <dynaco/json.hpp>
#include <dynaco/observing.hpp>
#include <dynaco/operations/table.hpp>

#include <atomic>
#include <ostream>
#include <string>
#include <utility>

namespace dynaco::program {
namespace {

std::string text_member(const item& object, std::string_view name) {
    const value* found = object.find(name);
    const std::string* text = found ? found->get_if<std::string>() : nullptr;
    return text ? *text : std::string();
}

}  // namespace

// Notes whether a call that changes data has succeeded.
class session::write_watch final : public observer {
 public:
    void call_ended(const call_event& event) override {
        if (event.call.writes && !event.why) has_written_ = true;
    }
    [[nodiscard]] bool has_written() const noexcept { return has_written_; }

 private:
    std::atomic<bool> has_written_ = false;
};

session::session(boost::asio::io_context& io, common_options options, command_tree tree,
                 standard_streams streams, std::string_view command)
    : io_(&io),
      options_(std::move(options)),
      tree_(std::move(tree)),
      streams_(std::move(streams)),
      command_(command),
      watch_(std::make_shared<write_watch>()) {}

output_format session::format() const noexcept {
    return options_.format.value_or(default_format(streams_.terminal.output.terminal));
}

screen session::output_screen() const noexcept {
    return {.width = streams_.terminal.output.width, .colours = streams_.terminal.output.colours};
}

item_printer_options session::printing() const {
    item_printer_options options{.format = format()};
    options.shown_on = output_screen();
    options.terminal = terminal().output.terminal;
    return options;
}

std::string session::printed(std::string json) const {
    if (terminal().output.terminal && is_unsafe(json)) return escaped_json(json);
    return json;
}

void session::report(std::string_view text, std::string_view shell) {
    if (before_message_) before_message_();
    errors() << message_lines(command_, text, terminal().error.width, shell) << std::flush;
}

void session::advise(std::string_view text, std::string_view shell) {
    if (!options_.quiet) report(text, shell);
}

void session::on_interrupt(std::function<void()> graceful, std::string last_words) {
    graceful_ = std::move(graceful);
    if (told_) told_(last_words);
}

client& session::db() {
    if (db_) return *db_;
    client_options options = client_options_of(options_.connection);
    options.observer = watch_;
    return db_.emplace(executor(), options);
}

bool session::has_written() const noexcept { return watch_->has_written(); }

client session::open(const connection_options& other) const {
    const auto chosen = [](const std::string& own, const std::string& common) {
        return own.empty() ? common : own;
    };
    const connection_options& common = options_.connection;
    const bool same_account = other.profile.empty() && other.region.empty();
    return client(executor(),
                  client_options_of({
                      .profile = chosen(other.profile, common.profile),
                      .region = chosen(other.region, common.region),
                      .endpoint = same_account ? chosen(other.endpoint, common.endpoint) : other.endpoint,
                  }));
}

awaitable<const table_description*> session::describe(std::string table) {
    if (const auto found = described_.find(table); found != described_.end()) co_return &found->second;
    const describe_table request{.table_name = table};
    table_description described = co_await db().execute(request);
    co_return &described_.insert_or_assign(std::move(table), std::move(described)).first->second;
}

awaitable<item> call_service(client db, std::string_view operation, item parameters, bool writes) {
    encoded_request request;
    request.info = {.name = operation, .writes = writes};
    request.table = text_member(parameters, "TableName");
    request.body = to_json(parameters);
    result<reply> answer = co_await db.call(std::move(request));
    const reply got = std::move(answer).value();
    co_return from_json<item>(std::string_view(got.body));
}

}  // namespace dynaco::program
