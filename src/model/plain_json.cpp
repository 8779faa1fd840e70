#include <dynaco/json/plain.hpp>
#include <dynaco/model/plain_json.hpp>

namespace dynaco::model {

std::string without_wrappers(std::string_view typed) {
    return json::to_plain(typed, json::spelling::compact).value();
}

}  // namespace dynaco::model
