#include "load/engine/write_store.hpp"

namespace dynaco::loading {

stored_write& write_store::put(write_id id, std::unique_ptr<stored_write> write) {
    if (id >= writes_.size()) writes_.resize(id + std::size_t{1});
    auto& place = writes_[id];
    if (place) {
        room_.release(place->memory());
        if (place->ticket) write->ticket = std::move(place->ticket);
    }
    place = std::move(write);
    return *place;
}

std::unique_ptr<stored_write> write_store::take(write_id id) {
    auto taken = std::move(writes_[id]);
    room_.release(taken->memory());
    return taken;
}

void write_store::keep_spare(std::unique_ptr<stored_write> write) {
    constexpr std::size_t most = 1000;
    constexpr std::size_t large = 4096;
    if (spare_.size() >= most || write->text.capacity() > large) return;
    write->clear();
    spare_.push_back(std::move(write));
}

void write_store::move_spare(std::vector<std::unique_ptr<stored_write>>& to, std::size_t count) {
    for (; !spare_.empty() && to.size() < count; spare_.pop_back()) to.push_back(std::move(spare_.back()));
}

}  // namespace dynaco::loading
