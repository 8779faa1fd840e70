#include "program/cancellation.hpp"
#include "program/dry_run.hpp"
#include "program/failure_text.hpp"
#include "program/items/commands.hpp"
#include "program/items/one_item.hpp"
#include "program/items/sql_advice.hpp"
#include "program/items/sql_check.hpp"
#include "program/items/sql_keys.hpp"
#include "program/session.hpp"
#include "program/show/amounts.hpp"
#include "program/show/item_printer.hpp"
#include "program/terminal/interrupts.hpp"
#include "program/text/amounts.hpp"
#include "program/text/item_text.hpp"
#include "program/text/shell_word.hpp"
#include "program/text/text_fault.hpp"

#include <dynaco/operations/partiql.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example sql_examples[] = {
    {R"(dynaco sql "select * from orders where customer = 'c-1'")", "prints orders"},
    {R"(dynaco sql 'select * from "orders"."by-status" where status = ? and total > ?' '"open"' 100)",
     "reads an index, with parameters"},
    {R"(dynaco sql "insert into customers value {'id': 'c-8', 'name': 'Bo'}")", "writes an item"},
};
constexpr command_facts sql_facts{
    .name = "sql",
    .group = "Items",
    .summary = "Run a PartiQL statement",
    .details =
        "STATEMENT is text of PartiQL; - reads it from standard input, @FILE from a file. Text is in single\n"
        "quotes, names with special characters are in double quotes. The shell removes quotes: put a\n"
        "statement with text in double quotes, one with such names in single quotes; for both, use @FILE, "
        "or\n"
        "values. VALUE replaces a ? of the statement: 12, '\"text\"', '[1, 2]'. A select without the hash "
        "key\n"
        "in its `where` reads the whole table.\n"
        "\n"
        "After --limit or Ctrl-C, the command to continue is printed. Its --start is DynamoDB's NextToken, "
        "which\n"
        "belongs to this statement and these values, and is valid for some time only.",
    .examples = sql_examples,
};

// The limit of items that a request evaluates. A token is the end of a page, so a page must not have more
// rows than are wanted: pages begin small, and grow while they have few rows.
class row_pages {
 public:
    /// `most`: the rows that are wanted; 0: all.
    explicit row_pages(std::uint64_t most) : left_(most), limit_(most) {}

    /// The limit of the next request; 0: none.
    [[nodiscard]] std::uint32_t limit() const {
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(limit_, most_evaluated));
    }
    /// Takes a page. @returns false if it has more rows than are wanted and must be read again
    [[nodiscard]] bool take(std::uint64_t rows) {
        if (limit_ == 0) return true;
        if (rows > left_) {
            if (limit_ <= left_) return true;  // the server does not obey the limit
            limit_ = left_;
            return false;
        }
        left_ -= rows;
        limit_ = std::max(left_, rows * 2 < limit_ ? limit_ * 2 : limit_);
        return true;
    }
    [[nodiscard]] bool has_all() const { return limit_ != 0 && left_ == 0; }

 private:
    static constexpr std::uint64_t most_evaluated = 1'000'000;
    std::uint64_t left_;
    std::uint64_t limit_;
};

class sql final : public command {
    std::string statement_{};
    std::vector<std::string> parameters_{};
    std::string limit_{};
    std::string start_{};
    bool consistent_ = false;
    bool dry_run_ = false;

