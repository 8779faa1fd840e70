#include <dynaco/table/batch_write.hpp>

namespace dynaco {

result<batch_write_queue::entry> batch_write::entry(attributes_ref key, result<std::string> request) {
    if (!request) return request.error();
    auto text = batch_get_item::encode_key(key);
    if (!text) return text.error();
    return batch_write_queue::entry{.key = std::move(*text), .request = std::move(*request)};
}

}  // namespace dynaco
