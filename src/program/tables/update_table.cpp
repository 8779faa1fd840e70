#include "program/definition/table_options.hpp"
#include "program/dry_run.hpp"
#include "program/session.hpp"
#include "program/show/facts.hpp"
#include "program/tables/commands.hpp"
#include "program/tables/table_changes.hpp"
#include "program/tables/wait_options.hpp"
#include "program/waiting.hpp"

#include <dynaco/admin.hpp>

#include <CLI/CLI.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example update_table_examples[] = {
    {"dynaco update-table orders --add-index by-date=date",
     "adds a global index and waits until it is filled"},
    {"dynaco update-table orders --stream new-and-old-images --ttl expires",
     "switches the stream and time to live on"},
    {"dynaco update-table orders --protect --tag team=shop",
     "switches deletion protection on and sets a tag"},
};
constexpr command_facts update_table_facts{
    .name = "update-table",
    .group = "Tables",
    .summary = "Change a table: billing, capacity, indexes, stream, settings",
    .details =
        "DynamoDB accepts one change at a time. Several changes are made one after\n"
        "another, and the command waits until each is complete: first deletion\n"
        "protection, then billing and capacity, then indexes are removed and added,\n"
        "then all others. A setting that the table has already is not sent again.\n"
        "Filling an index of a large table can take hours; after Ctrl-C, DynamoDB\n"
        "completes the change in progress and the later ones are not made.\n"
        "\n"
        "An index is written as for create: dynaco help create",
    .examples = update_table_examples,
};

class update_table_command final : public command {
    std::string table_{};
    bool on_demand_ = false;
    std::string capacity_{};
    std::vector<std::string> index_capacity_{};
    std::string max_units_{};
    std::vector<std::string> removed_{};
    std::vector<std::string> added_{};
    std::string stream_{};
    std::string table_class_{};
    std::string kms_key_{};
    std::string ttl_{};
    bool no_ttl_ = false;
    std::string recovery_{};
    bool protect_ = false;
    bool no_protect_ = false;
    std::vector<std::string> tags_{};
    std::vector<std::string> untags_{};
    wait_choice wait_{};
    bool dry_run_ = false;

    [[nodiscard]] const command_facts& facts() const override { return update_table_facts; }
    void add_options(CLI::App& parser) override;
    void add_capacity_options(CLI::App& parser);
    void add_index_options(CLI::App& parser);
    void add_setting_options(CLI::App& parser);
    [[nodiscard]] awaitable<exit_status> run(session& at) override;

    [[nodiscard]] bool changes_nothing() const;
    void check() const;
    awaitable<void> check_table(session& at) const;
    [[nodiscard]] std::vector<fact> changes() const;
    void show(session& at) const;
    awaitable<void> change(session& at) const;
    awaitable<void> change_capacity(const table_admin<>* admin, table_wait_options wait, session& at) const;
    awaitable<void> change_indexes(const table_admin<>* admin, table_wait_options wait, session& at) const;
    awaitable<void> change_settings(const table_admin<>* admin, table_wait_options wait, session& at) const;
    awaitable<void> change_tags(const table_admin<>* admin, session& at) const;
};

void update_table_command::add_options(CLI::App& parser) {
    parser.add_option("TABLE", table_, "Name of the table")->required();
    add_capacity_options(parser);
    add_index_options(parser);
    add_setting_options(parser);
    wait_.add_timeout(parser, "6h");
    parser.add_flag("--dry-run", dry_run_, "Check everything and print the changes; make none");
}

void update_table_command::add_capacity_options(CLI::App& parser) {
    CLI::Option* const on_demand = parser.add_flag("--on-demand", on_demand_, "Bill by request");
    parser
        .add_option("--capacity", capacity_,
                    "Provisioned capacity. If the table was on demand, also give the capacity of each index")
        ->type_name("READ,WRITE")
        ->excludes(on_demand);
    parser
        .add_option("--index-capacity", index_capacity_, "Provisioned capacity of an index; can be repeated")
        ->type_name("INDEX=READ,WRITE")
        ->allow_extra_args(false)
        ->excludes(on_demand);
    parser
        .add_option("--max-units", max_units_,
                    "Limit of an on-demand table in request units per second, READ,WRITE, or off")
        ->type_name("UNITS");
}

void update_table_command::add_index_options(CLI::App& parser) {
    parser.add_option("--remove-index", removed_, "Global index to remove; can be repeated")
        ->type_name("INDEX")
        ->allow_extra_args(false);
    parser
        .add_option("--add-index", added_,
                    "Global index to add, NAME=HASH[,RANGE][/keys or /ATTRIBUTE,...]; can be repeated")
        ->type_name("NAME=KEYS")
        ->allow_extra_args(false);
}

