#include "operations/reply.hpp"

#include <dynaco/table/verdict.hpp>

namespace dynaco {

void read_existing(const failure& refused, attributes_sink sink) {
    const auto read =
        operations::read_reply(refused.diagnostics().body, [&sink](json::reader& in, std::string_view name) {
            return name == "Item" ? sink.read(in) : in.skip();
        });
    if (read) return;
    diagnostics about = refused.diagnostics();
    about.attribute_path = read.error().diagnostics().attribute_path;
    about.detail = read.error().diagnostics().detail;
    about.service_code.clear();
    about.service_message.clear();
    throw error(read.error().cause(), std::move(about));
}

}  // namespace dynaco
