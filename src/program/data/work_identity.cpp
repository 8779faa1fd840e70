#include "program/data/work_identity.hpp"

#include "program/bulk/distinct_files.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::program {
namespace {

item object_member(const item& of, std::string_view name) {
    const value* const found = of.find(name);
    const item* const inner = found ? found->get_if<item>() : nullptr;
    return inner ? *inner : item();
}

std::string text_member_of(const item& of, std::string_view name) {
    const value* const found = of.find(name);
    const std::string* const text = found ? found->get_if<std::string>() : nullptr;
    return text ? *text : std::string();
}

// The name in an ARN.
std::string last_part_of(const std::string& table) { return table.substr(table.rfind('/') + 1); }

// A file among those of a work, by its unique path.
std::string identity_in(const item& files, std::string_view path) {
    return text_member_of(object_member(files, path), "identity");
}
std::string file_name_in(const item& files, std::string_view path) {
    return text_member_of(object_member(files, path), "name");
}

bool has_same_files(const item& before, const item& now) {
    return before.size() == now.size() &&
           std::ranges::all_of(now, [&before](const auto& each) { return before.find(each.first); });
}

// The first option that differs; empty: none. An earlier version did not keep all options.
std::string other_option(const item& before, const item& now) {
    for (const auto& [name, unused] : now)
        if (before.find(name) && text_member_of(before, name) != text_member_of(now, name))
            return std::string(name);
    return {};
}

}  // namespace

std::string place_of(const table_description& table, const client& db) {
    return (table.arn.empty() ? table.name : table.arn) + " at " + db.endpoint();
}

work_identity::work_identity(std::string work, std::string table, std::string table_id)
    : work_(std::move(work)), table_(std::move(table)), table_id_(std::move(table_id)) {}

void work_identity::add_file(const std::string& path, std::string identity) {
    files_.insert_or_assign(unique_path(path), item{{"name", path}, {"identity", std::move(identity)}});
}

void work_identity::add_option(std::string_view name, std::string value) {
    options_.insert_or_assign(name, std::move(value));
}

void work_identity::add_flag(std::string_view name, bool is_set) { add_option(name, is_set ? "set" : ""); }

void work_identity::keep_in(resume_file& state) const {
    state.facts.insert_or_assign(work_, item{{"table", table_},
                                             {"table_id", table_id_},
                                             {"place", place_},
                                             {"files", files_},
                                             {"options", options_}});
}

// An earlier version did not keep the name of the table.
std::string work_identity::other_subject(const item& facts) const {
    const item before = object_member(facts, work_);
    if (before.empty()) return {};
    const std::string table = text_member_of(before, "table");
    const bool is_same_table = text_member_of(before, "table_id") == table_id_;
    if (!table.empty() && !is_same_table) {
        if (last_part_of(table) != last_part_of(table_)) return "the table " + table;
        const std::string place = text_member_of(before, "place");
        // A table that was deleted has no place.
        if (!table_id_.empty() && !place.empty() && place != place_) return "the table " + place;
    }
    if (const std::string file = text_member_of(object_member(before, "options"), "FILE");
        !file.empty() && file != text_member_of(options_, "FILE"))
        return file;
    const item files_before = object_member(before, "files");
    std::string names;
    for (const auto& [path, unused] : files_before) {
        if (files_.find(path)) return {};
        (names += names.empty() ? "" : ", ") += file_name_in(files_before, path);
    }
    return names;
}

bool work_identity::tell_difference(work_screen& screen, const resume_file& state,
                                    const std::vector<std::string>& words) const {
    const item before = object_member(state.facts, work_);
    if (before.empty()) return false;  // of an earlier version: the library checks the checkpoint
    const std::string since = " since the " + work_ + " began";
    const auto start_again = [&](const std::string& why) {
        screen.message(why + since + "; start again with", command_to_restart(words));
        return true;
    };
    if (const std::string other = other_subject(state.facts); !other.empty()) {
        screen.message(state.text_of_other_work(work_, other), state.command());
        return true;
    }
    const item files_before = object_member(before, "files");
    for (const auto& [path, unused] : files_)
        if (files_before.find(path) && identity_in(files_before, path) != identity_in(files_, path))
            return start_again(file_name_in(files_, path) + " was changed");
    if (text_member_of(before, "table_id") != table_id_)
        return start_again("the table " + table_ + " was deleted" +
                           (table_id_.empty() ? "" : " and created again") +
                           (before.find("table") ? "" : ", or " + state.path() + " is of another table,"));
    std::string what = has_same_files(files_before, files_) ? std::string() : "the list of files";
    if (what.empty()) what = other_option(object_member(before, "options"), options_);
    if (what.empty()) return false;
    screen.message(what + " is not as it was when the " + work_ + " began; continue with", state.command());
    screen.message("or start again with", command_to_restart(words));
    return true;
}

}  // namespace dynaco::program
