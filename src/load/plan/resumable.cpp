#include "core/counted.hpp"
#include "load/plan/checkpoint.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace dynaco::loading {
namespace {

constexpr std::string_view resume_advice =
    "; continue with what the load began with, or start again without the checkpoint";

failure resume_differs(std::string_view what, const std::string& kept, const std::string& now) {
    std::string detail(what);
    detail.append(" was ").append(kept).append(" when the load began, and is ").append(now).append(" now");
    return failure(errc::invalid_argument, {.detail = detail.append(resume_advice)});
}

std::string quoted_value(std::string_view text) {
    if (text.empty()) return "not set";
    return '"' + std::string(text) + '"';
}

template <class Named>
std::string list_of_names(const std::vector<Named>& all, std::string Named::*name) {
    std::string list;
    for (const Named& each : all) list.append(list.empty() ? "" : ", ").append(each.*name);
    return quoted_value(list);
}

std::optional<failure> other_tables(const load_checkpoint& kept, const load_checkpoint& now) {
    const std::string kept_names = list_of_names(kept.tables, &table_identity::name);
    const std::string now_names = list_of_names(now.tables, &table_identity::name);
    if (kept_names != now_names) return resume_differs("the table", kept_names, now_names);
    for (std::size_t i = 0; i < kept.tables.size(); ++i)
        if (kept.tables[i].id != now.tables[i].id)
            return resume_differs("the id of the table " + quoted_value(kept.tables[i].name),
                                  quoted_value(kept.tables[i].id), quoted_value(now.tables[i].id));
    return {};
}

std::optional<failure> other_sources(const load_checkpoint& kept, const load_checkpoint& now) {
    const std::string kept_paths = list_of_names(kept.sources, &source_identity::path);
    const std::string now_paths = list_of_names(now.sources, &source_identity::path);
    if (kept_paths != now_paths) return resume_differs("the list of files", kept_paths, now_paths);
    for (std::size_t i = 0; i < kept.sources.size(); ++i) {
        const source_identity& old = kept.sources[i];
        const source_identity& new_one = now.sources[i];
        const std::string file = " of the file " + quoted_value(old.path);
        if (old.size != new_one.size)
            return resume_differs("the size" + file, detail::counted(old.size, "byte", "bytes"),
                                  detail::counted(new_one.size, "byte", "bytes"));
        if (old.modified != new_one.modified)
            return resume_differs("the time of the last change" + file, std::to_string(old.modified) + " ns",
                                  std::to_string(new_one.modified) + " ns");
        if (old.head != new_one.head)
            return resume_differs("the hash of the first bytes" + file, quoted_value(old.head),
                                  quoted_value(new_one.head));
    }
    return {};
}

std::string value_of(const std::vector<named_option>& options, std::string_view name) {
    const auto found = std::ranges::find(options, name, &named_option::name);
    return found == options.end() ? "not set" : quoted_value(found->value);
}

std::optional<failure> other_options(const std::vector<named_option>& kept,
                                     const std::vector<named_option>& now) {
    for (const auto* options : {&kept, &now})
        for (const named_option& each : *options)
            if (const auto old = value_of(kept, each.name), here = value_of(now, each.name); old != here)
                return resume_differs("the option " + quoted_value(each.name), old, here);
    return {};
}

std::string text_of_worker(const worker_share& worker) {
    return std::to_string(worker.index + 1) + '/' + std::to_string(worker.count);
}

}  // namespace

result<void> check_resumable(const load_checkpoint& kept, const load_checkpoint& now) {
    if (const auto other = other_tables(kept, now)) return *other;
    if (const auto other = other_sources(kept, now)) return *other;
    if (const auto other = other_options(kept.options, now.options)) return *other;
    if (kept.worker != now.worker)
        return resume_differs("the worker", text_of_worker(kept.worker), text_of_worker(now.worker));
    return {};
}

}  // namespace dynaco::loading
