#include "operations/table_settings.hpp"

#include <dynaco/operations/tag_resource.hpp>

namespace dynaco {

bool tag_resource::encode(json::writer& out) const {
    out.begin_object();
    out.member("ResourceArn", resource_arn);
    operations::write_tags(out, tags);
    out.end_object();
    return true;
}

result<tag_resource::response> tag_resource::decode(std::string_view) { return response{}; }

}  // namespace dynaco
