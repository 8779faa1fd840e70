#include "program/definition/create_document.hpp"
#include "program/definition/plain_document.hpp"
#include "program/definition/table_options.hpp"
#include "program/dry_run.hpp"
#include "program/session.hpp"
#include "program/tables/commands.hpp"
#include "program/tables/wait_options.hpp"
#include "program/waiting.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/table.hpp>

#include <CLI/CLI.hpp>
#include <string>
#include <utility>

namespace dynaco::program {
namespace {

constexpr command_example create_examples[] = {
    {"dynaco create sessions --key id", "creates an on-demand table with the hash key id (a string)"},
    {"dynaco create events --key device:S --range time:N --index by-kind=kind,time/keys",
     "creates a table with a range key and a global index"},
    {"dynaco describe orders --as-file | dynaco create orders-2 --file -",
     "creates a table like another one"},
};
constexpr command_facts create_facts{
    .name = "create",
    .group = "Tables",
    .summary = "Create a table and wait until it can be used",
    .details =
        "TYPE is S (string), N (number) or B (binary). Without it, a key attribute has\n"
        "the type that it has in an earlier key, otherwise S.\n"
        "\n"
        "An index is NAME=KEYS, optionally with a slash and what it has in addition\n"
        "to the keys: all (default), keys (nothing else), or names of attributes.\n"
        "    --index by-status=status                    a hash key\n"
        "    --index by-status=status,total:N/keys       and a range key\n"
        "    --index by-place=country+city,street/note   keys of several attributes\n"
        "    --local-index by-total=total:N              the hash key is the table's\n"
        "\n"
        "--file reads a definition that describe --as-file wrote, a CreateTable\n"
        "request, or what DescribeTable returns. NAME replaces the name in the file.\n"
        "\n"
        "If the table exists already, the command fails and changes nothing.",
    .examples = create_examples,
};

// The members that are set by other requests after the creation.
struct later_settings {
    item time_to_live{};
    item recovery{};

    [[nodiscard]] bool empty() const { return time_to_live.empty() && recovery.empty(); }
};

later_settings take_later_settings(item& document) {
    later_settings later{.time_to_live = object_of(document, "TimeToLiveSpecification"),
                         .recovery = object_of(document, "PointInTimeRecoverySpecification")};
    document.erase("TimeToLiveSpecification");
    document.erase("PointInTimeRecoverySpecification");
    if (!is_set(later.time_to_live, "Enabled")) later.time_to_live.clear();
    if (!is_set(later.recovery, "PointInTimeRecoveryEnabled")) later.recovery.clear();
    return later;
}

class create final : public command {
    std::string name_{};
    table_options table_{};
    wait_choice wait_{};
    bool dry_run_ = false;

    [[nodiscard]] const command_facts& facts() const override { return create_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("NAME", name_, "Name of the table; with --file it replaces the one in the file");
        table_.add_basic_options(parser);
        table_.add_more_options(parser);
        wait_.add_options(parser, "5m");
        add_dry_run(parser, dry_run_);
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        static_cast<void>(wait_.timeout());  // a mistake is found before anything is sent
        item document = table_.document(name_);
        for (const std::string& each : unknown_members(document))
            at.report(each + " is not a member of CreateTable that this version knows; it is sent as it is");
        item first = document;
        const later_settings later = take_later_settings(first);
        const std::string name = text_of(document, "TableName");
        if (wait_.skipped && !later.empty())
            throw usage_error(
                "time to live and point-in-time recovery can only be set when the table is active; leave out "
                "--no-wait, or set them later with: dynaco update-table " +
                name);
        if (dry_run_) co_return co_await show(at, document);
        awaitable<item> call = call_service(at.db(), "CreateTable", std::move(first), true);
        const result<item> created = co_await as_result(std::move(call));
        if (!created && created.error().cause() == errc::resource_in_use)
            throw std::runtime_error("the table " + name + " exists already; nothing was changed");
        if (!created) throw error(created.error());
        if (wait_.skipped) {
            at.advise("DynamoDB creates " + name + "; it can be used when its status is ACTIVE");
            co_return exit_status::done;
        }
        const bool undisturbed = co_await uninterrupted(finish(at.db(), name, at, &later));
        if (undisturbed) co_return exit_status::done;
        at.report("interrupted; DynamoDB continues to create " + name +
                  (later.empty() ? std::string() : ", without its time to live and recovery"));
        co_return exit_status::interrupted;
    }

    // Prints the definition. It is an error if the table exists.
    static awaitable<exit_status> show(session& at, const item& document) {
        const std::string name = text_of(document, "TableName");
        const describe_table question{.table_name = name};
        const result<table_description> found = co_await at.db().send(question);
        if (found) throw std::runtime_error("the table " + name + " exists already; nothing was changed");
        if (found.error().cause() != errc::resource_not_found) throw error(found.error());
        print_call(at, "CreateTable", document);
        say_nothing_changed(at);
        co_return exit_status::done;
    }

    awaitable<void> finish(client db, std::string name, session& at, const later_settings* later) const {
        wait_line line(at, "create", name);
        auto progress = [&line](const table_description& now) { line.show(status_text(now.status)); };
        const table_admin<> admin(db, name);
        const table_wait_options waiting{.timeout = wait_.timeout(), .progress = progress};
        static_cast<void>(co_await admin.wait_until_active(waiting));
        if (!later->time_to_live.empty()) {
            item parameters{{"TableName", name}, {"TimeToLiveSpecification", later->time_to_live}};
            static_cast<void>(co_await call_service(db, "UpdateTimeToLive", std::move(parameters), true));
        }
        if (!later->recovery.empty()) {
            item parameters{{"TableName", name}, {"PointInTimeRecoverySpecification", later->recovery}};
            static_cast<void>(
                co_await call_service(db, "UpdateContinuousBackups", std::move(parameters), true));
        }
        line.clear();
        at.advise("created " + name);
    }
};

}  // namespace

std::unique_ptr<command> make_create() { return std::make_unique<create>(); }

}  // namespace dynaco::program
