#include "program/dry_run.hpp"
#include "program/expression/advice.hpp"
#include "program/expression/request_writer.hpp"
#include "program/failure_text.hpp"
#include "program/items/commands.hpp"
#include "program/items/one_item.hpp"
#include "program/session.hpp"

#include <dynaco/operations/item.hpp>

#include <CLI/CLI.hpp>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example update_examples[] = {
    {"dynaco update orders c-1 2026-01-01 'status = \"paid\", total += 5'", "changes two attributes"},
    {"dynaco update orders c-1 2026-01-01 'remove note add tags <<\"late\">>' --if 'total < 1000'",
     "changes the item only if a condition holds"},
    {"dynaco update customers c-7 'add visits 1' --create", "creates the item if there is none"},
};
constexpr command_facts update_facts{
    .name = "update",
    .group = "Items",
    .summary = "Change attributes of one item, and print it",
    .details =
        "CHANGES are the clauses of DynamoDB's update expressions, with values written in place:\n"
        " set status = \"open\", n = if_not_exists(n, 0) + 1, lines = list_append(lines, [7])\n"
        " remove note, lines[0]     add visits 1, tags <<\"new\">>     delete tags <<\"old\">>\n"
        "The first `set` may be left out; total += 5 is short for total = total + 5.\n"
        "An item that does not exist is an error without --create.",
    .examples = update_examples,
};

// What to do about `n += 1` that DynamoDB has refused.
std::string advice_about(const std::string& message, const written_request& written) {
    if (message.find("document path") != message.npos && !written.dotted.empty())
        return "; " + advice_about_dots(written.dotted.front());
    if (message.find("attribute that does not exist") != message.npos)
        return "; if the attribute may be absent, write n = if_not_exists(n, 0) + 1, or: add n 1";
    if (message.find("incorrect data type") != message.npos)
        return written.update.find("ADD ") != std::string::npos ||
                       written.update.find("DELETE ") != std::string::npos
                   ? "; add needs a stored number, or as delete a stored set of the same kind: texts "
                     "<<\"a\">>, "
                     "numbers <<1>>, bytes <<b64\"AQ==\">>"
                   : "; + and - need a number, and the stored attribute has another type";
    return {};
}

class update final : public command {
    std::string table_{};
    std::vector<std::string> words_{};  // key values, then the changes
    std::string condition_{};
    std::string print_ = "new";
    bool create_ = false;
    bool dry_run_ = false;

    [[nodiscard]] const command_facts& facts() const override { return update_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", table_, "The table's name or ARN")->required();
        parser.add_option("KEY... CHANGES", words_, "The values of the key attributes, then what to change")
            ->required()
            ->expected(2, 5);
        parser.add_option("--if", condition_, "Change only if the item meets this condition: 'total < 100'")
            ->type_name("CONDITION");
        parser.add_flag("--create", create_, "Create the item if it does not exist");
        parser
            .add_option("--print", print_, "What to print: the new item (default), the old one, or nothing")
            ->check(CLI::IsMember({"new", "old", "nothing"}));
        add_dry_run(parser, dry_run_);
    }
    [[nodiscard]] return_values returned() const {
        if (print_ == "nothing") return return_values::none;
        return print_ == "old" ? return_values::all_old : return_values::all_new;
    }
    // The condition of the person, and that the item exists.
    [[nodiscard]] std::string whole_condition(const table_description& table) const {
        if (create_) return condition_;
        const std::string exists = "attribute_exists(`" + table.hash_keys.front().name + "`)";
        return condition_.empty() ? exists : "(" + condition_ + ") and " + exists;
    }
    [[nodiscard]] written_request expressions(const table_description& table,
                                              const std::string& changes) const {
        request_writer writer;
        writer.update(changes, key_of(table));
        if (!condition_.empty())
            request_writer().condition(condition_);  // mistakes are shown in the text that was typed
        if (const std::string condition = whole_condition(table); !condition.empty())
            writer.condition(condition);
        return writer.take();
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        const table_description& table = *co_await at.describe(table_);
        const std::string changes = words_.back();
        const std::vector<std::string> values(words_.begin(), words_.end() - 1);
        const item key = key_argument(table, values);
        const written_request written = expressions(table, changes);
        advise_about(at, written, table);
        if (dry_run_) {
            print_request(at, "UpdateItem", table_, written, {.member = "Key", .content = &key});
            say_nothing_changed(at);
            co_return exit_status::done;
        }
        const update_item request{.table_name = table_,
                                  .key = key,
                                  .expressions = written,
                                  .returned = returned(),
                                  .return_existing = true};
        const result<update_item::response> answer = co_await at.db().send(request);
        if (!answer && answer.error().cause() == errc::conditional_check_failed) {
            if (condition_.empty())
                at.report("table " + table_ + " has no item with this key; --create creates it");
            else
                report_unmet(at, error(answer.error()), condition_);
            co_return exit_status::failed;
        }
        if (!answer)
            if (const std::string advice =
                    advice_about(answer.error().diagnostics().service_message, written);
                !advice.empty())
                throw std::runtime_error(failure_text(error(answer.error())) + advice);
        if (answer.value().attributes) print_item(at, *answer.value().attributes, names_of(key_of(table)));
        co_return exit_status::done;
    }
};

}  // namespace

std::unique_ptr<command> make_update() { return std::make_unique<update>(); }

}  // namespace dynaco::program