void update_table_command::add_setting_options(CLI::App& parser) {
    std::vector<std::string> views = stream_view_names();
    views.emplace_back("off");
    parser.add_option("--stream", stream_, "What the stream records, or off")->check(CLI::IsMember(views));
    parser.add_option("--class", table_class_, "Table class")->check(CLI::IsMember(table_class_names()));
    parser
        .add_option("--kms-key", kms_key_,
                    "Key that encrypts the table: an id, ARN or alias; off means the key of DynamoDB")
        ->type_name("KEY");
    CLI::Option* const ttl =
        parser
            .add_option("--ttl", ttl_, "Attribute with the time (seconds since 1970) at which items expire")
            ->type_name("ATTRIBUTE");
    parser.add_flag("--no-ttl", no_ttl_, "Switch time to live off")->excludes(ttl);
    parser
        .add_option("--point-in-time-recovery", recovery_,
                    "Whether the table can be restored to any time of the last 35 days")
        ->check(CLI::IsMember({"on", "off"}));
    CLI::Option* const protect = parser.add_flag("--protect", protect_, "Switch deletion protection on");
    parser.add_flag("--no-protect", no_protect_, "Switch deletion protection off")->excludes(protect);
    parser.add_option("--tag", tags_, "Tag to set; can be repeated")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    parser.add_option("--remove-tag", untags_, "Key of a tag to remove; can be repeated")
        ->type_name("KEY")
        ->allow_extra_args(false);
}

bool update_table_command::changes_nothing() const {
    const bool flags = on_demand_ || no_ttl_ || protect_ || no_protect_;
    const bool texts = !(capacity_.empty() && max_units_.empty() && stream_.empty() && table_class_.empty() &&
                         kms_key_.empty() && ttl_.empty() && recovery_.empty());
    const bool lists =
        !(index_capacity_.empty() && removed_.empty() && added_.empty() && tags_.empty() && untags_.empty());
    return !flags && !texts && !lists;
}

awaitable<exit_status> update_table_command::run(session& at) {
    if (changes_nothing())
        throw usage_error("there is nothing to change; give an option, for example --on-demand");
    check();
    co_await check_table(at);
    if (dry_run_) {
        show(at);
        co_return exit_status::done;
    }
    const bool undisturbed = co_await uninterrupted(change(at));
    if (undisturbed) co_return exit_status::done;
    at.report("interrupted; DynamoDB completes the change in progress; later changes were not made");
    co_return exit_status::interrupted;
}

// All texts are checked before the first change.
void update_table_command::check() const {
    static_cast<void>(wait_.timeout());
    for (const std::string& each : added_) static_cast<void>(parse_index(each));
    for (const std::string& each : tags_) static_cast<void>(parse_tag(each));
    for (const std::string& each : index_capacity_) static_cast<void>(parse_named_units(each));
    if (!capacity_.empty()) static_cast<void>(parse_units(capacity_));
    if (!max_units_.empty() && max_units_ != "off") static_cast<void>(parse_units(max_units_));
}

// Before the first change: what the table does not allow.
awaitable<void> update_table_command::check_table(session& at) const {
    const table_description* const found = co_await at.describe(table_);
    check_index_changes(*found, {.capacities = index_capacity_, .removed = removed_, .added = added_});
    check_capacity_changes(*found, {.on_demand = on_demand_,
                                    .capacity = capacity_,
                                    .max_units = max_units_,
                                    .indexes = index_capacity_});
    if (ttl_.empty()) co_return;
    const table_admin<> admin(at.db(), table_);
    const time_to_live_description now = co_await admin.time_to_live();
    if (now.is_on() && now.attribute != ttl_)
        throw std::runtime_error("time to live is on for `" + now.attribute +
                                 "`; first: dynaco update-table " + table_ + " --no-ttl");
}

// In the order in which they would be made.
std::vector<fact> update_table_command::changes() const {
    std::vector<fact> list;
    const auto add = [&list](std::string what, const std::string& value) {
        if (!value.empty()) list.push_back({std::move(what), value});
    };
    if (protect_ || no_protect_) add("protection", protect_ ? "on" : "off");
    if (on_demand_) add("billing", "on demand");
    add("capacity", capacity_);
    for (const std::string& each : index_capacity_) add("index capacity", each);
    add("max units", max_units_);
    for (const std::string& each : removed_) add("remove index", each);
    for (const std::string& each : added_) add("add index", each);
    add("stream", stream_);
    add("class", table_class_);
    add("kms key", kms_key_);
    add("time to live", no_ttl_ ? "off" : ttl_);
    add("point-in-time recovery", recovery_);
    for (const std::string& each : tags_) add("tag", each);
    for (const std::string& each : untags_) add("remove tag", each);
    return list;
}

void update_table_command::show(session& at) const {
    std::vector<fact> list{{"update-table", table_}};
    for (fact& each : changes()) list.push_back(std::move(each));
    print_facts(at.out(), list, at.output_screen());
    at.out().flush();
    say_nothing_changed(at);
}

