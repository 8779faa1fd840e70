#include "core/listed.hpp"

#include <dynaco/client.hpp>

namespace dynaco {

std::string encoded_request::table_names() const {
    return tables.size() > 1 ? detail::listed({tables.begin(), tables.end()}) : table;
}

failure reply::explain(const failure& why) const {
    diagnostics about = why.diagnostics();
    about.operation = info.name;
    about.table = table;
    if (endpoint) about.endpoint = *endpoint;
    about.request_id = request_id;
    about.http_status = http_status;
    about.attempts = attempts;
    if (info.writes) {  // the write succeeded; only its response cannot be read
        if (!about.detail.empty()) about.detail += "; ";
        about.detail += "the write succeeded, only its response could not be read";
    }
    return {why.cause(), std::move(about)};
}

}  // namespace dynaco