    [[nodiscard]] const command_facts& facts() const override { return sql_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("STATEMENT", statement_, "The statement, - or @FILE")->required();
        parser.add_option("VALUE", parameters_, "A value for each ? of the statement");
        parser.add_option("--limit", limit_, "Print at most this number of rows. Default: all")
            ->type_name("N");
        parser.add_option("--start", start_, "Continue at this token, which an earlier command printed")
            ->type_name("TOKEN");
        parser.add_flag("--consistent", consistent_, "Read with strong consistency, for twice the units");
        add_dry_run(parser, dry_run_);
    }
    [[nodiscard]] std::uint64_t most() const {
        const std::uint64_t rows = limit_.empty() ? 0 : parse_count(limit_);
        if (rows == 0 && !limit_.empty()) throw usage_error("--limit must be at least 1");
        return rows;
    }
    void print_statement(session& at, const std::string& statement, const std::vector<value>& values) const {
        item request{{"Statement", statement}};
        if (!values.empty())
            request.insert_or_assign("Parameters", value::list(values.begin(), values.end()));
        print_call(at, "ExecuteStatement", request);
        say_nothing_changed(at);
    }
    // The shell removes the quotes of "c-1".
    static value parameter(const std::string& written) {
        try {
            return value_from_text(written);
        } catch (const text_error& why) {
            const bool has_quotes = written.find_first_of("\"'<[{") != std::string::npos;
            if (has_quotes) throw;
            throw usage_error("the value " + written + ": " + why.what() +
                              "; in a shell: " + shell_word('"' + written + '"'));
        }
    }
    // The table of the statement; null if it cannot be described.
    [[nodiscard]] static awaitable<const table_description*> table_of(session& at,
                                                                      const std::string& statement) {
        const std::string table = table_of_statement(statement);
        if (table.empty()) co_return nullptr;
        try {
            co_return co_await at.describe(table);
        } catch (const error&) {  // for example, it is not allowed
            co_return nullptr;
        }
    }
    static awaitable<std::string> about_duplicate(session& at, const std::string& statement,
                                                  std::span<const value> values) {
        const table_description* const table = co_await table_of(at, statement);
        const std::string key = table ? inserted_key(statement, values, *table) : std::string();
        co_return "table " + table_of_statement(statement) + " has an item with " +
            (key.empty() ? "this key" : "the key " + key) +
            " already, so nothing was written: an insert replaces no item; use `dynaco put`, or an update "
            "statement";
    }
    static awaitable<std::string> advice_about(session& at, const error& why, const std::string& statement) {
        std::string advice;
        if (why.cause() == errc::resource_not_found) advice = advice_about_missing_table(statement);
        if (advice.empty()) advice = advice_about_unsupported(statement);
        if (advice.empty()) advice = advice_about_quotes(statement);
        if (advice.empty() && why.cause() == errc::validation_failed)
            if (const table_description* const table = co_await table_of(at, statement))
                advice = advice_about_missing_key(statement, *table);
        co_return advice;
    }
    [[nodiscard]] static awaitable<void> refuse(session& at, const error& why, const std::string& statement,
                                                std::span<const value> values) {
        if (why.cause() == errc::duplicate_item) {
            const std::string text = co_await about_duplicate(at, statement, values);
            throw std::runtime_error(text);
        }
        if (why.cause() != errc::validation_failed && why.cause() != errc::resource_not_found)
            throw error(why);
        const std::string advice = co_await advice_about(at, why, statement);
        throw std::runtime_error(failure_text(why) + (advice.empty() ? "" : "; " + advice));
    }
    // A second page: the statement reads much.
    [[nodiscard]] static awaitable<void> warn_of_cost(session& at, const std::string& statement) {
        const table_description* const table = co_await table_of(at, statement);
        if (!table) co_return;
        if (const std::string text = advice_about_whole_table(statement, *table); !text.empty())
            at.advise(text);
    }
    // The rest of the rows. `left`: of --limit; 0: that stays.
    void tell_rest(session& at, const std::string& text, const std::string& token, std::uint64_t left) const {
        std::vector<std::string> words = without_option(at.options().words, "--start");
        std::vector<std::string> added{"--start", token};
        if (left > 0) {
            words = without_option(words, "--limit");
            added.insert(added.end(), {"--limit", std::to_string(left)});
        }
        at.report(
            text + (statement_ == "-" ? "; continue with the same statement as input of" : "; continue with"),
            shell_command(words, added));
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        const std::string statement = text_argument(statement_);
        check_statement(statement, parameters_.size());
        std::vector<value> values;
        for (const std::string& each : parameters_) values.push_back(parameter(each));
        const std::uint64_t wanted = most();
        if (dry_run_) {
            print_statement(at, statement, values);
            co_return exit_status::done;
        }
        execute_statement request{.statement = statement};
        request.parameters = values;
        request.consistent_read = consistent_;
        request.report_capacity = report_capacity::total;
        item_printer_options how = at.printing();
        if (how.format == output_format::csv || how.format == output_format::tsv)
            how.sample = std::numeric_limits<std::size_t>::max();
        item_printer rows(at.out(), how);
        row_pages pages(request.writes() ? 0 : wanted);
        std::string next = start_;
        double units = 0;
        bool interrupted = false;
        bool warned = false;
        for (bool more = true; more;) {
            request.next_token = next;
            request.limit = pages.limit();
            std::optional<error> failed;
            execute_statement::response page;
            try {
                page = co_await at.db().execute(request);
            } catch (const error& why) {
                failed = why;
            } catch (const boost::system::system_error& why) {
                if (!is_cancellation(why) || pending_interrupt() == 0) throw;
                interrupted = true;
            }
            if (failed && is_cancellation(*failed) && pending_interrupt() != 0) interrupted = true;
            if (interrupted) break;
            if (failed) co_await refuse(at, *failed, statement, values);
            if (page.capacity) units += page.capacity->capacity_units;
            if (!pages.take(page.items.size())) continue;
            next = page.next_token;
            for (const item& each : page.items)
                if (wanted == 0 || rows.items() < wanted) rows.add(each);
            more = !next.empty() && !pages.has_all();
            if (more && wanted == 0 && start_.empty() && !std::exchange(warned, true) && !at.options().quiet)
                co_await warn_of_cost(at, statement);
        }
        if (rows.items() > 0 || (!request.writes() && !interrupted)) rows.finish();
        for (const std::string& each : rows.warnings()) at.report(each);
        if (interrupted) co_return tell_interruption(at, request, next, rows.items(), wanted);
        if (rows.items() == 0)
            if (const std::string advice = advice_about_quotes(statement); !advice.empty()) at.advise(advice);
        if (wanted > 0 && !next.empty() && !at.options().quiet)
            tell_rest(at, "there may be more rows than --limit", next, 0);
        if (at.terminal().error.terminal) {
            const std::string done = request.writes() ? "written" : counted(rows.items(), "row", "rows");
            at.advise(done + " for " + counted_units(units, "unit", "units"));
        }
        co_return exit_status::done;
    }
    exit_status tell_interruption(session& at, const execute_statement& request, const std::string& next,
                                  std::uint64_t rows, std::uint64_t wanted) const {
        if (request.writes())
            at.report("interrupted; the statement may or may not have been executed");
        else if (next.empty())
            at.report("interrupted; nothing was read");
        else
            tell_rest(at, "interrupted after " + counted(rows, "row", "rows"), next,
                      wanted > 0 ? wanted - rows : 0);
        return exit_status::interrupted;
    }
};

}  // namespace

std::unique_ptr<command> make_sql() { return std::make_unique<sql>(); }

}  // namespace dynaco::program
