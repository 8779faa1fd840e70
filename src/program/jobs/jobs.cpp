#include "program/dry_run.hpp"
#include "program/jobs/commands.hpp"
#include "program/jobs/job_calls.hpp"
#include "program/jobs/job_requests.hpp"
#include "program/row_list.hpp"
#include "program/session.hpp"
#include "program/text/amounts.hpp"
#include "program/waiting.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/json.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example jobs_examples[] = {
    {"dynaco jobs import new-orders s3://bucket/orders/ --input-format csv --key customer --range date",
     "from S3 into a new table"},
    {"dynaco jobs export orders s3://bucket/exports", "all items of a table to S3"},
    {"dynaco jobs export orders s3://bucket/exports --since 24h", "the changes of a day"},
    {"dynaco jobs bulk-put orders s3://bucket/orders/ --input-format dynamodb --rejects s3://bucket/rejects",
     "from S3 into an existing table"},
    {"dynaco jobs wait ARN", "waits until a job has ended"},
};
constexpr command_facts jobs_facts{
    .name = "jobs",
    .group = "Jobs of Amazon DynamoDB",
    .summary = "Imports from S3, exports to S3, bulk puts: start, list, wait, cancel",
    .details =
        "DynamoDB itself does these jobs, and they continue when this program ends. Local\n"
        "servers do not have them: dynaco import, export and copy work with every\n"
        "server.\n"
        "\n"
        "import, export and bulk-put print the ARN of the job. `wait` ends with status\n"
        "0 if the job is complete, with 3 if it left out items, with 1 if it failed or\n"
        "was cancelled. Only bulk puts can be cancelled.",
    .examples = jobs_examples,
};

const std::vector<list_column>& job_columns() {
    static const std::vector<list_column> columns{{.name = "kind"},    {.name = "status"},
                                                  {.name = "started"}, {.name = "ended"},
                                                  {.name = "table"},   {.name = "arn", .whole = true}};
    return columns;
}

std::string_view operation_of_start(job_kind kind) {
    switch (kind) {
        case job_kind::import_table: return "ImportTable";
        case job_kind::export_table: return "ExportTableToPointInTime";
        case job_kind::bulk_put: break;
    }
    return "StartBulkPutItems";
}

class jobs final : public command {
    const CLI::App* parser_ = nullptr;
    import_choice import_{};
    export_choice export_{};
    bulk_put_choice bulk_put_{};
    bool wait_ = false;
    std::string table_{};
    std::string kind_{};
    std::string arn_{};
    std::string timeout_ = "24h";
    bool dry_run_ = false;

    [[nodiscard]] const command_facts& facts() const override { return jobs_facts; }
    void add_options(CLI::App& parser) override;
    [[nodiscard]] awaitable<exit_status> run(session& at) override;

    awaitable<exit_status> start(session& at, job_kind kind);
    awaitable<item> request_of(session& at, job_kind kind) const;
    awaitable<exit_status> list(session& at) const;
    awaitable<exit_status> show(session& at) const;
    awaitable<exit_status> cancel(session& at) const;
    awaitable<exit_status> wait(session& at, std::string arn, bool print) const;
    awaitable<void> wait_for(client db, std::string arn, session& at, job_state* last) const;
};

void jobs::add_options(CLI::App& parser) {
    parser_ = &parser;
    parser.require_subcommand(1);
    const auto add = [&parser](const char* name, const char* text) {
        return parser.add_subcommand(name, text)->group("Commands");
    };
    const auto add_timeout = [this](CLI::App* to) {
        to->add_option("--timeout", timeout_, "How long to wait; default: 24h")->type_name("DURATION");
    };
    CLI::App* const starting[] = {add("import", "Start an import from S3 into a new table"),
                                  add("export", "Start an export of a table to S3: all items, or changes"),
                                  add("bulk-put", "Start to put items from S3 into an existing table")};
    import_.add_options(*starting[0]);
    export_.add_options(*starting[1]);
    bulk_put_.add_options(*starting[2]);
    for (CLI::App* const each : starting) {
        each->add_flag("--wait", wait_, "Wait until the job has ended");
        add_timeout(each);
        add_dry_run(*each, dry_run_);
    }
    CLI::App* const listing = add("list", "List the jobs of the last 90 days");
    listing->add_option("--table", table_, "Only imports and exports of this table")->type_name("TABLE");
    listing->add_option("--kind", kind_, "Only one kind")
        ->check(CLI::IsMember({"import", "export", "bulk-put"}));
    CLI::App* const waiting = add("wait", "Wait until a job has ended");
    CLI::App* const canceling = add("cancel", "Cancel a bulk put");
    add_dry_run(*canceling, dry_run_);
    for (CLI::App* const each : {add("show", "Show a job"), waiting, canceling})
        each->add_option("ARN", arn_, "ARN of the job")->required();
    add_timeout(waiting);
}

awaitable<exit_status> jobs::run(session& at) {
    static_cast<void>(parse_duration(timeout_));
    const std::string chosen = parser_->get_subcommands().front()->get_name();
    if (chosen == "import") return start(at, job_kind::import_table);
    if (chosen == "export") return start(at, job_kind::export_table);
    if (chosen == "bulk-put") return start(at, job_kind::bulk_put);
    if (chosen == "list") return list(at);
    if (chosen == "show") return show(at);
    if (chosen == "cancel") return cancel(at);
    return wait(at, arn_, true);
}

