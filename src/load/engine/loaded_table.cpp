#include "load/engine/loaded_table.hpp"

#include <utility>

namespace dynaco::loading {

// arn:aws:dynamodb:<region>:<account>:table/<name>
std::string_view name_without_arn(std::string_view name) noexcept {
    if (!name.starts_with("arn:")) return name;
    return name.substr(name.find_last_of('/') + 1);
}

std::optional<item_fault> shared_item_check::run(const table_keys& keys, std::string_view json,
                                                 record_kind kind, checked_item& item) {
    std::unique_ptr<item_check> mine;
    {
        const std::lock_guard lock(mutex_);
        if (!free_.empty()) {
            mine = std::move(free_.back());
            free_.pop_back();
        }
    }
    if (!mine) mine = std::make_unique<item_check>(keys);
    auto fault = mine->run(json, kind, item);
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(mine));
    return fault;
}

bool is_same_table(std::string_view name, std::string_view reported) noexcept {
    return name == reported || name_without_arn(name) == name_without_arn(reported);
}

}  // namespace dynaco::loading
