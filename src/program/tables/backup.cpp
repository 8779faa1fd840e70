#include "program/confirmation.hpp"
#include "program/definition/document_check.hpp"
#include "program/definition/plain_document.hpp"
#include "program/dry_run.hpp"
#include "program/row_list.hpp"
#include "program/session.hpp"
#include "program/show/amounts.hpp"
#include "program/tables/commands.hpp"
#include "program/tables/wait_options.hpp"
#include "program/text/time_text.hpp"
#include "program/waiting.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/operations/backup.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example backup_examples[] = {
    {"dynaco backup orders", "makes a backup and prints its ARN"},
    {"dynaco backup orders before-change", "with a name"},
    {"dynaco backup --list orders", "lists the backups of a table"},
    {"dynaco backup --list", "lists all backups in the region"},
};
constexpr command_facts backup_facts{
    .name = "backup",
    .group = "Tables",
    .summary = "Back up a table, or list and delete backups",
    .details =
        "Without NAME, the name is that of the table with the time. The command waits\n"
        "until the backup is available. Local servers have no backups.\n"
        "\n"
        "Restore with: dynaco restore ARN --to NEW-TABLE",
    .examples = backup_examples,
};

std::string default_backup_name(const std::string& table) {
    std::string name = table + "-" + time_text(std::chrono::system_clock::now());
    std::erase(name, ':');
    return name;
}

std::string backup_time(const item& backup) {
    const double seconds = real_of(backup, "BackupCreationDateTime");
    return time_text(
        time_point(std::chrono::duration_cast<time_point::duration>(std::chrono::duration<double>(seconds))));
}

class backup final : public command {
    std::string table_{};
    std::string name_{};
    bool list_ = false;
    std::string deleted_{};
    bool yes_ = false;
    bool dry_run_ = false;
    wait_choice wait_{};

    [[nodiscard]] const command_facts& facts() const override { return backup_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", table_, "Name of the table");
        parser.add_option("NAME", name_, "Name of the backup: 3 to 255 letters, digits, '_', '-' and '.'");
        auto* const list = parser.add_flag("--list", list_, "List the backups of the table, or all");
        parser.add_option("--delete", deleted_, "ARN of a backup to delete")
            ->type_name("ARN")
            ->excludes(list);
        parser.add_flag("--yes", yes_, "With --delete: do not ask");
        wait_.add_options(parser, "1h");
        add_dry_run(parser, dry_run_);
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        if (list_) return list(at);
        if (!deleted_.empty()) return remove(at);
        if (table_.empty()) throw usage_error("name the table to back up, or use --list");
        return make(at);
    }

    awaitable<exit_status> make(session& at) {
        static_cast<void>(wait_.timeout());  // a mistake is found before anything is sent
        if (!name_.empty()) check_name("backup", name_);
        const std::string name = name_.empty() ? default_backup_name(table_) : name_;
        if (dry_run_) {
            static_cast<void>(co_await at.describe(table_));
            print_call(at, "CreateBackup", {{"TableName", table_}, {"BackupName", name}});
            say_nothing_changed(at);
            co_return exit_status::done;
        }
        const create_backup request{.table_name = table_, .backup_name = name};
        const backup_description made = co_await at.db().execute(request);
        at.out() << made.arn << '\n' << std::flush;
        if (wait_.skipped) co_return exit_status::done;
        const bool undisturbed = co_await uninterrupted(wait_for(at.db(), made.arn, at));
        if (undisturbed) co_return exit_status::done;
        at.report("interrupted; DynamoDB completes the backup");
        co_return exit_status::interrupted;
    }
    awaitable<void> wait_for(client db, std::string arn, session& at) const {
        wait_line line(at, "backup", table_);
        std::chrono::milliseconds pause{100};
        for (;;) {
            const describe_backup question{.backup_arn = arn};
            const backup_description now = co_await db.execute(question);
            if (now.status == backup_status::available) break;
            if (now.status == backup_status::deleted) throw std::runtime_error("the backup was deleted");
            if (line.elapsed() > wait_.timeout())
                throw std::runtime_error("the backup is not available after " + wait_.limit +
                                         "; DynamoDB continues; see: dynaco backup --list " + table_);
            line.show("backup CREATING");
            co_await db.pause(pause);
            pause = std::min(pause * 2, std::chrono::milliseconds(5000));
        }
        line.clear();
        at.advise("the backup of " + table_ + " is available");
    }

    awaitable<exit_status> list(session& at) {
        std::vector<item> rows;
        item question{{"BackupType", "ALL"}};
        if (!table_.empty()) question.insert_or_assign("TableName", table_);
        for (bool more = true; more;) {
            const item page = co_await call_service(at.db(), "ListBackups", question, false);
            for (const value& each : list_of(page, "BackupSummaries")) {
                const item& found = object_in(each);
                rows.push_back({{"backup", text_of(found, "BackupName")},
                                {"table", text_of(found, "TableName")},
                                {"status", text_of(found, "BackupStatus")},
                                {"type", text_of(found, "BackupType")},
                                {"created", backup_time(found)},
                                {"bytes", whole_of(found, "BackupSizeBytes")},
                                {"arn", text_of(found, "BackupArn")}});
            }
            const std::string last = text_of(page, "LastEvaluatedBackupArn");
            question.insert_or_assign("ExclusiveStartBackupArn", last);
            more = !last.empty();
        }
        const std::vector<list_column> columns{{.name = "backup"},
                                               {.name = "table"},
                                               {.name = "status"},
                                               {.name = "type"},
                                               {.name = "created"},
                                               {.name = "bytes", .is_bytes = true},
                                               {.name = "arn", .whole = true}};
        print_rows(at, columns, rows);
        co_return exit_status::done;
    }

    awaitable<exit_status> remove(session& at) {
        const describe_backup question{.backup_arn = deleted_};
        const backup_description found = co_await at.db().execute(question);
        if (dry_run_) {
            print_call(at, "DeleteBackup", {{"BackupArn", deleted_}});
            say_nothing_changed(at);
            co_return exit_status::done;
        }
        const exit_status answer = ask_to_go_on(
            at, {.facts = "backup   " + found.name + "\ntable    " + found.table_name + "\ncreated  " +
                          time_text(found.created) + "\nsize     " + bytes_text(found.size_bytes) + '\n',
                 .question = "Write the backup's name to delete it: ",
                 .expected = found.name,
                 .yes = yes_});
        if (answer != exit_status::done) co_return answer;
        const delete_backup request{.backup_arn = deleted_};
        static_cast<void>(co_await at.db().execute(request));
        at.advise("deleted the backup " + found.name + " of " + found.table_name);
        co_return exit_status::done;
    }
};

}  // namespace

std::unique_ptr<command> make_backup() { return std::make_unique<backup>(); }

}  // namespace dynaco::program
