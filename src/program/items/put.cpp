#include "program/dry_run.hpp"
#include "program/expression/request_writer.hpp"
#include "program/items/commands.hpp"
#include "program/items/one_item.hpp"
#include "program/session.hpp"
#include "program/text/item_text.hpp"

#include <dynaco/operations/item.hpp>

#include <CLI/CLI.hpp>
#include <string>

namespace dynaco::program {
namespace {

constexpr command_example put_examples[] = {
    {R"(dynaco put customers '{"id": "c-9", "name": "Ann", "limit": 500}')", "writes an item"},
    {"dynaco put customers @customer.json --if-new",
     "writes the item in a file, unless the table has it already"},
    {R"(dynaco put customers '{id: "c-9", tags: <<"vip">>}' --if 'limit < 1000')",
     "writes a set, if the stored item meets a condition"},
};
constexpr command_facts put_facts{
    .name = "put",
    .group = "Items",
    .summary = "Write one item, and replace an item with the same key",
    .details =
        "ITEM is JSON, plain or DynamoDB JSON; - reads it from standard input, @FILE from a file. Unlike\n"
        "in JSON, names may be without quotes, and there are sets <<1, 2>> and bytes b64\"AQID\".\n"
        "For many items, use `dynaco import`.",
    .examples = put_examples,
};

// {"tags": {"SS": ["a"]}} together with plain members is a map, which was probably not meant.
void advise_about_types(session& at, const item& stored) {
    for (const auto& [name, content] : stored) {
        const item* const map = content.get_if<item>();
        if (!map || map->size() != 1) continue;
        const std::string member(map->begin()->first);
        if (attribute_type_of(member) != attribute_type::any)
            at.advise('`' + name + "` is stored as a map with the member " + member +
                      ": plain JSON has no types; write a set as <<\"a\", \"b\">>, or the whole item as "
                      "DynamoDB JSON");
    }
}

class put final : public command {
    std::string table_{};
    std::string item_{};
    std::string condition_{};
    bool if_new_ = false;
    bool typed_ = false;
    bool plain_ = false;
    bool show_old_ = false;
    bool dry_run_ = false;

    [[nodiscard]] const command_facts& facts() const override { return put_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", table_, "The table's name or ARN")->required();
        parser.add_option("ITEM", item_, "The item, - or @FILE")->required();
        CLI::Option* const condition =
            parser
                .add_option("--if", condition_,
                            "Write only if the stored item meets this condition: 'total < 100'")
                ->type_name("CONDITION");
        parser.add_flag("--if-new", if_new_, "Write only if there is no item with this key")
            ->excludes(condition);
        CLI::Option* const plain =
            parser.add_flag("--plain", plain_, "ITEM is plain JSON. Default: its form decides");
        parser.add_flag("--dynamodb", typed_, "ITEM is DynamoDB JSON")->excludes(plain);
        parser.add_flag("--show-old", show_old_, "Print the item that was replaced");
        add_dry_run(parser, dry_run_);
    }
    [[nodiscard]] json_form form() const {
        return typed_ ? json_form::dynamodb : plain_ ? json_form::plain : json_form::guess;
    }
    [[nodiscard]] std::string condition_text(const table_description& table) const {
        if (!if_new_) return condition_;
        return "attribute_not_exists(`" + table.hash_keys.front().name + "`)";
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        const std::string text = text_argument(item_);
        static_cast<void>(item_from_text(text, form()));  // a mistake is found before anything is sent
        const table_description& table = *co_await at.describe(table_);
        const item object = item_from_text(text, form(), key_of(table));
        if (form() == json_form::guess) advise_about_types(at, object);
        request_writer writer;
        const std::string condition = condition_text(table);
        if (!condition.empty()) writer.condition(condition);
        const written_request expressions = writer.take();
        advise_about(at, expressions, table);
        if (dry_run_) {
            print_request(at, "PutItem", table_, expressions, {.member = "Item", .content = &object});
            say_nothing_changed(at);
            co_return exit_status::done;
        }
        put_item request{.table_name = table_, .item = object, .expressions = expressions};
        if (show_old_) request.returned = return_values::all_old;
        request.return_existing = !condition.empty();
        const result<put_item::response> answer = co_await at.db().send(request);
        if (!answer && answer.error().cause() == errc::conditional_check_failed) {
            const error why(answer.error());
            if (!if_new_) {
                report_unmet(at, why, condition);
            } else {
                at.report("there is an item with this key already, so nothing was changed");
                report_stored(at, why);
            }
            co_return exit_status::failed;
        }
        if (answer.value().attributes) print_item(at, *answer.value().attributes, names_of(key_of(table)));
        if (at.terminal().error.terminal)
            at.advise(!show_old_                  ? "written"
                      : answer.value().attributes ? "replaced the item above"
                                                  : "written; it is new");
        co_return exit_status::done;
    }
};

}  // namespace

std::unique_ptr<command> make_put() { return std::make_unique<put>(); }

}  // namespace dynaco::program
