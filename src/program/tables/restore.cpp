#include "program/dry_run.hpp"
#include "program/session.hpp"
#include "program/tables/commands.hpp"
#include "program/tables/table_changes.hpp"
#include "program/tables/wait_options.hpp"
#include "program/text/time_text.hpp"
#include "program/waiting.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/backup.hpp>

#include <CLI/CLI.hpp>
#include <chrono>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

namespace dynaco::program {
namespace {

constexpr command_example restore_examples[] = {
    {"dynaco restore ARN --to orders-2", "restores a backup"},
    {"dynaco restore orders --to orders-2 --at 2026-11-30T07:00:00Z", "restores a table as it was then"},
    {"dynaco restore orders --to orders-2 --at 2h", "as it was two hours ago"},
    {"dynaco restore orders --to orders-2", "as late as possible"},
};
constexpr command_facts restore_facts{
    .name = "restore",
    .group = "Tables",
    .summary = "Create a table from a backup, or from another table at a time",
    .details =
        "The ARN of a backup is printed by: dynaco backup --list. The times of a table\n"
        "need point-in-time recovery; the latest is about five minutes ago. A table is\n"
        "never overwritten: NEW must not exist.\n"
        "\n"
        "Indexes, billing and encryption are those of the source. DynamoDB does not\n"
        "restore tags, stream, time to live, deletion protection and point-in-time\n"
        "recovery: set them with update-table. Local servers have no backups.",
    .examples = restore_examples,
};

bool is_backup(std::string_view source) {
    return source.starts_with("arn:") && source.find("/backup/") != std::string_view::npos;
}

class restore final : public command {
    std::string source_{};
    std::string target_{};
    std::string time_{};
    bool without_indexes_ = false;
    bool on_demand_ = false;
    std::string capacity_{};
    wait_choice wait_{};
    bool dry_run_ = false;

    [[nodiscard]] const command_facts& facts() const override { return restore_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("SOURCE", source_, "ARN of a backup, or name of a table")->required();
        parser.add_option("--to", target_, "Name of the new table")->type_name("TABLE")->required();
        parser.add_option("--at", time_, "Time of the data of a table; default: the latest possible")
            ->type_name("TIME");
        parser.add_flag("--without-indexes", without_indexes_, "Restore no indexes, which is faster");
        auto* const on_demand = parser.add_flag("--on-demand", on_demand_, "Bill the new table by request");
        parser.add_option("--capacity", capacity_, "Provisioned capacity of the new table")
            ->type_name("READ,WRITE")
            ->excludes(on_demand);
        wait_.add_options(parser, "6h");
        add_dry_run(parser, dry_run_);
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        static_cast<void>(wait_.timeout());  // a mistake is found before anything is sent
        if (is_backup(source_) && !time_.empty())
            throw usage_error(
                "a backup has one time; leave out --at, or name the table instead of the backup");
        if (source_.starts_with("arn:") && !is_backup(source_))
            throw usage_error("this is not the ARN of a backup; name a table by its name");
        const auto now = std::chrono::system_clock::now();
        std::optional<time_point> time;
        if (!time_.empty()) time = parse_time(time_, now);
        const restore_overrides overrides = overrides_of();
        co_await check_target(at.db());
        if (is_backup(source_)) {
            const restore_table_from_backup request{
                .target_table_name = target_, .backup_arn = source_, .overrides = overrides};
            if (dry_run_) co_return show(at, request);
            static_cast<void>(co_await at.db().execute(request));
        } else {
            co_await check_recovery(at.db(), time);
            const restore_table_to_point_in_time request{.source_table_name = source_,
                                                         .target_table_name = target_,
                                                         .time = time,
                                                         .overrides = overrides};
            if (dry_run_) co_return show(at, request);
            static_cast<void>(co_await at.db().execute(request));
        }
        if (wait_.skipped) {
            at.advise("DynamoDB restores " + target_ + "; it can be used when its status is ACTIVE");
            co_return exit_status::done;
        }
        const bool undisturbed = co_await uninterrupted(wait_for_target(at.db(), at));
        if (undisturbed) co_return exit_status::done;
        at.report("interrupted; DynamoDB continues to restore " + target_);
        co_return exit_status::interrupted;
    }

    template <class Request>
    static exit_status show(session& at, const Request& request) {
        std::string body;
        detail::json::writer out(body);
        static_cast<void>(request.encode(out));
        at.out() << Request::info.name << ' ' << at.printed(body) << '\n' << std::flush;
        say_nothing_changed(at);
        return exit_status::done;
    }

    [[nodiscard]] restore_overrides overrides_of() const {
        restore_overrides overrides{.without_indexes = without_indexes_};
        if (on_demand_) overrides.billing_mode = billing_mode::pay_per_request;
        if (!capacity_.empty()) {
            overrides.billing_mode = billing_mode::provisioned;
            overrides.throughput = capacity_of(parse_units(capacity_));
        }
        return overrides;
    }

    awaitable<void> check_target(client db) const {
        const describe_table question{.table_name = target_};
        const result<table_description> found = co_await db.send(question);
        if (found) throw std::runtime_error("the table " + target_ + " exists already; nothing was changed");
        if (found.error().cause() != errc::resource_not_found) throw error(found.error());
    }

    // DynamoDB's own errors do not say which times are possible.
    awaitable<void> check_recovery(client db, std::optional<time_point> time) const {
        const describe_continuous_backups question{.table_name = source_};
        const continuous_backups_description found = co_await db.execute(question);
        if (!found.point_in_time_recovery)
            throw std::runtime_error(
                "point-in-time recovery of " + source_ +
                " is off, so there is nothing to restore; see its backups with: dynaco backup "
                "--list " +
                source_ + ", or switch it on for later: dynaco update-table " + source_ +
                " --point-in-time-recovery on");
        if (time && (*time < found.earliest || *time > found.latest))
            throw std::runtime_error(time_text(*time) + " cannot be restored; choose a time from " +
                                     time_text(found.earliest) + " to " + time_text(found.latest));
    }

    awaitable<void> wait_for_target(client db, session& at) const {
        wait_line line(at, "restore", target_);
        auto progress = [&line](const table_description& now) { line.show(status_text(now.status)); };
        const table_wait_options waiting{.timeout = wait_.timeout(), .progress = progress};
        const table_admin<> admin(db, target_);
        static_cast<void>(co_await admin.wait_until_active(waiting));
        line.clear();
        at.advise("restored " + target_ +
                  "; it has no tags, stream, time to live, deletion protection and point-in-time recovery");
    }
};

}  // namespace

std::unique_ptr<command> make_restore() { return std::make_unique<restore>(); }

}  // namespace dynaco::program