awaitable<item> jobs::request_of(session& at, job_kind kind) const {
    if (kind == job_kind::import_table) co_return import_.request();
    if (kind == job_kind::bulk_put) co_return bulk_put_.request();
    const auto now = std::chrono::system_clock::now();
    static_cast<void>(export_.request({}, now));  // a mistake in the options is found before anything is sent
    const table_description* const table = co_await at.describe(export_.table);
    item request = export_.request(table->arn, now);
    co_return request;
}

awaitable<exit_status> jobs::start(session& at, job_kind kind) {
    item request = co_await request_of(at, kind);
    if (dry_run_) {
        print_call(at, operation_of_start(kind), request);
        say_nothing_changed(at);
        co_return exit_status::done;
    }
    awaitable<job_state> call = start_job(at.db(), kind, std::move(request));
    const result<job_state> started = co_await as_result(std::move(call));
    if (!started) {
        const failure& why = started.error();
        if (why.diagnostics().service_code == "PointInTimeRecoveryUnavailableException")
            throw std::runtime_error(
                "an export needs point-in-time recovery, which is off; switch it on with: dynaco "
                "update-table " +
                export_.table + " --point-in-time-recovery on");
        throw error(why);
    }
    const std::string arn = started->arn();
    at.out() << arn << '\n' << std::flush;
    if (!wait_) {
        at.advise("started the " + std::string(name_of(kind)) + "; wait for it with",
                  "dynaco jobs wait " + arn);
        co_return exit_status::done;
    }
    const exit_status ended = co_await wait(at, arn, false);
    co_return ended;
}

awaitable<exit_status> jobs::list(session& at) const {
    std::string table_arn;
    if (!table_.empty()) {
        const table_description* const table = co_await at.describe(table_);
        table_arn = table->arn;
    }
    std::vector<item> rows;
    std::string missing;
    bool any = false;
    for (const job_kind kind : {job_kind::import_table, job_kind::export_table, job_kind::bulk_put}) {
        const bool is_bulk_put = kind == job_kind::bulk_put;
        const std::string name(is_bulk_put ? std::string_view("bulk-put") : name_of(kind));
        if (!kind_.empty() && kind_ != name) continue;
        if (is_bulk_put && !table_.empty()) continue;  // DynamoDB does not list their tables
        job_listing listing = co_await list_jobs(at.db(), kind, table_arn);
        rows.insert(rows.end(), listing.rows.begin(), listing.rows.end());
        any = any || listing.supported;
        if (!listing.supported) (missing += missing.empty() ? "" : " and ") += name + "s";
    }
    if (!any) throw std::runtime_error(no_jobs_text(at.db()));
    print_rows(at, job_columns(), rows);
    if (!missing.empty()) at.report("the server cannot list " + missing);
    co_return exit_status::done;
}

awaitable<exit_status> jobs::show(session& at) const {
    const job_state state = co_await describe_job(at.db(), arn_);
    if (at.format() == output_format::table)
        print_facts(at.out(), state.facts(), at.output_screen());
    else
        at.out() << at.printed(to_json(state.description)) << '\n';
    at.out().flush();
    co_return exit_status::done;
}

awaitable<exit_status> jobs::cancel(session& at) const {
    const job_kind kind = kind_of_job(arn_);
    if (kind != job_kind::bulk_put)
        throw usage_error("DynamoDB cannot cancel an " + std::string(name_of(kind)) + ", only a bulk put");
    if (dry_run_) {
        print_call(at, "CancelBulkOperation", {{"BulkOperationArn", arn_}});
        say_nothing_changed(at);
        co_return exit_status::done;
    }
    const std::string status = co_await cancel_bulk_put(at.db(), arn_);
    at.out() << status << '\n' << std::flush;
    at.advise("items that were written stay; wait for the end with", "dynaco jobs wait " + arn_);
    co_return exit_status::done;
}

awaitable<exit_status> jobs::wait(session& at, std::string arn, bool print) const {
    job_state last;
    awaitable<void> work = wait_for(at.db(), arn, at, &last);
    const bool undisturbed = co_await uninterrupted(std::move(work));
    if (!undisturbed) {
        at.report("interrupted; the job continues; wait again with", "dynaco jobs wait " + arn);
        co_return exit_status::interrupted;
    }
    if (print && at.format() == output_format::table)
        print_facts(at.out(), last.facts(), at.output_screen());
    else if (print)
        at.out() << at.printed(to_json(last.description)) << '\n';
    at.out().flush();
    const exit_status outcome = last.outcome();
    if (outcome == exit_status::done)
        at.advise(last.summary());
    else
        at.report(last.summary());
    co_return outcome;
}

awaitable<void> jobs::wait_for(client db, std::string arn, session& at, job_state* last) const {
    wait_line line(at, "jobs", std::string(name_of(kind_of_job(arn))));
    std::chrono::milliseconds pause{250};
    for (;;) {
        *last = co_await describe_job(db, arn);
        if (last->ended()) break;
        if (line.elapsed() > parse_duration(timeout_))
            throw std::runtime_error("the job has not ended after " + timeout_ +
                                     "; it continues; wait again with: dynaco jobs wait " + arn);
        line.show(last->status(), last->counts());
        co_await db.pause(pause);
        pause = std::min(pause * 2, std::chrono::milliseconds(15'000));
    }
    line.clear();
}

}  // namespace

std::unique_ptr<command> make_jobs() { return std::make_unique<jobs>(); }

}  // namespace dynaco::program