awaitable<void> update_table_command::change(session& at) const {
    wait_line line(at, "update-table", table_);
    auto progress = [&line](const table_description& now) {
        const bool filling = now.status == table_status::active && !now.is_active();
        line.show(filling ? "an index is being filled" : status_text(now.status));
    };
    const table_wait_options wait{.timeout = wait_.timeout(), .progress = progress};
    const table_admin<> admin(at.db(), table_);
    if (protect_ || no_protect_) {
        co_await admin.set_deletion_protection(protect_, wait);
        at.advise(protect_ ? "deletion protection is on" : "deletion protection is off");
    }
    co_await change_capacity(&admin, wait, at);
    co_await change_indexes(&admin, wait, at);
    co_await change_settings(&admin, wait, at);
    co_await change_tags(&admin, at);
    line.clear();
}

awaitable<void> update_table_command::change_capacity(const table_admin<>* admin, table_wait_options wait,
                                                      session& at) const {
    if (on_demand_) {
        co_await admin->set_billing(billing_mode::pay_per_request, {}, wait);
        at.advise("the table is billed on demand");
    }
    if (!capacity_.empty()) {
        const throughput wanted = capacity_of(parse_units(capacity_));
        co_await admin->set_billing(billing_mode::provisioned, wanted, wait);
        co_await admin->set_throughput(wanted, wait);
        at.advise("the capacity of the table is " + std::to_string(wanted.read_capacity_units) +
                  " read and " + std::to_string(wanted.write_capacity_units) + " write units");
    }
    for (const std::string& each : index_capacity_) {
        const auto named = parse_named_units(each);
        co_await admin->set_index_throughput(named.first, capacity_of(named.second), wait);
        at.advise("the capacity of the index " + named.first + " is changed");
    }
    if (!max_units_.empty()) {
        on_demand_limits limits;
        if (max_units_ != "off") {
            const written_units units = parse_units(max_units_);
            limits = {.max_read_request_units = units.read, .max_write_request_units = units.write};
        }
        co_await admin->set_on_demand_limits(limits, wait);
        at.advise(max_units_ == "off" ? "the table has no limit" : "the limits of the table are set");
    }
}

awaitable<void> update_table_command::change_indexes(const table_admin<>* admin, table_wait_options wait,
                                                     session& at) const {
    for (const std::string& each : removed_) {
        const bool removed = co_await admin->delete_index(each, wait);
        at.advise(removed ? "removed the index " + each : "the table has no index " + each);
    }
    for (const std::string& each : added_) {
        const written_index written = parse_index(each);
        const table_description now = co_await admin->describe();
        const index_to_add index(written, now);
        const bool added = co_await admin->create_index(index.definition(), wait);
        if (!added)
            throw std::runtime_error("the table has an index " + written.name +
                                     " already; remove it first, or choose another name");
        at.advise("added the index " + written.name);
    }
}

awaitable<void> update_table_command::change_settings(const table_admin<>* admin, table_wait_options wait,
                                                      session& at) const {
    if (!stream_.empty()) {
        co_await admin->set_stream(stream_view_of(stream_), wait);
        at.advise(stream_ == "off" ? "the stream is off" : "the stream records " + stream_);
    }
    if (!table_class_.empty()) {
        const bool standard = table_class_ == "standard";
        co_await admin->set_table_class(
            standard ? table_class::standard : table_class::standard_infrequent_access, wait);
        at.advise("the table class is " + table_class_);
    }
    if (!kms_key_.empty()) {
        co_await admin->set_encryption(kms_key_ == "off" ? std::string_view() : std::string_view(kms_key_),
                                       wait);
        at.advise("the encryption key is changed");
    }
    if (!ttl_.empty()) {
        co_await admin->enable_ttl(ttl_);
        at.advise("items expire at the time in " + ttl_);
    }
    if (no_ttl_) {
        co_await admin->disable_ttl();
        at.advise("time to live is off");
    }
    if (!recovery_.empty()) {
        static_cast<void>(co_await admin->set_point_in_time_recovery(recovery_ == "on"));
        at.advise("point-in-time recovery is " + recovery_);
    }
}

awaitable<void> update_table_command::change_tags(const table_admin<>* admin, session& at) const {
    for (const std::string& each : tags_) {
        const auto tag = parse_tag(each);
        co_await admin->set_tag(tag.first, tag.second);
        at.advise("set the tag " + tag.first);
    }
    for (const std::string& each : untags_) {
        co_await admin->remove_tags(each);
        at.advise("removed the tag " + each);
    }
}

}  // namespace

std::unique_ptr<command> make_update_table() { return std::make_unique<update_table_command>(); }

}  // namespace dynaco::program
